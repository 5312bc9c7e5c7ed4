"""What a report of one's own may ask: subjects, their fields, and a question made of them. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, Self

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.reports.rules.periods import after

TEXT, CHOICE, DAY, YEAR, NUMBER, MONEY = "text", "choice", "day", "year", "number", "money"
LOANS, ITEMS, PATRONS, CHARGES = "loans", "items", "patrons", "charges"
MOST_GROUPS, MOST_SHOWN, NAME_LENGTH = 2, 200, 80
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a subject: what it holds, and what it may be used for. `path` is where the query finds it.

    A day is grouped by its month. A year is no amount: it has no comma. `lists`: whether single rows may show it;
    `sums`: whether it is added up.
    """

    code: str
    path: str
    kind: str = TEXT
    groups: bool = True
    lists: bool = True
    sums: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about. People are counted and never listed; no subject leads from a thing to a reader."""

    code: str
    fields: tuple[Asked, ...]
    is_listed: bool = True

    def field(self, code: str) -> Asked | None:
        return next((each for each in self.fields if each.code == code), None)


SUBJECTS: Mapping[str, Subject] = {
    each.code: each
    for each in (
        Subject(
            LOANS,
            (
                Asked("lent_on", "lent_at", DAY),
                Asked("returned_on", "returned_at", DAY),
                Asked("due_on", "due_at", DAY),
                Asked("grade", "grade"),
                Asked("category", "category__name", CHOICE),
                Asked("site", "site__name", CHOICE),
                Asked("kind", "item__item_type__name", CHOICE),
                Asked("call_number", "item__call_number", groups=False),
                Asked("title", "item__record__title"),
                Asked("author", "item__record__author"),
                Asked("place", "item__place__name", CHOICE),
                Asked("renewals", "renewals", NUMBER, sums=True),
            ),
        ),
        Subject(
            ITEMS,
            (
                Asked("title", "record__title", groups=False),
                Asked("author", "record__author"),
                Asked("call_number", "call_number", groups=False),
                Asked("barcode", "barcode", groups=False),
                Asked("kind", "item_type__name", CHOICE),
                Asked("site", "site__name", CHOICE),
                Asked("place", "place__name", CHOICE),
                Asked("state", "state", CHOICE),
                Asked("condition", "condition", CHOICE),
                Asked("fund", "fund", CHOICE),
                Asked("published", "record__year", YEAR),
                Asked("acquired_on", "acquired_on", DAY),
                Asked("price", "price_minor", MONEY, groups=False, sums=True),
                Asked("lent", "loan_count", NUMBER, groups=False, sums=True),
                Asked("last_lent_on", "last_loaned_at", DAY),
            ),
        ),
        Subject(
            PATRONS,
            (
                Asked("grade", "grade"),
                Asked("category", "category__name", CHOICE),
                Asked("site", "home_site__name", CHOICE),
                Asked("homeroom", "homeroom__name", CHOICE),
                Asked("language", "home_language", CHOICE),
                Asked("left_on", "left_on", DAY),
            ),
            is_listed=False,
        ),
        Subject(
            CHARGES,
            (
                Asked("charge_kind", "kind", CHOICE),
                Asked("charged_on", "charged_on", DAY),
                Asked("settled_on", "settled_at", DAY),
                Asked("site", "person__home_site__name", CHOICE),
                Asked("grade", "person__grade", lists=False),
                Asked("amount", "amount_minor", MONEY, groups=False, sums=True),
                Asked("left", "left_minor", MONEY, groups=False, sums=True),
            ),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Only:
    """One condition: a text that must stand in the field, the value it has, or a range from `low` to `high`."""

    field: str
    text: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A question: about what, grouped by what (none: single rows in these `columns`), only what, in which order."""

    subject: str
    groups: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    only: tuple[Only, ...] = ()
    sort: str = ""
    is_down: bool = False

    def as_plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """As it was kept; conditions on fields that are no more are left out by `sound`."""
        return cls(
            plain["subject"], tuple(plain["groups"]), tuple(plain["columns"]),
            tuple(Only(**each) for each in plain["only"]), plain["sort"], plain["is_down"],
        )  # fmt: skip

    @property
    def about(self) -> Subject:
        return SUBJECTS[self.subject]

    @property
    def is_counted(self) -> bool:
        return bool(self.groups) or not self.about.is_listed

    @property
    def sums(self) -> tuple[Asked, ...]:
        """The fields that are added up beside the count."""
        return tuple(each for each in self.about.fields if each.sums)

    @property
    def listed(self) -> tuple[Asked, ...]:
        """The columns of single rows; all that may be listed when none is chosen."""
        may = [each for each in self.about.fields if each.lists]
        return tuple(each for each in may if each.code in self.columns) or tuple(may)


def sound(spec: Spec) -> Spec:
    """The question without what its subject does not know or does not allow."""
    about = SUBJECTS.get(spec.subject, SUBJECTS[LOANS])
    groups = [code for code in dict.fromkeys(spec.groups) if (found := about.field(code)) and found.groups]
    columns = [code for code in dict.fromkeys(spec.columns) if (found := about.field(code)) and found.lists]
    only = [each for each in spec.only if about.field(each.field) and (each.text or each.low or each.high)]
    made = Spec(about.code, tuple(groups[:MOST_GROUPS]), tuple(columns), tuple(only), spec.sort, spec.is_down)
    sorts = {COUNT, *made.groups, *(each.code for each in made.sums)} if made.is_counted else {
        each.code for each in made.listed
    }  # fmt: skip
    return made if made.sort in sorts else Spec(made.subject, made.groups, made.columns, made.only)


def save_report_objections(*, name: str, is_taken: bool) -> tuple[Objection, ...]:
    """A report is kept under a name of its own."""
    if not name.strip():
        return (Objection("reports.name_missing", Weight.REFUSE),)
    if is_taken:
        return (Objection("reports.name_taken", Weight.REFUSE, {"name": name}),)
    return ()


def next_day(every: str, today: date) -> date | None:
    """From which day a scheduled report is made next: tomorrow, from Monday, from the first of the next month.

    It is made on the first day from then on that is open in the school's calendar.
    """
    if every == "day":
        return today + timedelta(days=1)
    if every == "week":
        return today + timedelta(days=7 - today.weekday())
    return after(today.replace(day=1)) if every == "month" else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: rows of plain values, and whether there are more than are shown."""

    rows: tuple[tuple[object, ...], ...] = field(default=())
    is_more: bool = False
