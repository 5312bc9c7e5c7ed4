"""What is owed is paid in parts with days."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.rules import Part
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


DAYS = [makers.TODAY + timedelta(days=each) for each in (7, 14)]


def plan(actor: Actor, cast: Cast, parts: list[Part], agreed_with: str = "Ms Okoye") -> int:
    return actions.make_plan(actor, person_id=cast.ben.pk, parts=parts, agreed_with=agreed_with, now=makers.NOON)


def test_kept_late_done(cast: Cast, dee: Actor, charged: Charged) -> None:
    charged(minor=1000)
    plan(dee, cast, [Part(DAYS[0], 600), Part(DAYS[1], 400)])
    made = queries.open_plan(cast.ben.pk)
    assert made is not None
    how = queries.plan_shown(made, DAYS[0]).standing
    assert (how.word, how.next_on, how.next_minor) == ("kept", DAYS[0], 600)
    how = queries.plan_shown(made, DAYS[1]).standing
    assert (how.word, how.behind_minor) == ("late", 600)
    pay(dee, cast.ben.pk, 700)
    shown = queries.plan_shown(made, DAYS[1])
    assert (shown.standing.word, shown.paid_minor, shown.standing.next_minor) == ("kept", 700, 300)
    pay(dee, cast.ben.pk, 300)
    assert queries.plan_shown(made, DAYS[1]).standing.word == "done"
    assert list(queries.plans_in_sight(dee)) == [made]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], "plan_parts"), ([Part(DAYS[0], 0), Part(DAYS[1], 1000)], "plan_parts"),
        ([Part(DAYS[0], 999)], "plan_sum"), ([Part(DAYS[0], 1)] * 25, "plan_parts"),
    ],
)  # fmt: skip
def test_parts_that_do_not_do(cast: Cast, dee: Actor, charged: Charged, parts: list[Part], code: str) -> None:
    charged(minor=1000)
    with refused(f"charges.{code}"):
        plan(dee, cast, parts)


def test_one_plan_for_something_owed(cast: Cast, dee: Actor, charged: Charged) -> None:
    with refused("charges.nothing_to_pay"):
        plan(dee, cast, [])
    charged(minor=1000)
    with refused("charges.agreed_with_missing"):
        plan(dee, cast, [Part(DAYS[0], 1000)], " ")
    plan(dee, cast, [Part(DAYS[0], 1000)])
    with refused("charges.plan_is_there"):
        plan(dee, cast, [Part(DAYS[0], 1000)])
