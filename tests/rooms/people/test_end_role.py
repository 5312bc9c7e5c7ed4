"""A role ends at once."""

from datetime import UTC, datetime

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import RoleHeld
from tests.cast import Cast

# Half past eight in the evening in California: in UTC it is tomorrow already.
EVENING = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_ended_in_the_evening_holds_no_more_that_evening(cast: Cast) -> None:
    holding = RoleHeld.objects.get(account__username="eli")
    assert cast.actor(cast.eli, EVENING).may("circulation.check_out")
    actions.end_role(cast.actor(cast.dee), holding_id=holding.pk, now=EVENING)
    assert not cast.actor(cast.eli, EVENING).may("circulation.check_out")


@pytest.mark.django_db
def test_nobody_ends_their_own_or_a_higher_one(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.own_role"):
        actions.end_role(dee, holding_id=RoleHeld.objects.get(account__username="dee").pk, now=EVENING)
    with pytest.raises(Refused, match=r"people\.account_above"):
        actions.end_role(dee, holding_id=RoleHeld.objects.get(account__username="lena").pk, now=EVENING)
