"""Text to values: a row of the policy grid."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.models import HardDueDate, PolicyRow
from carrel.rooms.circulation.phrases import SETTINGS as SETTING_WORDS
from carrel.rooms.circulation.phrases import VALUES, Text
from carrel.rooms.circulation.rules.policies import GROUPS, NAMED_DATE, SETTINGS
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import district

AS_GENERAL = ("", _("as a more general row says"))
YES_NO = [AS_GENERAL, ("yes", _("yes")), ("no", _("no"))]
UNITS = [
    AS_GENERAL,
    ("open_days", _("open days only")),
    ("calendar_days", _("all days, then on to an open one")),
    ("same_weekday", _("all days, then on to an open one of the same weekday")),
    ("any_days", _("all days, a closed one may be the last")),
    ("hours", _("hours")),
    ("periods", _("school periods, until the bell")),
    ("named_date", _("no length: until the hard due date")),
]
LONGEST_LOAN = 3650
LONGEST_SHELF = 366
GROUP_TITLES: Mapping[str, Text] = {
    "where": _("For whom and what"),
    "lending": _("Lending"),
    "renewals": _("Renewals"),
    "holds": _("Holds"),
    "fines": _("Fines and suspension"),
    "lost": _("Lost, claimed and found"),
    "privacy": _("Privacy"),
}


def _number(label: object, text: object = "", most: int = LONGEST_LOAN) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, help_text=text)  # type: ignore[arg-type]  # lazy text


def _word(setting: str) -> forms.ChoiceField:
    """One of the words a setting may have, as the pages say them."""
    field: Any = PolicyRow._meta.get_field(setting)
    words = ((code, VALUES.get(f"{setting}.{code}", VALUES.get(code))) for code, _code in field.choices)
    choices = [AS_GENERAL, *words]
    return forms.ChoiceField(label=SETTING_WORDS[setting], choices=choices, required=False)  # type: ignore[arg-type]  # lazy text


def _money(setting: str, text: object = "") -> PriceField:
    return PriceField(label=SETTING_WORDS[setting], required=False, help_text=text)


def _yes_no(label: object) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]  # lazy text
        choices=YES_NO,
        required=False,
        coerce=lambda text: text == "yes",
        empty_value=None,
    )


class PolicyRowForm(forms.Form):
    """One row of the grid. Empty settings leave it to a more general row; a length of 0 means not lent at all."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label=_("all sites"))
    category = forms.ModelChoiceField(
        PatronCategory.objects.all(), label=_("Reader category"), required=False, empty_label=_("all readers")
    )
    item_type = forms.ModelChoiceField(
        ItemType.objects.all(), label=_("Item type"), required=False, empty_label=_("all items")
    )
    loanable = _yes_no(_("May be lent"))
    length = _number(_("Loan length"), _("0 means that it is not lent. Leave it empty for “no length”."))
    length_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    hard_due_date = forms.ModelChoiceField(
        HardDueDate.objects.none(),
        label=_("Hard due date"),
        required=False,
        empty_label=AS_GENERAL[1],
        help_text=_("Cut-offs of grades are not chosen here: they hold by themselves."),
    )
    max_loans = _number(_("Loans at a time"), _("All items together; only in a row for all items."))
    max_loans_of_type = _number(_("Loans of this type at a time"), _("With the types below it."))
    max_overdue = _number(_("Overdue items that stop lending"), _("Only in a row for all items."))
    renewals = _number(SETTING_WORDS["renewals"])
    renew_from = _word("renew_from")
    renew_overdue = _yes_no(SETTING_WORDS["renew_overdue"])
    renew_not_before = _number(
        SETTING_WORDS["renew_not_before"], _("Empty: at any time. Before that day the desk says from when."), 366
    )
    auto_renew = _yes_no(SETTING_WORDS["auto_renew"])
    on_shelf_holds = _word("on_shelf_holds")
    hold_from = _word("hold_from")
    max_holds = _number(SETTING_WORDS["max_holds"], _("Only in a row for all items."))
    hold_days = _number(SETTING_WORDS["hold_days"], _("Empty: it waits until it is filled or cancelled."))
    shelf_days = _number(SETTING_WORDS["shelf_days"], "", LONGEST_SHELF)
    local_first = _yes_no(SETTING_WORDS["local_first"])
    fine_minor = _money("fine_minor", _("0 or empty everywhere: lateness costs nothing, and is still listed."))
    fine_every = _number(SETTING_WORDS["fine_every"], "", LONGEST_SHELF)
    fine_unit = _word("fine_unit")
    fine_at = _word("fine_at")
    fine_grace = _number(
        SETTING_WORDS["fine_grace"], _("In days or hours, as above. Within it nothing is owed."), LONGEST_SHELF
    )
    fine_from = _word("fine_from")
    fine_days = _word("fine_days")
    fine_cap_minor = _money("fine_cap_minor", _("Empty: no limit."))
    fine_cap_price = _yes_no(SETTING_WORDS["fine_cap_price"])
    suspend_days = _number(SETTING_WORDS["suspend_days"], _("Instead of money. Empty: none."), LONGEST_SHELF)
    suspend_every = _number(SETTING_WORDS["suspend_every"], _("Empty: each day late."), LONGEST_SHELF)
    suspend_max = _number(SETTING_WORDS["suspend_max"], _("Empty: no limit. Keep it short."), LONGEST_SHELF)
    long_overdue_days = _number(SETTING_WORDS["long_overdue_days"], _("Empty: never."))
    lost_days = _number(SETTING_WORDS["lost_days"], _("By itself, in the night. Empty: only by hand."))
    lost_fee_minor = _money("lost_fee_minor", _("Beside the price."))
    lost_fine = _word("lost_fine")
    refund_price = _word("refund_price")
    refund_fee = _word("refund_fee")
    refund_days = _number(
        SETTING_WORDS["refund_days"],
        _("From the day it was taken for lost. So long a paid charge remembers what it was for."),
        LONGEST_SHELF,
    )
    max_claims = _number(SETTING_WORDS["max_claims"], _("Only in a row for all items. It warns and stops nothing."))
    keep_borrower_days = _number(
        SETTING_WORDS["keep_borrower_days"],
        _("0 means until the night after. A torn page found on the shelf still has an owner for so long."),
        LONGEST_SHELF,
    )

    def __init__(self, *args: Any, sites: Any, all_sites: bool, row: PolicyRow | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = _initial_of(row)
        super().__init__(*args, **kwargs)
        own = district()
        for field in self.fields.values():
            if isinstance(field, PriceField) and own is not None:
                field.currency = own.currency
        self._offer_sites(sites, all_sites)
        series = HardDueDate.objects.select_related("site").filter(grades="").order_by("name")
        self._choices("hard_due_date").queryset = (
            series if all_sites else series.filter(site=None) | series.filter(site__in=sites)
        )
        if row is not None:
            for name in ("site", "category", "item_type"):
                self.fields.pop(name)

    def _offer_sites(self, sites: Any, all_sites: bool) -> None:
        field = self._choices("site")
        field.queryset = sites
        if not all_sites:
            field.required, field.empty_label = True, None

    def _choices(self, name: str) -> "forms.ModelChoiceField[Any]":
        found = self.fields[name]
        assert isinstance(found, forms.ModelChoiceField)
        return found

    def groups(self) -> Iterator[tuple[Text, list[forms.BoundField]]]:
        """The fields as the page parts them: whom it is for, then the settings by what they are about."""
        where = [self[name] for name in ("site", "category", "item_type") if name in self.fields]
        if where:
            yield GROUP_TITLES["where"], where
        for group, names in GROUPS.items():
            yield GROUP_TITLES[group], [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("length_unit") == NAMED_DATE and values.get("length") is not None:
            self.add_error(
                "length", _("Until a named date there is no length. Leave it empty, or choose another unit.")
            )
        return values

    def where(self) -> dict[str, int | None]:
        """Site, category and item type as `save_policy_row` takes them."""
        chosen = self.cleaned_data
        names = ("site", "category", "item_type")
        return {f"{name}_id": chosen[name].pk if chosen.get(name) else None for name in names}

    def settings(self) -> dict[str, object]:
        """The settings as `save_policy_row` takes them."""
        found = {name: self.cleaned_data.get(name) for name in SETTINGS}
        series = found["hard_due_date"]
        return found | {"hard_due_date": series.pk if isinstance(series, HardDueDate) else None}


def _initial_of(row: PolicyRow) -> Mapping[str, object]:
    found = {name: getattr(row, name) for name in SETTINGS}
    for name in ("loanable", "renew_overdue", "auto_renew", "local_first", "fine_cap_price"):
        found[name] = {True: "yes", False: "no", None: ""}[found[name]]
    return found
