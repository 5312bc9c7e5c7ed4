"""remove_plan: out of sight, twice is once."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.plans import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library

pytestmark = pytest.mark.django_db


def test_out_of_sight(cast: Cast) -> None:
    dee, plan_id = cast.actor(cast.dee), library.plan(cast, library.FIRST)
    for _ in range(2):
        actions.remove_plan(dee, plan_id=plan_id, now=NOON)
    assert AuditEntry.objects.filter(code="plans.remove_plan").count() == 1
    assert queries.plan_on_show(plan_id) is None
    assert queries.plan_seen(dee, plan_id) is None
    assert list(queries.plans_of(dee)) == []
    assert [each.pk for each in queries.removed_plans_of(dee)] == [plan_id]
    with pytest.raises(Refused, match="no_such_plan"):
        library.keep(cast, plan_id, library.FIRST)
