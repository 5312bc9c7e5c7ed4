"""A copy is weighed: by the first rule that fits it, unless something spares it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carrel.rooms.weeding.rules.profiles import (
    AFTER_ANY_KEY,
    DAMAGED,
    DUPLICATE,
    OLD,
    OWNED,
    SELDOM,
    UNUSED,
    WORN,
    Reason,
    WeedingRule,
)

IN_HAND = ("available", "in_repair")
"""What stands here, or is mended here; what is out, promised, on its way, lost or gone is not weeded."""
DAYS_A_YEAR = 365.25
_YEAR_TO_SETTLE = 1
"""For so many years a new copy is never called unused or seldom used: it had no time to be."""

SPARED = ("out", "waited_for", "reserved", "on_a_list", "kept", "section_kept")


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of one copy. `uses` are its loans and its uses in the library, whoever they were by.

    `section_key` is the key by which a copy among LC numbers is found in our own sections, blank where it is in none.
    `rank` is its place among the copies of its title here, the best one first: worst condition, fewest uses last.
    """

    item_id: int
    key: str
    item_type_id: int
    state: str
    condition: str
    year: int | None = None
    here_since_on: date | None = None
    last_used_on: date | None = None
    uses: int = 0
    copies_here: int = 1
    rank: int = 1
    is_waited_for: bool = False
    is_reserved: bool = False
    is_on_a_list: bool = False
    is_kept: bool = False
    section_key: str = ""


def rule_for(rules: Sequence[WeedingRule], copy: Copy) -> WeedingRule | None:
    """The first rule of a profile that fits a copy."""
    for rule in rules:
        first, last = rule.keys
        if rule.item_type_id not in (None, copy.item_type_id):
            continue
        if not first or any(first <= key < last + AFTER_ANY_KEY for key in (copy.key, copy.section_key) if key):
            return rule
    return None


def spared_by(copy: Copy, rule: WeedingRule | None) -> str:
    """Why a copy is never weeded, whatever its age: one of SPARED; blank when nothing spares it."""
    if copy.state not in IN_HAND:
        return "out"
    if copy.is_waited_for:
        return "waited_for"
    if copy.is_reserved:
        return "reserved"
    if copy.is_on_a_list:
        return "on_a_list"
    if copy.is_kept:
        return "kept"
    return "section_kept" if rule is not None and rule.never else ""


def reasons_of(rule: WeedingRule, copy: Copy, today: date) -> tuple[Reason, ...]:
    """Every reason of a rule that holds for a copy, in the order of REASONS."""
    found = []
    age = today.year - copy.year if copy.year else None
    if rule.age_years is not None and age is not None and age > rule.age_years:
        found.append(Reason(OLD, copy.year or 0))
    owned = _years(copy.here_since_on, today)
    if rule.owned_years is not None and owned is not None and owned > rule.owned_years:
        found.append(Reason(OWNED, int(owned)))
    idle = _years(copy.last_used_on or copy.here_since_on, today)
    if rule.unused_years is not None and idle is not None and idle > rule.unused_years:
        found.append(Reason(UNUSED, int(idle)))
    if rule.seldom_tenths is not None and owned is not None and owned > _YEAR_TO_SETTLE:
        a_year = copy.uses * 10 / owned
        if a_year < rule.seldom_tenths:
            found.append(Reason(SELDOM, round(a_year)))
    if rule.worn and copy.condition in (WORN, DAMAGED):
        found.append(Reason(copy.condition))
    if rule.copies_over is not None and copy.copies_here > rule.copies_over and copy.rank > rule.copies_over:
        found.append(Reason(DUPLICATE, copy.copies_here))
    return tuple(found)


def weighed(rules: Sequence[WeedingRule], copy: Copy, today: date) -> tuple[WeedingRule, tuple[Reason, ...]] | None:
    """The rule and the reasons by which a copy comes on a list; None when it stays."""
    rule = rule_for(rules, copy)
    if rule is None or spared_by(copy, rule):
        return None
    found = reasons_of(rule, copy, today)
    return (rule, found) if len(found) >= rule.needs else None


_AS_DISPOSAL = {
    DAMAGED: "damaged", WORN: "worn", DUPLICATE: "duplicate", OLD: "misleading", UNUSED: "irrelevant",
    SELDOM: "irrelevant", OWNED: "irrelevant",
}  # fmt: skip


def disposal_reason(codes: Sequence[str]) -> str:
    """The word of a disposal list for these reasons: what is wrong with the copy itself goes before its use."""
    return next((word for code, word in _AS_DISPOSAL.items() if code in codes), "irrelevant")


def _years(since: date | None, today: date) -> float | None:
    return (today - since).days / DAYS_A_YEAR if since else None
