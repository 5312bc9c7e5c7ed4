"""Which row of the policy grid decides, setting by setting.

Koha's precedence: site before category before item type, the first row that has the setting filled in wins, so that a
specific row which leaves a setting empty never hides a general row that fills it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from carrel.cellar.kernel.verdicts import Source

SETTINGS = (
    "loanable", "length", "length_unit", "hard_due_date", "max_loans", "max_loans_of_type", "max_overdue",
    "renewals", "renew_from", "renew_overdue", "renew_not_before", "auto_renew",
    "on_shelf_holds", "hold_from", "max_holds", "hold_days", "shelf_days", "local_first",
    "fine_minor", "fine_every", "fine_unit", "fine_at", "fine_grace", "fine_from", "fine_days", "fine_cap_minor",
    "fine_cap_price", "suspend_days", "suspend_every", "suspend_max",
    "long_overdue_days", "lost_days", "lost_fee_minor", "lost_fine", "refund_price", "refund_fee", "refund_days",
    "max_claims", "keep_borrower_days",
)  # fmt: skip
"""Every setting of the grid, in the order people read them."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "lending": SETTINGS[:7], "renewals": SETTINGS[7:12], "holds": SETTINGS[12:18], "fines": SETTINGS[18:30],
    "lost": SETTINGS[30:38], "privacy": SETTINGS[38:],
}  # fmt: skip
"""The same by what they are about, as the form and the pages part them."""

NAMED_DATE = "named_date"
"""The unit that needs no length."""

PATRON_SETTINGS = frozenset({"max_loans", "max_overdue", "max_holds", "max_claims"})
"""Settings about the patron as a whole: only rows that name no item type can hold them."""

RENEW_FROM_DUE, RENEW_FROM_NOW = "due", "now"
DEFAULTS: Mapping[str, object] = {
    "loanable": True, "renewals": 0, "renew_from": RENEW_FROM_NOW, "renew_overdue": True, "auto_renew": False,
    "on_shelf_holds": "always", "hold_from": "district", "shelf_days": 5, "local_first": False,
    "fine_minor": 0, "fine_every": 1, "fine_unit": "days", "fine_at": "end", "fine_grace": 0, "fine_from": "due",
    "fine_days": "open", "fine_cap_price": False, "lost_fee_minor": 0, "lost_fine": "keep", "refund_price": "refund",
    "refund_fee": "refund", "refund_days": 365, "keep_borrower_days": 0,
}  # fmt: skip
"""What holds where no row says anything. No limit stands for "unlimited"; no length at all stops the loan."""

_ANY_TYPE = 99


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid. None for site, category or item type means "all"; empty settings are absent."""

    id: int
    site_id: int | None
    category_id: int | None
    item_type_id: int | None
    values: Mapping[str, object]
    names: tuple[str, str, str] = ("", "", "")
    """Names of site, category and item type, "" for all: what people call this row."""

    def source(self, setting: str) -> Source:
        """This row as the source of a figure."""
        return Source("policy", ", ".join(name for name in reversed(self.names) if name), f"policy:{self.id}:{setting}")


@dataclass(frozen=True, slots=True)
class Situation:
    """For whom and what a policy is asked. `item_types` holds the item's type first, then its parents outward."""

    site_id: int | None
    category_id: int | None
    item_types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that fits the situation, with its rank (1 to 8 as Koha numbers them; fitting parents share a rank)."""

    row: Row
    rank: int
    value: object | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """One setting's value, the row it came from (None: the default) and every row that fits, most specific first."""

    setting: str
    value: object | None
    row: Row | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeLimit:
    """How many items of one type, with the types below it, a patron may have at a time."""

    item_type_id: int
    limit: int
    row: Row


@dataclass(frozen=True, slots=True)
class Policy:
    """Every setting resolved for one situation."""

    situation: Situation
    settings: Mapping[str, Resolved]
    type_limits: tuple[TypeLimit, ...] = ()
    row_ids: Mapping[str, int] = field(default_factory=dict)

    def value(self, setting: str) -> object | None:
        """The value that holds, or None where no row says anything and there is no default."""
        return self.settings[setting].value

    def number(self, setting: str) -> int | None:
        """The value of a setting that is a whole number, None for "no limit"."""
        value = self.settings[setting].value
        return None if value is None else int(str(value))

    def source(self, setting: str) -> Source:
        """Where the value came from: the row, or the default of the house."""
        row = self.settings[setting].row
        return row.source(setting) if row is not None else Source("setting", "", f"default:{setting}")


def _order(row: Row, situation: Situation) -> tuple[int, int, int] | None:
    """How far a row is from the situation (site, category, item type), or None when it does not fit."""
    if row.site_id is not None and row.site_id != situation.site_id:
        return None
    if row.category_id is not None and row.category_id != situation.category_id:
        return None
    if row.item_type_id is None:
        distance = _ANY_TYPE
    elif row.item_type_id in situation.item_types:
        distance = situation.item_types.index(row.item_type_id)
    else:
        return None
    return (row.site_id is None, row.category_id is None, distance)


def rank_of(row: Row, situation: Situation) -> int | None:
    """The row's rank in Koha's table of eight, or None when it does not fit."""
    order = _order(row, situation)
    return None if order is None else 1 + 4 * order[0] + 2 * order[1] + (order[2] == _ANY_TYPE)


def fitting_rows(rows: Iterable[Row], situation: Situation, *, setting: str = "") -> list[Row]:
    """The rows that fit, most specific first. For a setting of the patron only rows without an item type fit."""
    found = [(order, row.id, row) for row in rows if (order := _order(row, situation)) is not None]
    if setting in PATRON_SETTINGS:
        found = [each for each in found if each[2].item_type_id is None]
    return [row for _, _, row in sorted(found, key=lambda each: each[:2])]


def resolve(setting: str, rows: Iterable[Row], situation: Situation) -> Resolved:
    """One setting's value and the rows that were candidates for it. Source: Koha, Smart rules, order of rules."""
    fitting = fitting_rows(rows, situation, setting=setting)
    return _resolved(setting, [(row, rank_of(row, situation) or 0) for row in fitting])


def _resolved(setting: str, fitting: Iterable[tuple[Row, int]]) -> Resolved:
    """The first of these rows that says something, which are in their order and of this setting."""
    candidates = tuple(Candidate(row, rank, row.values.get(setting)) for row, rank in fitting)
    for each in candidates:
        if each.value is not None:
            return Resolved(setting, each.value, each.row, candidates)
    return Resolved(setting, DEFAULTS.get(setting), None, candidates)


def type_limits(rows: Iterable[Row], situation: Situation) -> tuple[TypeLimit, ...]:
    """Every limit by type that holds at once: the item's own type and each parent's, each counting all below it.

    The lesser therefore decides, as Koha does with a parent type. A row for all item types limits each type by itself.
    """
    kept = [row for row in rows if row.values.get("max_loans_of_type") is not None]
    limits: list[TypeLimit] = []
    for item_type in situation.item_types:
        alone = Situation(situation.site_id, situation.category_id, (item_type,))
        named = [row for row in fitting_rows(kept, alone) if row.item_type_id == item_type]
        general = [row for row in fitting_rows(kept, alone) if row.item_type_id is None]
        chosen = named or (general if item_type == situation.item_types[0] else [])
        if chosen:
            limits.append(TypeLimit(item_type, int(str(chosen[0].values["max_loans_of_type"])), chosen[0]))
    return tuple(limits)


def policy_for(rows: Iterable[Row], situation: Situation) -> Policy:
    """Every setting resolved alone for this situation."""
    rows = tuple(rows)
    # Put in order once for all settings: a grid has some forty of them.
    fitting = [(row, rank_of(row, situation) or 0) for row in fitting_rows(rows, situation)]
    of_patron = [each for each in fitting if each[0].item_type_id is None]
    settings = {name: _resolved(name, of_patron if name in PATRON_SETTINGS else fitting) for name in SETTINGS}
    used = {setting: each.row.id for setting, each in settings.items() if each.row is not None}
    return Policy(situation, settings, type_limits(rows, situation), used)


def policy_row_objection_codes(values: Mapping[str, object], *, names_item_type: bool) -> tuple[str, ...]:
    """Codes of what is wrong with a row before it is kept."""
    found = []
    if names_item_type and any(values.get(setting) is not None for setting in PATRON_SETTINGS):
        found.append("circulation.policy_patron_setting")
    needs_none = values.get("length_unit") in (None, "", NAMED_DATE)
    if (values.get("length") is None) != needs_none:
        found.append("circulation.policy_length_without_unit")
    return tuple(found)
