from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from tests.cast import Cast
from tests.makers import NOON

THANKSGIVING = {"first_on": date(2026, 11, 26), "last_on": date(2026, 11, 27), "now": NOON}


def test_marked_days_are_closed_and_say_why(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    marked = actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", note="Thanksgiving", **THANKSGIVING)
    calendar = queries.calendar_of(cast.middle.pk)
    assert (marked.days, marked.sites) == (2, 1)
    assert not calendar.is_open(date(2026, 11, 26))
    assert calendar.note_of(date(2026, 11, 27)) == "Thanksgiving"
    assert calendar.next_open_on(date(2026, 11, 26)) == date(2026, 11, 30)


def test_the_calendar_kept_in_the_process_is_read_anew(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    assert queries.calendar_of(cast.middle.pk).is_open(date(2026, 11, 26))
    actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", **THANKSGIVING)
    assert not queries.calendar_of(cast.middle.pk).is_open(date(2026, 11, 26))
    actions.mark_days(dee, site_ids=[cast.middle.pk], kind="half", **THANKSGIVING)
    assert queries.calendar_of(cast.middle.pk).is_half(date(2026, 11, 26))


def test_what_was_marked_before_is_on_record(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    actions.mark_days(dee, site_ids=[cast.middle.pk], kind="half", note="Report cards", **THANKSGIVING)
    act = actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", **THANKSGIVING)
    entry = AuditEntry.objects.get(pk=act.act_id)
    assert entry.facts["before"][0][1:] == ["2026-11-26", "half", "Report cards"]


def test_a_whole_district_is_marked_at_once(cast: Cast) -> None:
    sites = [cast.middle.pk, cast.elementary.pk, cast.high.pk]
    actions.mark_days(cast.actor(cast.boss), site_ids=sites, kind="closed", **THANKSGIVING)
    assert not any(queries.calendar_of(each).is_open(date(2026, 11, 26)) for each in sites)


def test_nobody_marks_another_school(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.mark_days(cast.actor(cast.dee), site_ids=[cast.high.pk], kind="closed", **THANKSGIVING)
    assert refused.value.code == "schools.other_site"
    assert queries.calendar_of(cast.high.pk).is_open(date(2026, 11, 26))


def test_a_helper_marks_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.mark_days(cast.actor(cast.eli), site_ids=[cast.middle.pk], kind="closed", **THANKSGIVING)
