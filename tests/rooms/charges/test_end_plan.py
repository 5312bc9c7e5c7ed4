"""A payment plan ends; the debts stay."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.rules import Part
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_ended(cast: Cast, dee: Actor, charged: Charged) -> None:
    charged(minor=1000)
    parts = [Part(makers.TODAY, 1000)]
    pk = actions.make_plan(dee, person_id=cast.ben.pk, parts=parts, agreed_with="x", now=makers.NOON)
    actions.end_plan(dee, plan_id=pk, now=makers.NOON)
    assert (queries.open_plan(cast.ben.pk), queries.owed_by(cast.ben.pk)) == (None, 1000)
    with refused("charges.plan_unknown"):
        actions.end_plan(dee, plan_id=pk, now=makers.NOON)
