"""open_self_check: technicians and above make a browser a station, at the school they work at."""

from dataclasses import replace

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import open_self_check
from carrel.rooms.people.rules import STATION
from tests.cast import Cast
from tests.makers import NOON, make_actor

pytestmark = pytest.mark.django_db


def test_it_says_whose_station_it_is(cast: Cast) -> None:
    assert open_self_check(cast.actor(cast.dee), now=NOON) == cast.middle.pk
    assert AuditEntry.objects.get(code="circulation.open_self_check").about_id == cast.middle.pk


def test_not_by_helpers_and_not_nowhere(cast: Cast) -> None:
    for actor in (cast.actor(cast.eli), cast.actor(cast.clark), make_actor("assistant", cast.middle)):
        with pytest.raises(NotAllowed):
            open_self_check(actor, now=NOON)
    with pytest.raises(Refused, match="self_check_no_site"):
        open_self_check(replace(cast.actor(cast.dee), site_id=None), now=NOON)


def test_a_station_may_its_own_deeds_and_nothing_of_the_desk() -> None:
    assert all(each.startswith("circulation.self_check") for each in STATION.permissions)
