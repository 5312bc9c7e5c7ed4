"""lift_over_holds: by night the holds whose last day is over."""

from __future__ import annotations

from datetime import timedelta

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.people.actions import lift_over_holds, put_legal_hold
from carrel.rooms.people.queries.legal_holds import is_anybody_held
from tests.cast import Cast
from tests.makers import NOON, TODAY


def test_a_hold_ends_the_day_after_its_last(cast: Cast) -> None:
    put_legal_hold(cast.actor(cast.dee), person_id=cast.ana.pk, reason="Case 12", until_on=TODAY, now=NOON)
    assert lift_over_holds(SYSTEM, today=TODAY, now=NOON) == 0 and is_anybody_held()
    assert lift_over_holds(SYSTEM, today=TODAY + timedelta(days=1), now=NOON) == 1 and not is_anybody_held()
