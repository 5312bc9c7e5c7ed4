"""A weeding profile: a table of rules, one for each section of the shelves.

The shipped table is made after the formulas of the CREW manual (Texas State Library and Archives Commission): for each
class an age, a time without use, and the MUSTIE factors, of which the ones a program can know are wear and a newer or
one more copy. "8/3/MUSTIE" there is `age_years=8, unused_years=3` here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.inventory.rules import DEWEY, LC, bound_key

AFTER_ANY_KEY = "\x7f"
NAME_LENGTH, SECTION_LENGTH, CALL_LENGTH = 80, 60, 60
MOST_RULES, LONGEST_YEARS = 100, 100

OLD, OWNED, UNUSED, SELDOM, WORN, DAMAGED, DUPLICATE = (
    "old", "owned", "unused", "seldom", "worn", "damaged", "duplicate",
)  # fmt: skip
REASONS = (OLD, OWNED, UNUSED, SELDOM, WORN, DAMAGED, DUPLICATE)
"""Published long ago, here for long, not used for long, used seldom, worn, damaged, one copy too many."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a copy is on a list; `amount` is the years without use, the year it was published, the copies there are."""

    code: str
    amount: int = 0


@dataclass(frozen=True, slots=True)
class WeedingRule:
    """One line of a profile. What is None is not looked at; a copy needs `needs` of the reasons that are.

    `scheme` is how its call numbers are meant: Dewey with our own sections (FIC, E, B), or LC. `item_type_id` narrows
    it to one type. `seldom_tenths` are loans and uses a year, in tenths. `copies_over` is how
    many copies of a title the site keeps. `never` spares the section: local history.
    """

    section: str
    call_from: str = ""
    call_to: str = ""
    item_type_id: int | None = None
    age_years: int | None = None
    owned_years: int | None = None
    unused_years: int | None = None
    seldom_tenths: int | None = None
    copies_over: int | None = None
    worn: bool = True
    needs: int = 1
    never: bool = False
    scheme: str = DEWEY

    @property
    def keys(self) -> tuple[str, str]:
        """The first and the last shelving key; blank both where it holds for every call number."""
        return _keys(self.call_from, self.call_to or self.call_from, self.scheme)

    @property
    def asks(self) -> int:
        """How many different things it looks at; wear counts for one."""
        asked = (self.age_years, self.owned_years, self.unused_years, self.seldom_tenths, self.copies_over)
        return sum(each is not None for each in asked) + self.worn


@lru_cache(maxsize=1024)
def _keys(first: str, last: str, scheme: str) -> tuple[str, str]:
    """The keys of a range, made once: a table is held against every copy of a school.

    A whole section ends with all that stands in it under a second name: REF takes in REF B.
    """
    return bound_key(first, scheme), bound_key(last, scheme).removesuffix(_BARE_SECTION)


_BARE_SECTION = " 00 1"
"""What ends the key of a section without a number or a name."""


def _rule(
    section: str, first: str, last: str, age: int | None, unused: int | None, *, copies_over: int | None = None,
    scheme: str = DEWEY,
) -> WeedingRule:  # fmt: skip
    return WeedingRule(
        section, first, last, age_years=age, unused_years=unused, copies_over=copies_over,
        needs=2 if age and unused else 1, scheme=scheme,
    )  # fmt: skip


USUAL_RULES: tuple[WeedingRule, ...] = (
    _rule("Computers", "004", "006", 3, 3),
    _rule("General works, news", "000", "099", 5, 3),
    _rule("Philosophy, psychology", "100", "199", 10, 3),
    _rule("Religion, mythology", "200", "299", 10, 3),
    _rule("Social sciences, law, careers", "300", "397", 5, 3),
    _rule("Folk tales", "398", "399", None, 3, copies_over=2),
    _rule("Languages", "400", "499", 10, 3),
    _rule("Science, mathematics", "500", "599", 8, 3),
    _rule("Medicine, technology", "600", "629", 5, 3),
    _rule("Farming, home, crafts", "630", "699", 8, 3),
    _rule("Arts, music, sports", "700", "799", 10, 3),
    _rule("Literature", "800", "899", None, 3, copies_over=3),
    _rule("Geography, travel", "910", "919", 5, 3),
    _rule("Biography", "920", "928", None, 3, copies_over=2),
    _rule("History", "900", "999", 15, 3),
    _rule("Biography", "B", "", None, 3, copies_over=2),
    _rule("Reference", "REF", "", 10, None),
    _rule("Picture books", "E", "", None, 2, copies_over=3),
    _rule("Easy readers", "ER", "", None, 2, copies_over=3),
    _rule("Fiction", "FIC", "", None, 2, copies_over=3),
    _rule("Graphic novels", "GN", "", None, 2, copies_over=3),
    _rule("Story collections", "SC", "", None, 3, copies_over=2),
    _rule("Professional collection", "PRO", "", 5, 3),
    _rule("Films, recordings, kits", "AV", "", None, 3, copies_over=2),
    _rule("Everything else", "", "", 10, 3),
)
"""The table every site begins with, the narrower sections first: the first rule that fits a copy is the one.

Worn counts as a reason everywhere. Where age and use are both looked at, one alone takes nothing: two reasons are
needed. What has no age, such as fiction, goes by any one of use, wear and copies.
"""


_of_lc = partial(_rule, scheme=LC)


LC_RULES: tuple[WeedingRule, ...] = (
    _of_lc("Computers", "QA75", "QA76", 3, 3),
    _of_lc("General works, news", "A", "", 5, 3),
    _of_lc("Philosophy, psychology", "B", "BJ", 10, 3),
    _of_lc("Religion, mythology", "BL", "BX", 10, 3),
    _of_lc("Biography", "CT", "", None, 3, copies_over=2),
    _of_lc("History", "C", "F", 15, 3),
    _of_lc("Geography, travel", "G", "GF", 5, 3),
    _of_lc("Folk tales", "GR", "", None, 3, copies_over=2),
    _of_lc("Arts, music, sports", "GV", "", 10, 3),
    _of_lc("Social sciences, law, careers", "GN", "L", 5, 3),
    _of_lc("Arts, music, sports", "M", "N", 10, 3),
    _of_lc("Fiction", "PZ", "", None, 2, copies_over=3),
    _of_lc("Literature", "PN", "PT", None, 3, copies_over=3),
    _of_lc("Languages", "P", "PM", 10, 3),
    _of_lc("Science, mathematics", "Q", "QR", 8, 3),
    _of_lc("Medicine, technology", "R", "RZ", 5, 3),
    _of_lc("Arts, music, sports", "TR", "", 10, 3),
    _of_lc("Farming, home, crafts", "TS", "TX", 8, 3),
    _of_lc("Medicine, technology", "T", "TP", 5, 3),
    _of_lc("Farming, home, crafts", "S", "SK", 8, 3),
    _of_lc("Social sciences, law, careers", "U", "V", 5, 3),
    _of_lc("General works, news", "Z", "", 5, 3),
)
"""The same formulas for the classes of LC that hold what the Dewey classes above hold."""


def usual_rules(*, with_lc: bool) -> tuple[WeedingRule, ...]:
    """The table a site begins with: the classes of LC go along where it has copies by LC."""
    return (*LC_RULES, *USUAL_RULES) if with_lc else USUAL_RULES


def keep_profile_objections(*, name: str, rules: Sequence[WeedingRule], types: Sequence[int]) -> tuple[Objection, ...]:
    """What stands against keeping a profile so; `types` are the item types there are."""
    found = []
    if not name.strip():
        found.append(Objection("weeding.unnamed", Weight.REFUSE, {}))
    if not rules:
        found.append(Objection("weeding.no_rules", Weight.REFUSE, {}))
    if len(rules) > MOST_RULES:
        found.append(Objection("weeding.too_many_rules", Weight.REFUSE, {"most": MOST_RULES}))
    for rule in rules:
        found += _rule_objections(rule, types)
    return tuple(found)


def _rule_objections(rule: WeedingRule, types: Sequence[int]) -> Iterator[Objection]:
    facts = {"section": rule.section or rule.call_from}
    if not rule.section.strip():
        yield Objection("weeding.section_unnamed", Weight.REFUSE, facts)
    first, last = rule.keys
    if rule.scheme not in (DEWEY, LC):
        yield Objection("weeding.no_such_scheme", Weight.REFUSE, facts)
    if (rule.call_to and not rule.call_from) or (first and last + AFTER_ANY_KEY <= first):
        yield Objection("weeding.range_backwards", Weight.REFUSE, facts)
    if rule.item_type_id is not None and rule.item_type_id not in types:
        yield Objection("weeding.no_such_type", Weight.REFUSE, facts)
    if not rule.never and not 1 <= rule.needs <= rule.asks:
        yield Objection("weeding.needs_too_much", Weight.REFUSE, facts | {"needs": rule.needs, "asks": rule.asks})
