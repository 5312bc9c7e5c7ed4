"""What is late, by reader: the list the technician works through and the teacher never sees titles of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.fines import DUE_COLUMNS, Due
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.queries.standing import Late, OpenLoan, late_of
from carrel.rooms.people.models import Person, SchoolClass


@dataclass(frozen=True, slots=True)
class OverdueReader:
    """A reader with what is late, the longest first."""

    person_id: int
    name: str
    list_name: str
    homeroom: str
    grade: str
    site: str
    language: str
    loans: tuple[OpenLoan, ...]

    @property
    def items(self) -> int:
        return len(self.loans)

    @property
    def fine_minor(self) -> int:
        """What all of it has cost until now; charged when each comes back."""
        return sum(each.fine_minor for each in self.loans)

    @property
    def days_late(self) -> int:
        return max((each.days_late for each in self.loans), default=0)


@dataclass(frozen=True, slots=True)
class OverdueFilter:
    """What the list is narrowed to; empty means everything."""

    homeroom: str = ""
    at_least_days: int = 0
    family: str = ""


def overdue_readers(
    actor: Actor, now: datetime, narrowed: OverdueFilter = OverdueFilter()
) -> tuple[OverdueReader, ...]:
    """Every reader within the actor's scope with something late, by class and name, with what it costs.

    One statement for the loans and one for each thousand readers; grid and calendars are read once.
    """
    late = _late_in_sight(actor, now - timedelta(days=max(0, narrowed.at_least_days - 1)))
    if narrowed.family:
        late = late.filter(item__item_type__family=narrowed.family)
    if narrowed.homeroom:
        late = late.filter(patron__homeroom__name=narrowed.homeroom)
    ordered = late.order_by(
        "patron__homeroom__name", "patron__family_name", "patron__given_name", "patron_id", "due_at"
    )
    rows = [_Row(*each) for each in ordered.values_list(*_COLUMNS)]
    late_ones = late_of([each.due for each in rows], now)
    return tuple(_readers(rows, now, late_ones))


_COLUMNS = (
    *DUE_COLUMNS,
    "item__record__title", "item__barcode", "item__call_number", "item__item_type__name", "lent_at", "due_kind",
    "renewals",
)  # fmt: skip
"""What the list shows of a loan; rows of plain values, since models of six tables take ten times the memory."""


class _Row:
    """One late loan: what its fine is reckoned from, and what is shown of it."""

    __slots__ = ("due", "shown")

    def __init__(self, *columns: Any) -> None:
        self.due = Due(*columns[: len(DUE_COLUMNS)])
        self.shown = columns[len(DUE_COLUMNS) :]


def _readers(rows: Iterable[_Row], now: datetime, late: Late) -> Iterable[OverdueReader]:
    by_person: dict[int, list[_Row]] = {}
    for each in rows:
        by_person.setdefault(each.due.patron_id or 0, []).append(each)
    days = _Days(now)
    people: dict[int, Person] = {}
    for part in in_steps(list(by_person)):
        people |= Person.objects.select_related("homeroom", "home_site").in_bulk(part)
    for person_id, own in by_person.items():
        person = people[person_id]
        yield OverdueReader(
            person_id=person_id,
            name=person.display_name,
            list_name=person.list_name,
            homeroom=person.homeroom.name if person.homeroom else "",
            grade=person.grade,
            site=person.home_site.name if person.home_site else "",
            language=person.home_language,
            loans=tuple(_open_loan(each, days, late) for each in own),
        )


class _Days:
    """The due day and the days late of each moment at each site, looked up once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.known: dict[tuple[datetime, str], tuple[date, int]] = {}

    def of(self, due: Due) -> tuple[date, int]:
        key = (due.due_at, due.timezone)
        if key not in self.known:
            zone = zone_named(due.timezone)
            on = due.due_at.astimezone(zone).date()
            self.known[key] = (on, max(0, (self.now.astimezone(zone).date() - on).days))
        return self.known[key]


def _open_loan(row: _Row, days: _Days, late: Late) -> OpenLoan:
    due = row.due
    title, barcode, call_number, type_name, lent_at, due_kind, renewals = row.shown
    due_on, days_late = days.of(due)
    return OpenLoan(
        loan_id=due.loan_id, item_id=due.item_id, record_id=due.record_id, title=title, barcode=barcode,
        call_number=call_number, item_type=type_name, lent_at=lent_at, due_at=due.due_at, due_on=due_on,
        due_kind=due_kind, renewals=renewals, is_overdue=True, days_late=days_late, claimed_on=due.claimed_on,
        fine_minor=late.fines.get(due.loan_id, 0), is_long_overdue=due.loan_id in late.long,
    )  # fmt: skip


def _late_in_sight(actor: Actor, before: datetime) -> QuerySet[Loan]:
    """What readers within the actor's scope have that was due before a moment."""
    late = Loan.objects.filter(OWN_LINE, returned_at=None, due_at__lt=before, patron__isnull=False)
    if actor.site_id or not actor.is_district:
        late = late.filter(patron__home_site_id__in=[actor.site_id] if actor.site_id else actor.site_ids)
    return late


def homerooms_with_overdues(actor: Actor, now: datetime) -> list[str]:
    """The classes of readers with something late, for the filter of the list. One statement.

    Asked class by class, which ends at the first late loan of each instead of reading all of a district.
    """
    late = _late_in_sight(actor, now).filter(patron__homeroom=OuterRef("pk"))
    return sorted(set(SchoolClass.objects.filter(Exists(late)).values_list("name", flat=True)))


def overdue_counts(actor: Actor, now: datetime) -> tuple[int, int]:
    """How many items are late at the actor's site, and how many readers have them."""
    late = _late_in_sight(actor, now)
    found = late.aggregate(items=Count("pk"), readers=Count("patron", distinct=True))
    return found["items"], found["readers"]
