"""What is late, by reader: the list the technician works through and the teacher never sees titles of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.queries.standing import Late, OpenLoan, late_of, open_loan_of


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

    One statement for the loans; those of the grid and of each site's calendar do not grow with them.
    """
    late = Loan.objects.filter(OWN_LINE, returned_at=None, patron__isnull=False)
    late = late.filter(due_at__lt=now - timedelta(days=max(0, narrowed.at_least_days - 1)))
    if not actor.is_district:
        late = late.filter(patron__home_site_id__in=[actor.site_id] if actor.site_id else actor.site_ids)
    elif actor.site_id:
        late = late.filter(patron__home_site_id=actor.site_id)
    if narrowed.family:
        late = late.filter(item__item_type__family=narrowed.family)
    if narrowed.homeroom:
        late = late.filter(patron__homeroom__name=narrowed.homeroom)
    found = late.select_related(
        "item__record", "item__site", "item__item_type", "patron__homeroom", "patron__home_site"
    ).order_by("patron__homeroom__name", "patron__family_name", "patron__given_name", "patron_id", "due_at")
    loans = list(found)
    return tuple(_readers(loans, now, late_of(loans, now)))


def _readers(loans: Iterable[Loan], now: datetime, late: Late) -> Iterable[OverdueReader]:
    by_person: dict[int, list[Loan]] = {}
    for each in loans:
        by_person.setdefault(each.patron_id or 0, []).append(each)
    for person_id, own in by_person.items():
        person = own[0].patron
        assert person is not None
        yield OverdueReader(
            person_id=person_id,
            name=person.display_name,
            list_name=person.list_name,
            homeroom=person.homeroom.name if person.homeroom else "",
            grade=person.grade,
            site=person.home_site.name if person.home_site else "",
            language=person.home_language,
            loans=tuple(open_loan_of(each, now, late) for each in own),
        )


def homerooms_with_overdues(readers: Iterable[OverdueReader]) -> list[str]:
    """The classes on a list, for its filter."""
    return sorted({each.homeroom for each in readers if each.homeroom})


def overdue_counts(actor: Actor, now: datetime) -> tuple[int, int]:
    """How many items are late at the actor's site, and how many readers have them."""
    late = Loan.objects.filter(OWN_LINE, returned_at=None, due_at__lt=now, patron__isnull=False)
    if actor.site_id or not actor.is_district:
        late = late.filter(patron__home_site_id__in=[actor.site_id] if actor.site_id else actor.site_ids)
    found = late.aggregate(items=Count("pk"), readers=Count("patron", distinct=True))
    return found["items"], found["readers"]
