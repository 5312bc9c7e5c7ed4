"""Whether the folder is looked into is said once for the district, and is on record."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterSchedule
from tests import makers
from tests.makers import NOON


@pytest.mark.django_db
def test_it_is_kept_once_and_its_change_is_on_record() -> None:
    for hour in (4, 5):
        actions.keep_roster_schedule(SYSTEM, is_on=True, lets_in=True, hour=hour, leavers_in_a_hundred=20, now=NOON)
    assert RosterSchedule.objects.get().hour == 5
    facts = AuditEntry.objects.filter(code="rosters.keep_roster_schedule").latest("pk").facts
    assert (facts["before"]["hour"], facts["after"]["hour"]) == (4, 5)


@pytest.mark.django_db
def test_a_school_may_not() -> None:
    with pytest.raises(NotAllowed):
        actions.keep_roster_schedule(
            makers.make_actor("assistant"), is_on=True, lets_in=True, hour=4, leavers_in_a_hundred=10, now=NOON
        )
    with pytest.raises(Refused, match="for_the_district"):
        actions.keep_roster_schedule(
            makers.make_actor("librarian", makers.make_site()),
            is_on=True,
            lets_in=True,
            hour=4,
            leavers_in_a_hundred=10,
            now=NOON,
        )
