"""The deeds `test_sequences.py` does not do, in any order with each other: after each all is sound.

Readers' own hands, stations, lists, carts, journeys, swaps, losses, claims, nights, snow days, a class's reservation.
The store is not foretold here but questioned: never two open loans of an item, the queue in its order, the state of an
item told by loans, holds and transits, renewals that lengthen; what is refused changes nothing, and what is taken back
at once is as it was. CARREL_SEQUENCES=500 tries more of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import lending
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import NewLine
from carrel.rooms.circulation.models import Batch, BatchLine, Hold, Loan, LoanChange, Reservation, SelfCheckSetting
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.people.models import Person
from carrel.rooms.people.rules import STATION
from carrel.rooms.schools.models import CalendarDay, Place, SchoolYear
from carrel.rooms.schools.queries import district
from tests import makers
from tests.rooms.circulation.little_library import Library
from tests.rooms.circulation.stage import Beside, Ground, make_ground

MORE = os.environ.get("CARREL_SEQUENCES", "")
EXAMPLES = int(MORE or "10")
PHASES = tuple(Phase) if MORE else (Phase.explicit, Phase.reuse, Phase.generate)
COPY, READER, DESK, WHICH = st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), st.integers(0, 9)
ABOUT = ("marking", 1)


def own_hand(person: Person) -> Actor:
    """A reader at home."""
    return replace(makers.make_actor("student", person.home_site), person_id=person.pk, name=person.display_name)


def kiosk(ground: Ground, desk: int) -> Actor:
    actor, site = ground.desks[desk], ground.sites[desk]
    return replace(
        actor, person_id=None, is_district=False, site_id=site.pk, site_ids=frozenset({site.pk}),
        permissions=STATION.permissions, roles=frozenset({STATION.code}), desk="Self-check",
    )  # fmt: skip


class SequencesBeside(Beside):
    """The deeds; what each leaves is read from the store and must be sound."""

    place: Place
    hands: tuple[Actor, ...]

    def __init__(self) -> None:
        super().__init__()
        self.queues: dict[int, list[tuple[int, int]]] = {}
        self.reads: Library = self.library

    def does(self, deed: Callable[[], Any]) -> Any:
        """Do it. What is refused has changed nothing, and that is None."""
        before = self.told()
        try:
            return deed()
        except Refused:
            assert self.told() == before
            return None
        finally:
            self.reads = self.stored()

    def one_of(self, found: Any, which: int) -> Any:
        rows = list(found.order_by("pk"))
        return rows[which % len(rows)] if rows else None

    # -- time and nights

    @rule(hours=st.sampled_from([1, 13, 24, 24 * 6, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(deed=st.sampled_from(["auto_renew", "end_reservations", "lose_by_time", "forget_batches", "expire_holds"]))
    def a_night(self, deed: str) -> None:
        before = dict(Loan.objects.filter(returned_at=None).values_list("pk", "due_at"))
        getattr(actions, deed)(SYSTEM, now=self.now)
        for pk, due_at in Loan.objects.filter(returned_at=None, pk__in=before).values_list("pk", "due_at"):
            assert due_at >= before[pk]
        told = self.told()
        getattr(actions, deed)(SYSTEM, now=self.now)
        assert self.told() == told, f"{deed} twice is not once"

    @rule(days=st.lists(st.integers(0, 20), min_size=1, max_size=3), back=st.booleans())
    def a_snow_day(self, days: list[int], back: bool) -> None:
        """No loan of this school is due earlier, and taken back each is due exactly as before."""
        site, before = self.ground.sites[0], self.told()
        closed = [self.today + timedelta(days=each) for each in days]
        for day in closed:
            CalendarDay.objects.update_or_create(site=site, day=day, defaults={"kind": "closed"})
        site.calendar_token = makers.new_token()
        site.save()
        dues = dict(Loan.objects.filter(returned_at=None).values_list("pk", "due_at"))
        moved = actions.move_due_dates(self.ground.desks[0], days={site.pk: closed}, about=ABOUT, now=self.now)
        for pk, due_at in Loan.objects.filter(returned_at=None).values_list("pk", "due_at"):
            assert due_at >= dues[pk]
        if back:
            assert actions.move_due_dates_back(self.ground.desks[0], about=ABOUT, now=self.now).moved == moved.moved
            assert self.told() == before

    # -- the desk

    @rule(copy=COPY, reader=READER, desk=DESK)
    def check_out(self, copy: int, reader: int, desk: int) -> None:
        actor, person = self.ground.desks[desk], self.ground.readers[reader].pk
        item_id = self.ground.items[copy].pk
        self.does(lambda: actions.check_out(actor, patron_id=person, item_id=item_id, now=self.now))

    @rule(copy=COPY, desk=DESK)
    def check_in(self, copy: int, desk: int) -> None:
        actions.check_in(self.ground.desks[desk], item_id=self.ground.items[copy].pk, now=self.now)

    @rule(copy=COPY, desk=DESK, days=st.integers(0, 4))
    def book_drop(self, copy: int, desk: int, days: int) -> None:
        actor, back = self.ground.desks[desk], self.today - timedelta(days=days)
        self.does(
            lambda: actions.check_in(actor, item_id=self.ground.items[copy].pk, now=self.now, returned_on=back)
        )  # fmt: skip

    @rule(first=COPY, second=COPY)
    def swap(self, first: int, second: int) -> None:
        one, other = self.open_loan(first), self.open_loan(second)
        if one is None or other is None:
            return
        out = sorted(Loan.objects.filter(returned_at=None).values_list("patron", flat=True), key=str)
        desk = self.ground.desks[0]
        if self.does(lambda: actions.swap_copies(desk, loan_id=one.pk, other_loan_id=other.pk, now=self.now)):
            assert one.patron_id != other.patron_id
            assert sorted(Loan.objects.filter(returned_at=None).values_list("patron", flat=True), key=str) == out

    @rule(copy=COPY, condition=st.sampled_from(["good", "worn", "damaged"]))
    def note_condition(self, copy: int, condition: str) -> None:
        item, before = self.ground.items[copy], self.told()
        actions.note_condition(self.ground.desks[0], item_id=item.pk, condition=condition, now=self.now)
        assert Item.objects.get(pk=item.pk).condition == condition
        assert self.told() == before

    @rule(readers=st.lists(READER, min_size=1, max_size=3, unique=True), back=st.booleans())
    def renew_many(self, readers: list[int], back: bool) -> None:
        people = [self.ground.readers[each].pk for each in readers]
        loans = list(Loan.objects.filter(patron__in=people, returned_at=None).values_list("pk", flat=True))
        before, desk = self.told(), self.ground.desks[0]
        done = actions.renew_many(desk, loan_ids=loans, now=self.now)
        assert sorted([*done.renewed, *(pk for pk, _ in done.kept)]) == sorted(loans)
        if back:
            undone = actions.undo_renew_many(desk, act_id=done.act_id, now=self.now)
            assert (undone.undone, self.told()) == (len(done.renewed), before)

    @rule(copy=COPY, deed=st.sampled_from(["declare_lost", "claim_returned", "forgive_fine", "charge_fine"]))
    def lost_and_claimed(self, copy: int, deed: str) -> None:
        """A scan of what was lost or claimed finds it again: check_in and check_out are among the rules."""
        loan, desk = self.open_loan(copy), self.ground.desks[0]
        if loan is None:
            return
        more: dict[str, Any] = {"said_on": self.today} if deed == "claim_returned" else {}
        more |= {"price_minor": 1000} if deed == "declare_lost" else {}
        self.does(lambda: getattr(actions, deed)(desk, loan_id=loan.pk, now=self.now, **more))

    @rule(copy=COPY)
    def to_the_cart(self, copy: int) -> None:
        desk, item = self.ground.desks[0], self.ground.items[copy]
        lent = self.does(
            lambda: actions.check_out_to_place(desk, place_id=self.place.pk, item_id=item.pk, now=self.now)
        )  # fmt: skip
        if lent is not None:
            assert Loan.objects.get(item=item, returned_at=None).place_id == self.place.pk

    # -- readers' own hands, and the station

    @rule(copy=COPY, reader=READER, pickup=DESK)
    def place_own(self, copy: int, reader: int, pickup: int) -> None:
        record_id, site_id = self.ground.items[copy].record_id, self.ground.sites[pickup].pk
        hand = self.hands[reader]
        placed = self.does(
            lambda: actions.place_own_hold(hand, record_id=record_id, pickup_site_id=site_id, now=self.now)
        )  # fmt: skip
        if placed is not None:
            behind = Hold.objects.filter(record=record_id, status="waiting", rank__lte=Hold.NORMAL)
            assert behind.order_by("rank", "placed_at", "pk").last().pk == placed.hold_id  # type: ignore[union-attr]  # it is there: it was just placed

    @rule(which=WHICH, reader=READER, deed=st.sampled_from(["cancel_own_hold", "freeze_own_hold", "thaw_own_hold"]))
    def keep_own(self, which: int, reader: int, deed: str) -> None:
        """Of somebody else it is refused, whatever it is."""
        hold, person = self.one_of(Hold.objects.all(), which), self.ground.readers[reader]
        if hold is None:
            return
        done = self.does(lambda: getattr(actions, deed)(self.hands[reader], hold_id=hold.pk, now=self.now) or deed)
        assert done is None or hold.patron_id == person.pk

    @rule(copy=COPY, reader=READER, by=st.sampled_from(["renew_own", "self_check_renew"]))
    def renew_own(self, copy: int, reader: int, by: str) -> None:
        loan, person = self.open_loan(copy), self.ground.readers[reader]
        if loan is None:
            return
        if by == "renew_own":
            done = self.does(lambda: actions.renew_own(self.hands[reader], loan_id=loan.pk, now=self.now))
        else:
            station = kiosk(self.ground, 0)
            done = self.does(
                lambda: actions.self_check_renew(station, person_id=person.pk, loan_id=loan.pk, now=self.now)
            )  # fmt: skip
        assert done is None or loan.patron_id == person.pk

    @rule(copy=COPY, reader=READER, desk=DESK, back=st.booleans())
    def self_check_out(self, copy: int, reader: int, desk: int, back: bool) -> None:
        station, person, item = kiosk(self.ground, desk), self.ground.readers[reader], self.ground.items[copy]
        before = self.told()
        lent = self.does(
            lambda: actions.self_check_out(station, person_id=person.pk, item_id=item.pk, now=self.now)
        )  # fmt: skip
        if lent is not None and back:
            actions.self_check_undo(station, act_id=lent.act_id, now=self.now)
            assert self.told() == before

    @rule(copy=COPY, desk=DESK)
    def self_check_in(self, copy: int, desk: int) -> None:
        station, item = kiosk(self.ground, desk), self.ground.items[copy]
        self.does(lambda: actions.self_check_in(station, item_id=item.pk, now=self.now))

    @rule(reader=READER, deed=st.sampled_from(["keep_history", "forget_history", "sever_own_loans"]))
    def what_is_kept(self, reader: int, deed: str) -> None:
        before = self.told()
        getattr(actions, deed)(self.hands[reader], now=self.now)
        assert self.told() == before

    # -- lists, and journeys between schools

    @rule(copies=st.lists(COPY, min_size=1, max_size=3, unique=True), reader=READER, back=st.booleans())
    def a_list(self, copies: list[int], reader: int, back: bool) -> None:
        desk, person, before = self.ground.desks[0], self.ground.readers[reader], self.told()
        lines = [NewLine(self.ground.items[each].barcode, who=person.local_number) for each in copies]
        batch_id = actions.start_batch(desk, kind="list", lines=lines, now=self.now)
        assert actions.do_batch_lines(desk, batch_id=batch_id, now=self.now) == 0
        left = BatchLine.objects.filter(batch=batch_id, outcome="left")
        actions.retry_batch_lines(desk, batch_id=batch_id, line_ids=[each.pk for each in left], now=self.now)
        done = list(BatchLine.objects.filter(batch=batch_id, outcome="done").order_by("-number"))
        if back:
            for line in done:
                actions.undo_batch_line(desk, line_id=line.pk, now=self.now)
            assert self.told() == before
        actions.end_batch(desk, batch_id=batch_id, now=self.now)
        assert Batch.objects.get(pk=batch_id).ended_at is not None

    @rule(copies=st.lists(COPY, min_size=1, max_size=4, unique=True), desk=DESK)
    def bulk_return(self, copies: list[int], desk: int) -> None:
        actor = self.ground.desks[desk]
        batch_id = actions.start_batch(actor, kind="return", condition="good", now=self.now)
        for each in copies:
            actions.scan_into_batch(actor, batch_id=batch_id, text=self.ground.items[each].barcode, now=self.now)
        assert not Loan.objects.filter(item__in=[self.ground.items[each] for each in copies], returned_at=None).exists()

    @rule(copy=COPY, goal=DESK)
    def send(self, copy: int, goal: int) -> None:
        desk, item, site = self.ground.desks[1 - goal], self.ground.items[copy], self.ground.sites[goal]
        self.does(lambda: actions.send_item(desk, item_id=item.pk, to_site_id=site.pk, now=self.now))

    @rule(which=WHICH, deed=st.sampled_from(["cancel_transit", "mark_missing_in_transit"]))
    def journey_ends(self, which: int, deed: str) -> None:
        transit = self.one_of(Transit.objects.filter(ended_at=None), which)
        if transit is not None:
            desk = self.ground.desks[0]
            self.does(lambda: getattr(actions, deed)(desk, transit_id=transit.pk, now=self.now))

    # -- a class

    @rule(copy=COPY, copies=st.integers(1, 2), first=st.integers(0, 6))
    def reserve(self, copy: int, copies: int, first: int) -> None:
        begins, desk = self.today + timedelta(days=first), self.ground.desks[0]
        self.does(
            lambda: actions.place_reservation(
                desk, record_id=self.ground.items[copy].record_id, site_id=self.ground.sites[0].pk,
                teacher_id=self.ground.teacher.pk, copies=copies, from_on=begins,
                until_on=begins + timedelta(days=9), days_ahead=1, now=self.now,
            )
        )  # fmt: skip

    @rule(which=WHICH, copies=st.integers(1, 2), first=st.integers(0, 6), ends=st.booleans())
    def change_reservation(self, which: int, copies: int, first: int, ends: bool) -> None:
        found, desk = self.one_of(Reservation.objects.filter(status="active"), which), self.ground.desks[0]
        if found is None:
            return
        if ends:
            self.does(lambda: actions.cancel_reservation(desk, reservation_id=found.pk, now=self.now) or True)
            return
        begins = self.today + timedelta(days=first)
        self.does(
            lambda: actions.change_reservation(
                desk, reservation_id=found.pk, copies=copies, from_on=begins, until_on=begins + timedelta(days=5),
                now=self.now,
            )
        )  # fmt: skip

    # -- what must be true after each

    @invariant()
    def both_tell_the_same(self) -> None:
        """Nothing is foretold here: the store is questioned instead."""

    @invariant()
    def all_is_sound(self) -> None:
        for question in (lending.states, lending.moments, lending.counters):
            assert list(question(self.now)) == []
        out = list(Loan.objects.filter(returned_at=None).values_list("item", flat=True))
        assert len(out) == len(set(out))
        for change in LoanChange.objects.filter(kind__in=["renew", "auto_renew"]):
            assert change.to_due_at > change.from_due_at

    @invariant()
    def the_queue_keeps_its_order(self) -> None:
        """Who waits before and after a deed stands in the same order: nobody was put to the front here."""
        rows = Hold.objects.filter(status="waiting").order_by("rank", "placed_at", "pk").values_list("record_id", "pk")
        now: dict[int, list[tuple[int, int]]] = {}
        for record_id, pk in rows:
            now.setdefault(record_id, []).append((record_id, pk))
        for record_id, queue in now.items():
            former = self.queues.get(record_id, [])
            assert [each for each in queue if each in former] == [each for each in former if each in queue]
        self.queues = now


@pytest.mark.django_db
def test_any_sequence_of_the_other_deeds() -> None:
    ground = SequencesBeside.ground = make_ground()
    for number, person in enumerate(ground.readers):
        person.local_number = f"90{number}"
        person.save()
    SequencesBeside.hands = tuple(own_hand(each) for each in ground.readers)
    SequencesBeside.place = makers.make_place(ground.sites[0], name="Cart 3", kind="cart")
    SelfCheckSetting.objects.create(site=ground.sites[0], takes_returns=True)
    now = makers.TODAY
    SchoolYear.objects.create(
        district=district(), name="Now", starts_on=now - timedelta(days=90), ends_on=now + timedelta(days=900)
    )
    makers.make_policy(site=ground.sites[0], auto_renew=True, fine_minor=10, fine_days="all", lost_days=40)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it without types
        SequencesBeside,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
