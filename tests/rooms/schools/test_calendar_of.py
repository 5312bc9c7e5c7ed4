"""A kept calendar is never older than the site's token."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.schools import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY


@pytest.mark.django_db
def test_marking_a_day_is_seen_at_once_and_reading_twice_reads_once(cast: Cast) -> None:
    site = cast.middle.pk
    assert queries.calendar_of(site).is_open(TODAY)
    with CaptureQueriesContext(connection) as asked:
        queries.calendar_of(site)
    assert len(asked) == 1
    dee = cast.actor(cast.dee)
    actions.mark_days(dee, site_ids=[site], first_on=TODAY, last_on=TODAY, kind="closed", note="Snow", now=NOON)
    calendar = queries.calendar_of(site)
    assert (calendar.is_open(TODAY), calendar.note_of(TODAY)) == (False, "Snow")
    cast.middle.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        assert queries.calendar_of(site, cast.middle.calendar_token) == calendar
    assert len(asked) == 0


@pytest.mark.django_db
def test_places_stand_after_what_they_stand_in() -> None:
    site = makers.make_site()
    library = makers.make_place(site, name="Library", sort=2)
    makers.make_place(site, name="Lab", sort=1)
    makers.make_place(site, name="Fiction", parent=library, sort=1)
    shown = [(each.place.name, each.depth, each.path) for each in queries.places_in_tree(site.pk)]
    assert shown == [("Lab", 0, "Lab"), ("Library", 0, "Library"), ("Fiction", 1, "Library › Fiction")]


@pytest.mark.django_db
def test_today_is_the_day_of_the_site() -> None:
    site = makers.make_site(timezone="Pacific/Auckland")
    assert queries.today_at(site.pk, NOON) == TODAY + timedelta(days=1)
    assert queries.today_at(None, NOON) == date(2026, 11, 23)
