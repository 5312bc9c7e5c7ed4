"""Who waits in the demo: queues, the hold shelf with one to take off, books on their way, and a class's reservation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import ZONE, Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person, SchoolClass
from carrel.rooms.schools import queries as schools

REASON = "Set up for the demo"
PASSED = ("circulation.hold_copy_is_in",)
ON_THE_SHELF, TO_FETCH = 3, 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many holds there are, and how many of them have a copy ready or on its way."""

    holds: int
    caught: int


def let_wait(houses: Houses, *, now: datetime) -> Waiting:
    """Place holds as the technicians of two schools would, and catch some of them at the return desk."""
    middle, cedar = houses.sites[SITE_CODES["M"]], houses.sites[SITE_CODES["H"]]
    dee = people.actor_for(Account.objects.get(username="dee"), middle, now=now)
    noah = people.actor_for(Account.objects.get(username="noah"), cedar, now=now)
    readers = _readers(middle)
    holds = _queue(dee, middle, readers, now) + _to_fetch(dee, middle, readers, now)
    caught = _on_the_shelf(dee, middle, readers, now) + _on_its_way(dee, noah, middle, cedar, readers, now)
    _reserve(dee, middle, now)
    return Waiting(holds + caught, caught)


def _readers(site_id: int) -> Iterator[Person]:
    """Students of a school who are not of the cast, one after the other."""
    found = Person.objects.filter(home_site=site_id, category__code="student", left_on=None, merged_into=None)
    return iter(found.exclude(roster_id__in=CAST_IDS.values()).order_by("family_name", "given_name", "pk")[:40])


def _books(site_id: int, state: str, count: int) -> list[Item]:
    """Books of a school, each the only copy of its title in the district, so that the queue is about this one."""
    alone = Item.objects.values("record").annotate(copies=Count("pk")).filter(copies=1).values("record")
    found = Item.objects.filter(site=site_id, state=state, item_type__code="BOOK", record__in=alone)
    waited = Q(record__holds__isnull=False) | Q(record__reservations__isnull=False)
    return list(found.exclude(waited).exclude(barcode="").order_by("barcode")[:count])


def _hold(actor: Actor, book: Item, reader: Person, site_id: int, at: datetime) -> int:
    return circulation.place_hold(
        actor,
        patron_id=reader.pk,
        record_id=book.record_id,
        pickup_site_id=site_id,
        now=at,
        overrides=PASSED,
        reason=REASON,
    ).hold_id


def _queue(dee: Actor, site_id: int, readers: Iterator[Person], now: datetime) -> int:
    """Four who wait for one book that is out: one put to the front, one frozen."""
    books = _books(site_id, "on_loan", 1)
    if not books:
        return 0
    keys = [_hold(dee, books[0], next(readers), site_id, now - timedelta(days=9 - place)) for place in range(4)]
    circulation.freeze_hold(dee, hold_id=keys[1], now=now, until_on=_today(now) + timedelta(days=12))
    circulation.move_hold_to_front(dee, hold_id=keys[3], now=now, reason="Needs it for a report on Friday")
    return len(keys)


def _to_fetch(dee: Actor, site_id: int, readers: Iterator[Person], now: datetime) -> int:
    """Two for what stands on its shelf: the morning's pull list."""
    books = _books(site_id, "available", TO_FETCH)
    return len([_hold(dee, book, next(readers), site_id, now - timedelta(hours=15)) for book in books])


def _on_the_shelf(dee: Actor, site_id: int, readers: Iterator[Person], now: datetime) -> int:
    """Three that stand ready, and a fourth whose hold has ended: its copy is to be taken off."""
    came = now - timedelta(days=1)
    keys = []
    for book in _books(site_id, "available", ON_THE_SHELF + 1):
        keys.append(_hold(dee, book, next(readers), site_id, came - timedelta(days=3)))
        circulation.check_in(dee, item_id=book.pk, now=came)
    if keys:
        circulation.cancel_hold(dee, hold_id=keys[-1], now=now - timedelta(hours=1), reason="Has found another")
    return len(keys)


def _on_its_way(dee: Actor, noah: Actor, middle: int, cedar: int, readers: Iterator[Person], now: datetime) -> int:
    """One sent from the high school to a reader here, one sent from here to Fay."""
    keys = []
    came = now - timedelta(days=2)
    for book in _books(cedar, "available", 1):
        keys.append(_hold(dee, book, next(readers), middle, came - timedelta(days=1)))
        circulation.check_in(noah, item_id=book.pk, now=came)
    fay = Person.objects.filter(roster_id=CAST_IDS["fay"]).first()
    for book in _books(middle, "available", 1) if fay is not None else ():
        assert fay is not None
        keys.append(_hold(noah, book, fay, cedar, came - timedelta(days=1)))
        circulation.check_in(dee, item_id=book.pk, now=came)
    return len(keys)


def _reserve(dee: Actor, site_id: int, now: datetime) -> None:
    """The title of which most copies are in, for Ms Clark's class, from the open day after ten days on for a week."""
    free = Item.objects.filter(site=site_id, item_type__code="BOOK", state="available").values("record")
    most = free.annotate(copies=Count("pk")).order_by("-copies", "record").first()
    teacher = Person.objects.filter(roster_id=CAST_IDS["clark"]).first()
    room = SchoolClass.objects.filter(site=site_id, kind="homeroom", name="7B", ended_on=None).first()
    if most is None or teacher is None:
        return
    first = schools.calendar_of(site_id).next_open_on(_today(now) + timedelta(days=10))
    circulation.place_reservation(
        dee,
        record_id=most["record"],
        site_id=site_id,
        teacher_id=teacher.pk,
        class_id=room.pk if room is not None else None,
        copies=most["copies"],
        from_on=first,
        until_on=first + timedelta(days=7),
        note="Book circles",
        now=now,
    )


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(ZONE)).date()
