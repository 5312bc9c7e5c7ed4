"""Any sequence of the desk's deeds, compared after each with a little library of plain Python.

Never two open loans of an item, the order of the queue kept, the state of an item always told by loans, holds and
transits, and an undo right after a deed leaves all as if it had not been done. CARREL_SEQUENCES=500 tries more of them.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Block, Hold, Loan, Reservation
from carrel.rooms.schools.queries import calendar_of
from tests.rooms.circulation.little_library import ACTIVE, Wait
from tests.rooms.circulation.stage import Beside, make_ground

MORE = os.environ.get("CARREL_SEQUENCES", "")
EXAMPLES = int(MORE or "15")
# Finding the shortest sequence that fails takes minutes: only whoever asks for more waits for it.
PHASES = tuple(Phase) if MORE else (Phase.explicit, Phase.reuse, Phase.generate)
PASSES = (
    "circulation.item_on_loan_elsewhere", "circulation.on_hold_for_another", "circulation.patron_blocked",
    "circulation.over_limit", "circulation.too_many_overdue", "circulation.reserved_for_class",
)  # fmt: skip


class Sequences(Beside):
    """The deeds. Each is done in the store and, when the store did it, in the little library."""

    # -- time

    @rule(hours=st.sampled_from([1, 5, 13, 24, 24 * 5, 24 * 16]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.last = None

    @rule()
    def the_night(self) -> None:
        self.last = None
        actions.sever_returned_loans(SYSTEM, now=self.now)
        late = Loan.objects.filter(returned_at__lt=self.now - timedelta(hours=12), patron__isnull=False)
        assert not late.exists()

    # -- the desk

    @rule(copy=st.integers(0, 3), reader=st.integers(0, 2), desk=st.integers(0, 1), passes=st.booleans())
    def check_out(self, copy: int, reader: int, desk: int, passes: bool) -> None:
        item, person = self.ground.items[copy].pk, self.ground.readers[reader].pk
        it, caught = self.library.copies[item], self.library.caught_for(item)
        stands = {
            "already": it.borrower == person,
            "elsewhere": it.borrower not in (None, person),
            "caught": caught is not None and caught.reader != person,
            "blocked": self.is_blocked(person),
            "limit": self.loans_of(person) >= 3 and it.borrower != person,
        }
        before = self.told()
        try:
            lent = actions.check_out(
                self.ground.desks[desk], patron_id=person, item_id=item, now=self.now,
                overrides=PASSES if passes else (), reason="because" if passes else "",
            )  # fmt: skip
        except Refused as refused:
            is_reserved = {each.code for each in refused.objections} == {"circulation.reserved_for_class"}
            stands["reserved"] = is_reserved and self.has_reservation(it.title)
            assert stands["already"] or (any(stands.values()) and not passes) or self.caught_by_return(item, passes)
            assert self.told() == before
            return
        assert passes or not any(stands.values()), stands
        if stands["elsewhere"]:
            self.library.take_back(item, self.ground.desks[desk].site_id or 0, self.today)
        self.library.lend(item, person, self.today)
        self.did(lent.act_id, before)
        if stands["elsewhere"] or self.went_on(before):
            # Two deeds in one: taking the loan back leaves the return as it was.
            self.last = None

    def went_on(self, before: dict[str, Any]) -> bool:
        """Whether a copy was kept for a hold that another copy filled, and went on to the next, or home: not undone."""
        now = self.stored()
        kept = [(hold, item) for hold, (status, item) in before["waits"].items() if status == "on_shelf"]
        free = ("on_hold", "available", "on_loan")
        return any(
            now.copies[item].state not in free
            or any(it.caught == item and it.status in ACTIVE for key, it in now.waits.items() if key != hold)
            for hold, item in kept
        )

    def caught_by_return(self, item: int, passes: bool) -> bool:
        """Taking it back for whoever had it caught it for somebody: asked again."""
        return passes and self.library.copies[item].borrower is not None

    @rule(copy=st.integers(0, 3), desk=st.integers(0, 1))
    def check_in(self, copy: int, desk: int) -> None:
        item, before = self.ground.items[copy].pk, self.told()
        returned = actions.check_in(self.ground.desks[desk], item_id=item, now=self.now)
        self.library.take_back(item, self.ground.sites[desk].pk, self.today)
        self.did(returned.act_id, before)

    @rule(copy=st.integers(0, 3), desk=st.integers(0, 1))
    def use_in_library(self, copy: int, desk: int) -> None:
        item = self.ground.items[copy].pk
        if self.library.copies[item].state != "available":
            self.library.take_back(item, self.ground.sites[desk].pk, self.today)
        self.acts.append(actions.use_in_library(self.ground.desks[desk], item_id=item, now=self.now).act_id)
        self.last = None

    @rule(copy=st.integers(0, 3), desk=st.integers(0, 1))
    def renew(self, copy: int, desk: int) -> None:
        loan, before = self.open_loan(copy), self.told()
        if loan is None:
            return
        try:
            act = actions.renew(self.ground.desks[desk], loan_id=loan.pk, now=self.now).act_id
        except Refused:
            assert self.told() == before
            return
        after = Loan.objects.get(pk=loan.pk)
        assert after.due_at > loan.due_at
        assert after.renewals == loan.renewals + 1 <= 2
        self.did(act, before)

    @rule(copy=st.integers(0, 3), days=st.integers(0, 30))
    def change_due(self, copy: int, days: int) -> None:
        loan, before = self.open_loan(copy), self.told()
        if loan is None:
            return
        act = actions.change_due(
            self.ground.desks[0], loan_id=loan.pk, due_on=self.today + timedelta(days=days), now=self.now
        ).act_id
        self.did(act, before)

    @rule(which=st.integers(0, 5))
    @precondition(lambda self: bool(self.acts))
    def undo(self, which: int) -> None:
        """An earlier deed: what the store makes of it is taken over, and must be sound."""
        act_id, before = self.acts[-1 - which % len(self.acts)], self.told()
        self.last = None
        try:
            actions.undo(self.ground.desks[0], act_id=act_id, now=self.now)
        except Refused:
            assert self.told() == before
            return
        self.acts.remove(act_id)
        self.take_over()

    @rule()
    @precondition(lambda self: self.last is not None)
    def undo_at_once(self) -> None:
        """The deed just done: all is as if it had not been."""
        assert self.last is not None
        act_id, before = self.last
        self.last = None
        self.acts.remove(act_id)
        actions.undo(self.ground.desks[0], act_id=act_id, now=self.now)
        assert self.told() == before
        self.take_over()

    # -- holds

    @rule(
        copy=st.integers(0, 3), reader=st.integers(0, 2), pickup=st.integers(0, 1), one=st.booleans(),
        days=st.sampled_from([None, None, -1, 3]),
    )  # fmt: skip
    def place_hold(self, copy: int, reader: int, pickup: int, one: bool, days: int | None) -> None:
        item, person, site = self.ground.items[copy], self.ground.readers[reader], self.ground.sites[pickup]
        mine = [each for each in self.library.waits.values() if each.reader == person.pk and each.status in ACTIVE]
        twice = any(each.title == item.record_id and each.copy in (None, item.pk if one else None) for each in mine)
        until = self.today + timedelta(days=days) if days is not None else None
        try:
            placed = actions.place_hold(
                self.ground.desks[0], patron_id=person.pk, record_id=item.record_id, pickup_site_id=site.pk,
                item_id=item.pk if one else None, now=self.now, expires_on=until,
            )  # fmt: skip
        except Refused as refused:
            codes = {each.code for each in refused.objections}
            assert codes <= {"circulation.hold_waits_already", "circulation.hold_has_it", "circulation.patron_blocked"}
            assert twice is ("circulation.hold_waits_already" in codes)
            return
        assert not twice
        self.places += 1
        self.library.waits[placed.hold_id] = Wait(
            self.places, item.record_id, person.pk, site.pk, item.pk if one else None, until=until
        )
        self.last = None

    @rule(which=st.integers(0, 9))
    @precondition(lambda self: bool(self.library.waits))
    def cancel_hold(self, which: int) -> None:
        keys = sorted(self.library.waits)
        key = keys[which % len(keys)]
        self.last = None
        try:
            actions.cancel_hold(self.ground.desks[0], hold_id=key, now=self.now)
        except Refused:
            assert self.library.waits[key].status not in ACTIVE
            return
        assert self.library.waits[key].status in ACTIVE
        self.library.call_off(key, self.today)

    @rule(which=st.integers(0, 9))
    @precondition(lambda self: bool(self.library.waits))
    def restore_hold(self, which: int) -> None:
        keys = sorted(self.library.waits)
        key = keys[which % len(keys)]
        it, self.last = self.library.waits[key], None
        try:
            actions.restore_hold(self.ground.desks[0], hold_id=key, now=self.now)
        except Refused:
            return
        assert it.status in ("cancelled", "expired")
        it.status, it.caught, it.frozen = "waiting", None, it.reservation is not None
        it.until = it.until if it.reservation is not None else None

    @rule(which=st.integers(0, 9), deed=st.sampled_from(["freeze_hold", "thaw_hold", "front", "back"]))
    @precondition(lambda self: bool(self.library.waits))
    def keep_hold(self, which: int, deed: str) -> None:
        """Frozen, thawed, put first, put back: only while it waits."""
        keys = sorted(self.library.waits)
        key = keys[which % len(keys)]
        it, desk, self.last = self.library.waits[key], self.ground.desks[0], None
        try:
            if deed == "front":
                actions.move_hold_to_front(desk, hold_id=key, now=self.now, reason="because")
            elif deed == "back":
                actions.move_hold_back(desk, hold_id=key, now=self.now)
            else:
                getattr(actions, deed)(desk, hold_id=key, now=self.now)
        except Refused:
            assert it.status != "waiting" or it.reservation is not None
            return
        assert it.status == "waiting"
        it.rank = {"front": 5, "back": 10}.get(deed, it.rank)
        it.frozen = {"freeze_hold": True, "thaw_hold": False}.get(deed, it.frozen)

    @rule(which=st.integers(0, 9), pickup=st.integers(0, 1), days=st.sampled_from([None, 0, 3]))
    @precondition(lambda self: bool(self.library.waits))
    def change_hold(self, which: int, pickup: int, days: int | None) -> None:
        """Another school to fetch it, another last day: only while it waits."""
        keys = sorted(self.library.waits)
        key, site = keys[which % len(keys)], self.ground.sites[pickup].pk
        it, until = self.library.waits[key], self.today + timedelta(days=days) if days is not None else None
        self.last = None
        try:
            actions.change_hold(
                self.ground.desks[0], hold_id=key, pickup_site_id=site, expires_on=until, now=self.now
            )  # fmt: skip
        except Refused:
            assert it.status != "waiting" or it.reservation is not None
            return
        assert it.status == "waiting"
        it.pickup, it.until = site, until

    # -- a class

    @rule(copy=st.integers(0, 3), copies=st.integers(1, 2), first=st.integers(0, 6), ahead=st.integers(0, 3))
    def place_reservation(self, copy: int, copies: int, first: int, ahead: int) -> None:
        title, here, begins = self.ground.items[copy].record_id, self.ground.sites[0].pk, self.today
        begins += timedelta(days=first)
        ends, self.last = begins + timedelta(days=9), None
        have = sum(it.title == title and it.site == here for it in self.library.copies.values())
        try:
            key = actions.place_reservation(
                self.ground.desks[0], record_id=title, site_id=here, teacher_id=self.ground.teacher.pk, copies=copies,
                from_on=begins, until_on=ends, days_ahead=ahead, now=self.now,
            )  # fmt: skip
        except Refused as refused:
            codes = {each.code for each in refused.objections}
            assert codes == {"circulation.reservation_too_many"}
            assert copies > have or self.has_reservation(title)
            return
        assert copies <= have
        for hold in Hold.objects.filter(reservation=key).order_by("pk"):
            self.places += 1
            self.library.waits[hold.pk] = Wait(
                self.places, title, self.ground.teacher.pk, here, until=ends, rank=0, frozen=True,
                thaws=begins - timedelta(days=ahead), reservation=key,
            )  # fmt: skip

    @rule(which=st.integers(0, 3))
    @precondition(lambda self: Reservation.objects.filter(status="active").exists())
    def cancel_reservation(self, which: int) -> None:
        keys = list(Reservation.objects.filter(status="active").order_by("pk").values_list("pk", flat=True))
        key, self.last = keys[which % len(keys)], None
        actions.cancel_reservation(self.ground.desks[0], reservation_id=key, now=self.now)
        self.library.give_up(key, self.today)

    # -- many at once

    @rule(
        copies=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True), reader=st.integers(0, 2),
        desk=st.integers(0, 1), lends=st.booleans(), undone=st.booleans(),
    )  # fmt: skip
    def batch(self, copies: list[int], reader: int, desk: int, lends: bool, undone: bool) -> None:
        """A hand-out to one reader or a pile of returns; taken back at once, all is as if it had not been."""
        actor, person, before = self.ground.desks[desk], self.ground.readers[reader].pk, self.told()
        self.last = None
        number = actions.start_batch(
            actor, kind="hand_out" if lends else "return", patron_id=person if lends else None, now=self.now
        )
        for copy in copies:
            item = self.ground.items[copy]
            line = actions.scan_into_batch(actor, batch_id=number, text=item.barcode, now=self.now)
            if lends and line.outcome == "done":
                self.library.lend(item.pk, person, self.today)
            elif not lends:
                assert line.outcome == "done"
                self.library.take_back(item.pk, actor.site_id or 0, self.today)
        if undone:
            self.both_tell_the_same()
            passed_on = lends and self.went_on(before)
            assert actions.undo_batch(actor, batch_id=number, now=self.now) == 0
            assert passed_on or self.told() == before
            self.take_over()

    @rule()
    def holds_expire(self) -> None:
        """The morning: what is over ends, first what waits, then what stands on the shelf."""
        on_shelf = dict(Hold.objects.filter(status="on_shelf").values_list("pk", "shelf_until_on"))
        self.last = None
        actions.expire_holds(SYSTEM, now=self.now)
        if not calendar_of(self.ground.sites[0].pk).is_open(self.today):
            # Nobody could have come.
            return
        for it in self.library.waits.values():
            if it.status == "waiting" and it.until is not None and it.until < self.today:
                it.status = "expired"
        late = {key for key, until in on_shelf.items() if until is not None and until < self.today}
        for key in sorted(late):
            self.library.end(key, self.today)

    # -- readers

    @rule(reader=st.integers(0, 2))
    def block(self, reader: int) -> None:
        person = self.ground.readers[reader].pk
        if self.is_blocked(person):
            block = Block.objects.get(person=person, lifted_at=None)
            actions.lift_block(self.ground.desks[0], block_id=block.pk, now=self.now)
        else:
            actions.put_block(self.ground.desks[0], person_id=person, note="Come and see us", now=self.now)
        self.last = None

    @rule(reader=st.integers(0, 2))
    def sever_at_once(self, reader: int) -> None:
        person = self.ground.readers[reader].pk
        actions.sever_loans_of_patron(self.ground.desks[0], person_id=person, now=self.now)
        assert not Loan.objects.filter(patron=person, returned_at__isnull=False).exists()
        assert not Hold.objects.filter(patron=person, ended_at__isnull=False).exists()
        self.last = None


@pytest.mark.django_db
def test_any_sequence_of_deeds() -> None:
    Sequences.ground = make_ground()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it without types
        Sequences,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
