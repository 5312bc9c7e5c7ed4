"""Idle minutes and the second factor are the district's to decide."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import RoleSettingForm
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_decided_for_every_school_by_the_district_only(cast: Cast) -> None:
    setting = queries.role_settings()["technician"]
    assert (setting.idle_minutes, setting.pk) == (60, None)
    form = RoleSettingForm({"idle_minutes": 10, "second_factor": "on"}, instance=setting)
    with pytest.raises(Refused, match=r"people\.only_district"):
        actions.change_role_setting(cast.actor(cast.lib), form=form, now=NOON)
    actions.change_role_setting(cast.actor(cast.boss), form=form, now=NOON)
    assert queries.idle_minutes_for({"technician", "student_worker"}) == 10
    assert queries.needs_second_factor(Account.objects.get(username="dee").pk)
    assert not queries.needs_second_factor(Account.objects.get(username="lena").pk)
