"""add_plan: a blank sheet with a name."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.plans import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library

pytestmark = pytest.mark.django_db


def test_one_key_begins_one_plan(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    made = {actions.add_plan(dee, site_id=cast.middle.pk, name=" Library ", now=NOON, key="once") for _ in range(2)}
    assert len(made) == 1
    (plan,) = queries.plans_of(dee)
    assert (plan.name, plan.version, queries.shapes_of(plan.pk)) == ("Library", 0, ())


def test_refused(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match="unnamed"):
        actions.add_plan(dee, site_id=cast.middle.pk, name=" ", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        actions.add_plan(dee, site_id=cast.high.pk, name="Library", now=NOON)
    with pytest.raises(NotAllowed):
        actions.add_plan(cast.actor(cast.eli), site_id=cast.middle.pk, name="Library", now=NOON)
    assert library.plan(cast)
