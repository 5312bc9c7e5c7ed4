"""Text to values for deliveries: what stands on the packing list, one line of it, its shares, its columns."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import DeliveryLine, ProcessingStep
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Site, Vendor
from carrel.rooms.schools.queries import vendors

COLUMN_WORDS = {
    "isbn": _("ISBN or number"),
    "title": _("Title"),
    "expected": _("Copies"),
    "price": _("Price"),
    "site": _("Receiving site"),
}


class DeliveryForm(forms.Form):
    """What came: from whom, under which numbers, and the list of it as a table, as a MARC file, or typed later."""

    vendor = forms.ModelChoiceField(
        Vendor.objects.none(), label=_("Vendor"), required=False, empty_label=_("No particular vendor")
    )
    packing_list = forms.CharField(label=_("Packing list number"), max_length=60, required=False)
    order_number = forms.CharField(label=_("Order number"), max_length=60, required=False)
    came_on = forms.DateField(label=_("Came on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    file = forms.FileField(
        label=_("Packing list as CSV or XLSX"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=_("Its first line names the columns. Leave it out to type the lines, or to count without a list."),
        allow_empty_file=True,
    )
    job = forms.TypedChoiceField(
        label=_("Or a MARC file that was sent in"), required=False, coerce=int, empty_value=None
    )
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, jobs: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        vendor: Any = self.fields["vendor"]
        vendor.queryset = vendors(actor)
        job: Any = self.fields["job"]
        job.choices = [("", _("none")), *jobs]

    def upload(self) -> tuple[BinaryIO, str] | None:
        """The file sent in as a stream and its name, or None."""
        sent: Any = self.cleaned_data["file"]
        if not sent:
            return None
        sent.seek(0)
        return sent.file, sent.name or "list.csv"

    def facts(self) -> dict[str, Any]:
        """What `add_delivery` takes, from a form found in order."""
        values = self.cleaned_data
        vendor = values["vendor"]
        named = {name: values[name] for name in ("packing_list", "order_number", "came_on", "note")}
        return named | {"vendor_id": vendor.pk if vendor else None}


class NewLineForm(forms.Form):
    """One line of a packing list, typed."""

    isbn = forms.CharField(label=_("ISBN or number"), max_length=64, required=False)
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    expected = forms.IntegerField(label=_("Copies listed"), min_value=0, max_value=rules.MOST_COPIES, initial=1)
    price = PriceField(label=_("Price"), required=False)
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Receiving site"), required=False, empty_label=_("not decided yet")
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        site: Any = self.fields["site"]
        site.queryset = Site.objects.filter(is_active=True)
        price: Any = self.fields["price"]
        price.currency = currency

    def clean(self) -> dict[str, Any]:
        """A line needs a title or a number."""
        values = super().clean() or {}
        if not self.errors and not values.get("title") and not values.get("isbn"):
            self.add_error("isbn", _("Type the number or the title."))
        return values

    def line(self) -> PackedLine:
        """The values of a form found in order."""
        values = self.cleaned_data
        site = values["site"]
        return PackedLine(
            values["title"], values["isbn"], values["expected"], values["price"], site.pk if site else None
        )


class LineForm(NewLineForm):
    """A line with its counts."""

    came = forms.IntegerField(label=_("Copies that came"), min_value=0, max_value=rules.MOST_COPIES)
    damaged = forms.IntegerField(label=_("Damaged among them"), min_value=0, max_value=rules.MOST_COPIES)
    field_order = ("came", "damaged", "expected", "site", "title", "isbn", "price")


def line_initial(line: DeliveryLine) -> dict[str, object]:
    """What LineForm shows of a line."""
    return {
        "isbn": line.isbn, "title": line.title, "expected": line.expected, "came": line.came,
        "damaged": line.damaged, "price": line.price_minor, "site": line.site_id,
    }  # fmt: skip


class ShareForm(forms.Form):
    """How many copies of a line each school gets."""

    def __init__(self, *args: Any, sites: Sequence[Site], line: DeliveryLine, **options: Any) -> None:
        super().__init__(*args, **options)
        for site in sites:
            self.fields[f"site_{site.pk}"] = forms.IntegerField(
                label=site.called, required=False, min_value=0, max_value=rules.MOST_COPIES,
                initial=line.expected if site.pk == line.site_id else 0,
            )  # fmt: skip

    def shares(self) -> dict[int, int]:
        """Site → copies, from a form found in order."""
        return {int(name.removeprefix("site_")): value or 0 for name, value in self.cleaned_data.items()}


class PackingColumnsForm(forms.Form):
    """Which heading of a packing list is which of our columns."""

    def __init__(self, *args: Any, heads: Sequence[str], mapping: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("not in the file")), *((head, head) for head in heads)]
        for column in rules.PACKING_COLUMNS:
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=COLUMN_WORDS[column.name], choices=choices, required=False, initial=mapping.get(column.name, "")
            )

    def mapping(self) -> dict[str, str]:
        """Our column → heading, from a form found in order."""
        return {name.removeprefix("column_"): head for name, head in self.cleaned_data.items() if head}


class ProcessDeliveryForm(forms.Form):
    """The item type of copies that are the first of their title."""

    item_type = forms.ModelChoiceField(
        ItemType.objects.none(),
        label=_("Item type"),
        empty_label=None,
        help_text=_("For the first copy of a title. Others are like the last copy of theirs."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        item_type: Any = self.fields["item_type"]
        item_type.queryset = ItemType.objects.all()


class StartProcessingForm(forms.Form):
    """A batch of copies: those of an import, or scanned one to a line."""

    name = forms.CharField(label=_("Name of the batch"), max_length=120, required=False)
    job = forms.TypedChoiceField(label=_("Copies of an import"), required=False, coerce=int, empty_value=None)
    numbers = forms.CharField(
        label=_("Or scan their labels, one to a line"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, jobs: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        job: Any = self.fields["job"]
        job.choices = [("", _("none")), *jobs]


class ProcessingStepForm(forms.ModelForm[ProcessingStep]):
    """One step of making copies ready."""

    class Meta:
        model = ProcessingStep
        fields = ("site", "name", "gives_label", "sort")
