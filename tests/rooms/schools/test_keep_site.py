from datetime import date

import pytest
from django.forms import model_to_dict

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.forms import SiteForm
from carrel.rooms.schools.models import Site
from tests.cast import Cast
from tests.makers import NOON


def filled(site: Site, **changes: object) -> SiteForm:
    values = {name: value for name, value in model_to_dict(site).items() if value is not None}
    return SiteForm(values | {"open_weekdays": ["0", "1", "2", "3", "4"]} | changes, instance=site)


def test_a_week_with_other_open_days_reaches_the_calendar(cast: Cast) -> None:
    saturday = date(2026, 11, 28)
    assert not queries.calendar_of(cast.middle.pk).is_open(saturday)
    form = filled(cast.middle, open_weekdays=["0", "1", "2", "3", "4", "5"])
    assert form.is_valid(), form.errors
    actions.keep_site(cast.actor(cast.dee), form=form, now=NOON)
    assert queries.calendar_of(cast.middle.pk).is_open(saturday)


def test_the_values_of_before_are_on_record(cast: Cast) -> None:
    actions.keep_site(cast.actor(cast.dee), form=filled(cast.middle, short_name="Creek"), now=NOON)
    entry = AuditEntry.objects.get(code="schools.keep_site")
    assert entry.facts["before"]["short_name"] == "Alder Creek"


def test_a_time_zone_nobody_knows_is_named(cast: Cast) -> None:
    form = filled(cast.middle, timezone="America/Alder_Creek")
    assert "America/Alder_Creek" in form.errors["timezone"][0]


def test_a_week_without_any_open_day_is_refused(cast: Cast) -> None:
    assert "open_weekdays" in filled(cast.middle, open_weekdays=[]).errors


def test_a_teacher_keeps_no_site(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_site(cast.actor(cast.clark), form=filled(cast.middle, name="Ours"), now=NOON)


def test_another_site_and_a_new_one_are_the_districts(cast: Cast) -> None:
    for site in (cast.high, Site(district=cast.middle.district)):
        with pytest.raises(Refused, match=r"schools\.other_site"):
            actions.keep_site(cast.actor(cast.dee), form=filled(site, name="Ours", code="OUR"), now=NOON)
