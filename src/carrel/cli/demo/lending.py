"""The demo's loans: the cast's by hand, the Chromebooks', and three months of reading, through circulation's actions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.cli.demo.district import CAST_IDS, school_year_of
from carrel.cli.demo.history import DAYS_BACK, Plan, Planned, Reader, Shelf
from carrel.cli.demo.holidays import last_return_day
from carrel.cli.demo.houses import ZONE, Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import BroughtLoan
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools import queries as schools

_BIRCH, _MIDDLE, _CEDAR = SITE_CODES["E"], SITE_CODES["M"], SITE_CODES["H"]
STAFF_AT = {_BIRCH: "pia", _MIDDLE: "dee", _CEDAR: "noah"}
LOANS_A_DAY = {_BIRCH: 30.0, _MIDDLE: 26.0, _CEDAR: 12.0}
LOAN_DAYS = {_BIRCH: 7, _MIDDLE: 14, _CEDAR: 14}
MOST = {_BIRCH: 3, _MIDDLE: 6, _CEDAR: 6}
CHROMEBOOKS_OUT = {_MIDDLE: 96, _CEDAR: 80}
SEED = 1893


@dataclass(frozen=True, slots=True)
class CastLoan:
    """What one of the cast has out: title, school, and how many days ago it was lent."""

    who: str
    site: str
    title: str
    days_ago: int


CAST_LOANS = (
    CastLoan("ana", _MIDDLE, "The wild robot", 6),
    CastLoan("ana", _MIDDLE, "The cloud searchers", 6),
    CastLoan("ana", _MIDDLE, "Inside out & back again", 3),
    CastLoan("ben", _MIDDLE, "Ghost", 46),
    CastLoan("ben", _MIDDLE, "New kid", 46),
    CastLoan("ben", _MIDDLE, "A wolf called Wander", 31),
    CastLoan("mateo", _MIDDLE, "The crossover", 10),
    CastLoan("fay", _CEDAR, "The poet X", 5),
)
# Of the books on the shelf: so many are lost, missing or being mended.
STATES = (("missing", 7), ("lost", 4), ("in_repair", 3))


@dataclass(frozen=True, slots=True)
class Lent:
    """How many loans were written: those that came back, and those still out."""

    returned: int
    out: int


def lend_history(houses: Houses, *, now: datetime) -> Lent:
    """Write all loans, oldest first, and set a few books missing, lost and in repair."""
    with writing():
        loans = sorted(_all_loans(houses, now), key=lambda planned: planned[1].lent_at)
        returned = [loan for _, loan in loans if loan.returned_at is not None]
        # As of the first day, so that they still name their readers: figures count homerooms, then they are severed.
        first_at = returned[0].lent_at if returned else now
        circulation.take_over_loans(SYSTEM, rows=[_past(loan) for loan in returned], now=first_at)
        actors = {code: _actor(username, houses.sites[code], now) for code, username in STAFF_AT.items()}
        out = sum(_lent(actors[code], loan) for code, loan in loans if loan.returned_at is None)
        _set_states(houses, now)
    return Lent(len(returned), out)


def _lent(actor: Actor, loan: Planned) -> bool:
    """Whether the loan was made: the dice know less than the rules of lending, and what those refuse is left out."""
    try:
        # A savepoint of its own, so that a refusal takes nothing else back.
        with transaction.atomic():
            circulation.check_out(actor, patron_id=loan.person_id, item_id=loan.item_id, now=loan.lent_at)
    except Refused:
        return False
    return True


def _past(loan: Planned) -> BroughtLoan:
    due_at = datetime.combine(loan.due_on, time(23, 59), ZoneInfo(ZONE))
    return BroughtLoan(loan.item_id, loan.person_id, loan.lent_at, due_at, returned_at=loan.returned_at)


def _actor(username: str, site_id: int, now: datetime) -> Actor:
    return people.actor_for(Account.objects.get(username=username), site_id, now=now)


def _all_loans(houses: Houses, now: datetime) -> Iterator[tuple[str, Planned]]:
    cast = [(loan.site, planned) for loan in CAST_LOANS for planned in _cast_loan(loan, houses, now)]
    yield from cast
    yield from _chromebooks(houses, now)
    busy = [planned.item_id for _, planned in cast]
    for code in houses.sites:
        for planned in Plan(_shelf(code, houses, school_year_of(_today(now))), now, code, busy=busy).loans_of_term():
            yield code, planned


def _cast_loan(loan: CastLoan, houses: Houses, now: datetime) -> Iterator[Planned]:
    site_id = houses.sites[loan.site]
    calendar = schools.calendar_of(site_id)
    day = calendar.previous_open_on(_today(now) - timedelta(days=loan.days_ago))
    item = Item.objects.filter(site=site_id, record__title=loan.title, state="available").order_by("pk").first()
    if item is None:
        raise LookupError(f"No copy of {loan.title} stands at {loan.site}; the demo's tables and its cast disagree.")
    person_id = Person.objects.values_list("pk", flat=True).get(roster_id=CAST_IDS[loan.who])
    yield Planned(person_id, item.pk, _at(day, time(10, 31)), calendar.next_open_on(day + timedelta(days=14)), None)


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(ZONE)).date()


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(ZONE))


def _chromebooks(houses: Houses, now: datetime) -> Iterator[tuple[str, Planned]]:
    """A Chromebook with its charger for each of the first so many students of a school, at the start of the three months."""
    for code, count in CHROMEBOOKS_OUT.items():
        site_id = houses.sites[code]
        calendar = schools.calendar_of(site_id)
        day = calendar.next_open_on(_today(now) - timedelta(days=DAYS_BACK))
        if day >= _today(now):
            continue
        students = _students(site_id).order_by("-grade", "homeroom__name", "family_name", "pk")[:count]
        pairs = zip(_things(site_id, "CHROMEBOOK"), _things(site_id, "CHARGER"), strict=True)
        for place, (person, pair) in enumerate(zip(students, pairs, strict=False)):
            moment = _at(day, time(8, 20)) + timedelta(seconds=50 * place)
            for item_id in pair:
                yield code, Planned(person.pk, item_id, moment, day, None)


def _things(site_id: int, item_type: str) -> list[int]:
    things = Item.objects.filter(site=site_id, item_type__code=item_type).order_by("barcode")
    return list(things.values_list("pk", flat=True))


def _students(site_id: int) -> QuerySet[Person]:
    cast = CAST_IDS.values()
    return Person.objects.filter(home_site=site_id, category__code="student", left_on=None).exclude(roster_id__in=cast)


def _shelf(code: str, houses: Houses, this_year: int) -> Shelf:
    """What a school lends and to whom, with dice for how much each book is wanted and each reader reads."""
    site_id = houses.sites[code]
    dice = random.Random(f"{SEED}-{code}")
    books = Item.objects.filter(site=site_id, item_type__code="BOOK", state="available").order_by("barcode")
    wanted: dict[int, float] = {}
    by_record: dict[int, float] = {}
    for item_id, record_id in books.values_list("pk", "record"):
        wanted[item_id] = by_record.setdefault(record_id, dice.paretovariate(1.3))
    readers = [Reader(person.pk, dice.gammavariate(1.2, 1), MOST[code]) for person in _students(site_id).order_by("pk")]
    return Shelf(
        items=wanted,
        readers=readers,
        loans_a_day=LOANS_A_DAY[code],
        loan_days=LOAN_DAYS[code],
        calendar=schools.calendar_of(site_id),
        zone=ZoneInfo(ZONE),
        all_back=tuple(last_return_day(year) for year in (this_year - 1, this_year)),
    )


def _set_states(houses: Houses, now: datetime) -> None:
    dice = random.Random(SEED)
    on_shelf = list(
        Item.objects.filter(state="available", item_type__code="BOOK").order_by("barcode").values_list("pk", flat=True)
    )
    for state, count in STATES:
        for item_id in dice.sample(on_shelf, count):
            on_shelf.remove(item_id)
            inventory.set_item_state(
                SYSTEM, item_id=item_id, state=state, now=now - timedelta(days=dice.randint(2, 60))
            )
