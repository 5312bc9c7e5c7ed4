"""What sequences of deeds are played on: two schools with their desks, and the store beside the little library."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cli.soundness import lending, privacy
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Block, Hold, Loan, Reservation
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.circulation.little_library import CAUGHT, Copy, Library, Wait

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass
class Ground:
    """What every sequence begins with: two schools, four copies of two titles, three readers, a desk at each school."""

    sites: tuple[Site, ...]
    desks: tuple[Actor, ...]
    readers: tuple[Person, ...]
    items: tuple[Item, ...]
    teacher: Person


def make_ground() -> Ground:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=2, max_loans=3)
    sites = makers.make_site(short_name="Here"), makers.make_site(short_name="There")
    readers = tuple(makers.make_person("Reader", name, home_site=sites[name == "Cem"]) for name in ("Ada", "Bo", "Cem"))
    first = makers.make_item(sites[0], "Holes")
    items = (
        first,
        makers.make_item(sites[0], record=first.record),
        makers.make_item(sites[1], record=first.record),
        makers.make_item(sites[0], "Hatchet"),
    )
    boss = makers.make_actor("district_manager", None)
    teacher = makers.make_person("Teacher", "Dorn", home_site=sites[0])
    return Ground(sites, tuple(boss.at(each.pk) for each in sites), readers, items, teacher)


class Beside(RuleBasedStateMachine):
    """The store beside the little library: what both tell, and what must be true after each deed."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.now = NOON
        self.library = Library({each.pk: Copy(each.site_id, each.record_id) for each in self.ground.items})
        self.places = 0
        self.acts: list[int] = []
        self.last: tuple[int, dict[str, Any]] | None = None

    def teardown(self) -> None:
        try:
            end = self.now + timedelta(days=30)
            actions.sever_returned_loans(SYSTEM, now=end)
            assert [*privacy.pairs(end), *privacy.severed(end)] == []
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    @property
    def today(self) -> Any:
        return self.now.astimezone(ZONE).date()

    def did(self, act_id: int, before: dict[str, Any]) -> None:
        self.acts.append(act_id)
        self.last = (act_id, before)

    def open_loan(self, copy: int) -> Loan | None:
        return Loan.objects.filter(item=self.ground.items[copy], returned_at=None).first()

    def loans_of(self, person: int) -> int:
        return sum(it.borrower == person for it in self.library.copies.values())

    def has_reservation(self, title: int) -> bool:
        return Reservation.objects.filter(record=title, status="active").exists()

    def is_blocked(self, person: int) -> bool:
        return Block.objects.filter(person=person, lifted_at=None).exists()

    def stored(self) -> Library:
        """The store as the little library sees it."""
        goes = dict(Transit.objects.filter(ended_at=None).values_list("item_id", "to_site_id"))
        out = dict(Loan.objects.filter(returned_at=None).values_list("item_id", "patron_id"))
        copies = {
            item: Copy(site, title, state, goes.get(item), out.get(item))
            for item, site, title, state in Item.objects.values_list("pk", "site_id", "record_id", "state")
        }
        rows = Hold.objects.order_by("rank", "placed_at", "pk").values_list(
            "pk",
            "record_id",
            "patron_id",
            "pickup_site_id",
            "item_id",
            "status",
            "captured_item_id",
            "expires_on",
            "rank",
            "is_frozen",
            "frozen_until_on",
            "reservation_id",
        )
        waits = {row[0]: Wait(place, *row[1:]) for place, row in enumerate(rows)}
        return Library(copies, waits)

    def told(self) -> dict[str, Any]:
        """All that an undo must bring back: the library, and when each loan is due."""
        dues = (
            Loan.objects.filter(returned_at=None).order_by("item").values_list("item", "due_at", "renewals", "due_kind")
        )
        return self.stored().as_told() | {"dues": list(dues)}

    def take_over(self) -> None:
        """What an undo left is where the little library goes on; places in the queue are those of before."""
        stored = self.stored()
        for key, it in stored.waits.items():
            it.place = self.library.waits[key].place
        self.library = deepcopy(stored)

    @invariant()
    def both_tell_the_same(self) -> None:
        assert self.stored().as_told() == self.library.as_told()

    @invariant()
    def all_is_sound(self) -> None:
        for question in (lending.states, lending.moments, lending.counters):
            assert list(question(self.now)) == []
        for it in self.library.waits.values():
            assert it.status not in CAUGHT or it.caught is not None
