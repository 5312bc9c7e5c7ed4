"""What is chosen to look into a register: the file, what it is, and which of its columns is which of ours."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.registers import rules
from carrel.rooms.registers.phrases import COLUMN_WORDS, KIND_WORDS
from carrel.rooms.registers.queries import columns_of, own_fields
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import sites_of

NOBODYS = "none"
ORDERS = [
    ("", _("as the file shows")),
    (rules.MONTH_FIRST, _("month first: 12/31/2026")),
    (rules.DAY_FIRST, _("day first: 31/12/2026")),
]

NOBODYS_WORDS = {
    rules.ITEMS: _("they count in this file only"),
    rules.HOLDS: _("they say nothing here: titles are found by ISBN or copy"),
}


class RegisterForm(forms.Form):
    """A table of another system, with the site and item type of rows that name none."""

    kind = forms.ChoiceField(label=_("What is in it"), choices=[(kind, KIND_WORDS[kind]) for kind in rules.KINDS])
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.tab,.xlsx"}),
        help_text=_("As the other system saved it. Its first line names the columns."),
        allow_empty_file=True,
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), empty_label=None, help_text=_("For lines that name no site known here.")
    )
    item_type = forms.ModelChoiceField(
        ItemType.objects.none(),
        label=_("Item type"),
        empty_label=None,
        help_text=_("For items that name no type known here. No type is ever made by a file."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        sites: Any = self.fields["site"]
        sites.queryset = sites_of(actor)
        sites.initial = actor.site_id
        item_types: Any = self.fields["item_type"]
        item_types.queryset = ItemType.objects.all()

    def upload(self) -> tuple[BinaryIO, str]:
        """The file sent in as a stream, and its name."""
        sent: Any = self.cleaned_data["file"]
        sent.seek(0)
        return sent.file, sent.name or "register.csv"


class ColumnsForm(forms.Form):
    """Which heading of the file is which of our columns, how days are written, and whose the records' numbers are."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        heads: Sequence[str],
        mapping: Mapping[str, str],
        order: str = "",
        owner: str | None = None,
        owners: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = [("", _("not in the file")), *((head, head) for head in heads)]
        own = own_fields() if kind == rules.ITEMS else {}
        for column in columns_of(kind):
            word = own[column.name].label if column.name in own else str(COLUMN_WORDS[column.name])
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=word, choices=choices, required=column.needed,
                initial=mapping.get(column.name, ""),
            )  # fmt: skip
        self.fields["order"] = forms.ChoiceField(
            label=_("How it writes days"), choices=ORDERS, required=False, initial=order
        )
        if kind in (rules.ITEMS, rules.HOLDS) and owners:
            named = [(each, each or _("of records without an owner")) for each in owners]
            self.fields["owner"] = forms.ChoiceField(
                label=_("Whose the numbers of the records are"),
                choices=[(NOBODYS, NOBODYS_WORDS[kind]), *named],
                required=False,
                initial=NOBODYS if owner is None else owner,
                help_text=_("As field 003 of the records names it, when they came as MARC from the same system."),
            )

    def chosen(self) -> dict[str, Any]:
        """What `check_again` takes, from a form found in order."""
        values = self.cleaned_data
        mapping = {
            name.removeprefix("column_"): head for name, head in values.items() if name.startswith("column_") and head
        }
        owner = values.get("owner", NOBODYS)
        return {"mapping": mapping, "order": values["order"], "owner": None if owner == NOBODYS else owner}
