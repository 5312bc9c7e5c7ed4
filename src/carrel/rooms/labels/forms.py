"""Text to values for labels: what to print on what, own sheets in inches or millimetres, printers, settings."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.papers.label_sheets import LETTER, Fault, Sheet
from carrel.cellar.papers.models import Printer
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.labels import queries, rules
from carrel.rooms.labels.models import LabelPrinter, LabelSetting, LabelSheet
from carrel.rooms.labels.phrases import KIND_WORDS, ORDER_WORDS, SIDE_WORDS
from carrel.rooms.labels.queries import Wanted
from carrel.rooms.schools.models import Place

MM = Decimal("25.4")
LARGEST_ROW = 2**31 - 1


def sheet_choices(site_id: int) -> list[tuple[str, str]]:
    """Every sheet of a site as the lists show it: name, other numbers, how many labels of which size."""
    return [(code, _sheet_words(sheet)) for code, sheet in queries.sheets_at(site_id).items()]


def _sheet_words(sheet: Sheet) -> str:
    facts = {"name": sheet.name, "count": sheet.cells, "width": f"{sheet.width:g}", "height": f"{sheet.height:g}"}
    if sheet.is_roll:
        return _("%(name)s: %(width)s × %(height)s in, one at a time") % facts
    return _("%(name)s: %(count)s of %(width)s × %(height)s in") % facts


class WhereForm(forms.Form):
    """Which printer and sheet, and the label to begin with."""

    printer = forms.ModelChoiceField(
        LabelPrinter.objects.none(), label=_("Printer"), required=False, empty_label=_("Any: no offset, 100 %")
    )
    sheet = forms.ChoiceField(
        label=_("Sheet"), required=False, help_text=_("Left blank, it is what lies in the printer.")
    )
    row = forms.IntegerField(
        label=_("Begin at row"), min_value=1, max_value=99, required=False,
        help_text=_("Left blank, it is the first label that is left on the sheet."),
    )  # fmt: skip
    column = forms.IntegerField(label=_("and column"), min_value=1, max_value=99, required=False)

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["printer"].queryset = LabelPrinter.objects.filter(site_id=site_id)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["sheet"].choices = [("", _("As in the printer")), *sheet_choices(site_id)]  # type: ignore[attr-defined]  # a ChoiceField

    def where(self) -> dict[str, Any]:
        """Printer, sheet and first label, as the actions take them, from a form found in order."""
        values = self.cleaned_data
        start = (values["row"] or 1, values["column"] or 1) if values["row"] or values["column"] else None
        printer = values["printer"]
        return {"printer_id": printer.pk if printer else None, "sheet": values["sheet"], "start": start}


class StartRunForm(WhereForm):
    """A new run."""

    field_order = ("kind",)
    kind = forms.ChoiceField(
        label=_("What to print"),
        choices=[(code, KIND_WORDS[code]) for code in (*rules.ITEM_KINDS, rules.PATRON_CARD)],
    )


class ChangeRunForm(WhereForm):
    """What an open run is printed on, and in which order."""

    order = forms.ChoiceField(label=_("Order"), choices=list(ORDER_WORDS.items()), required=False)
    outlines = forms.BooleanField(label=_("Print the outline of each label, as a test on plain paper"), required=False)


class NumbersForm(WhereForm):
    """How many new numbers."""

    field_order = ("count",)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=rules.MOST_NUMBERS, initial=30)


class CartonForm(WhereForm):
    """What stands on cartons."""

    field_order = ("to", "sender", "count", "contents")
    to = forms.CharField(label=_("To"), max_length=120)
    sender = forms.CharField(label=_("From"), max_length=120, required=False)
    count = forms.IntegerField(label=_("How many cartons"), min_value=1, max_value=200, initial=1)
    contents = forms.CharField(
        label=_("What is in them, a line each"), max_length=1200, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def content(self) -> dict[str, Any]:
        """What the labels say, as the action takes it."""
        values = self.cleaned_data
        contents = [line.strip() for line in values["contents"].splitlines() if line.strip()]
        return {"to": values["to"], "sender": values["sender"], "count": values["count"], "contents": contents}


class ListForm(forms.Form):
    """Which items come into a run at once."""

    item_type = forms.ModelChoiceField(
        ItemType.objects.none(), label=_("Item type"), required=False, empty_label=_("All types")
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("All places"))
    start = forms.CharField(label=_("Call numbers from"), max_length=120, required=False)
    end = forms.CharField(label=_("to"), max_length=120, required=False)
    since = forms.DateField(
        label=_("Added since"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    unprinted = forms.BooleanField(label=_("Only those without a printed label"), required=False, initial=True)
    record = forms.IntegerField(required=False, max_value=LARGEST_ROW, widget=forms.HiddenInput)
    job = forms.IntegerField(required=False, max_value=LARGEST_ROW, widget=forms.HiddenInput)

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item_type"].queryset = ItemType.objects.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"].queryset = Place.objects.filter(site_id=site_id)  # type: ignore[attr-defined]  # a ModelChoiceField

    def wanted(self) -> Wanted:
        """The list, from a form found in order."""
        values = self.cleaned_data
        return Wanted(
            record_id=values["record"],
            job_id=values["job"],
            item_type_id=values["item_type"].pk if values["item_type"] else None,
            place_id=values["place"].pk if values["place"] else None,
            since_on=values["since"],
            from_=values["start"],
            to=values["end"],
            is_unprinted=values["unprinted"],
        )


class LabelSettingForm(forms.ModelForm[LabelSetting]):
    """How a site's labels are made."""

    class Meta:
        model = LabelSetting
        fields = ["item_symbology", "card_symbology", "asset_symbology", "top_line", "letters", "spine_size"]
        help_texts = {
            "item_symbology": _(
                "What your readers are set to. Code 128 is the shortest. A check that is added to a number must be "
                "taken off by the reader; a number that ends with its own check is printed as it is."
            ),
            "top_line": _("Above the bars, and on cards. Left blank, it is the name of the school."),
            "letters": _("A biography keeps the whole name of whom it is about."),
        }


class LabelPrinterForm(forms.ModelForm[LabelPrinter]):
    """A printer that labels come out of."""

    class Meta:
        model = LabelPrinter
        fields = ["name", "sheet", "offset_right", "offset_down", "scale", "dots", "least_bar", "queue"]
        help_texts = {
            "offset_right": _("Print a test page and hold it against a sheet. A minus moves to the left."),
            "offset_down": _("A minus moves up."),
            "scale": _("Put the ruler of the test page beside a real one: 8 inches that come out as 7.92 want 101."),
            "least_bar": _("Finer bars fit smaller labels. Scan one label before you print a sheet of them."),
            "queue": _("With one, runs print without a dialog. Queues are set up under Printers."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        site_id = self.instance.site_id or self.initial.get("site") or 0
        self.fields["sheet"] = forms.ChoiceField(label=self.fields["sheet"].label, choices=sheet_choices(site_id))
        queues = Printer.objects.filter(site_id=site_id, kind=Printer.Kind.CUPS, is_active=True)
        self.fields["queue"].queryset = queues  # type: ignore[attr-defined]  # a ModelChoiceField


_MEASURES = ("page_width", "page_height", "width", "height", "left", "top", "pitch_x", "pitch_y")
_FIELD_OF_SIDE = {
    "left": "left", "top": "top", "right": "columns", "bottom": "rows", "across": "pitch_x", "down": "pitch_y",
    "none": "width",
}  # fmt: skip


class LabelSheetForm(forms.ModelForm[LabelSheet]):
    """An own sheet: typed in inches or millimetres, kept in inches; a side that runs off the page is named."""

    class Meta:
        model = LabelSheet
        fields = [
            "name", "unit", "is_roll", "width", "height", "columns", "rows", "left", "top", "pitch_x", "pitch_y",
            "page_width", "page_height",
        ]  # fmt: skip
        help_texts = {
            "is_roll": _("Then only the size of a label counts."),
            "pitch_x": _("From the left edge of one label to the left edge of the next. Left blank, they touch."),
            "pitch_y": _("From the top of one label to the top of the next. Left blank, they touch."),
            "page_width": _("Letter is 8.5 × 11 inches (215.9 × 279.4 mm), A4 is 210 × 297 mm."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in (*_MEASURES, "columns", "rows"):
            self.fields[name].required = name in {"width", "height"}
        if self.instance._state.adding:
            self.initial = {**self.initial, **dict.fromkeys(_MEASURES)}
        elif self.instance.unit == LabelSheet.Unit.MILLIMETRE:
            shown = {name: round(getattr(self.instance, name) * MM, 2) for name in _MEASURES}
            self.initial = {**self.initial, **shown}

    def clean(self) -> dict[str, Any]:
        """Measures in inches, with what was left blank filled in; every side that runs off is named at its field."""
        values: dict[str, Any] = super().clean() or {}
        factor = MM if values.get("unit") == LabelSheet.Unit.MILLIMETRE else Decimal(1)
        typed = {name: values[name] / factor for name in _MEASURES if values.get(name) is not None}
        if "width" not in typed or "height" not in typed:
            return values
        filled = {
            "page_width": Decimal(str(LETTER[0])), "page_height": Decimal(str(LETTER[1])), "left": Decimal(0),
            "top": Decimal(0), "pitch_x": typed["width"], "pitch_y": typed["height"],
        }  # fmt: skip
        measures = {name: round(value, 4) for name, value in (filled | typed).items()}
        values |= measures | {"columns": values.get("columns") or 1, "rows": values.get("rows") or 1}
        row = LabelSheet(**{name: values[name] for name in (*_MEASURES, "columns", "rows", "is_roll")})
        for fault in queries.geometry_of(row).faults():
            self.add_error(_FIELD_OF_SIDE[fault.side], self._said(fault, factor))
        return values

    def _said(self, fault: Fault, factor: Decimal) -> str:
        unit = LabelSheet.Unit.MILLIMETRE if factor == MM else LabelSheet.Unit.INCH
        by = round(Decimal(str(fault.by)) * factor, 2)
        return str(SIDE_WORDS[fault.side]) % {"by": f"{by:f}", "unit": unit.label}
