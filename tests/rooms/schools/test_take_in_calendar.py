from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.models import CalendarDay, CalendarFile
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.schools.calendar_parts import event, sent


def test_the_days_are_marked_and_say_why(cast: Cast) -> None:
    file = sent(cast)
    assert queries.calendar_of(cast.middle.pk).is_open(date(2026, 12, 22))  # kept in the process by now
    marked = actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert (marked.days, marked.sites) == (17, 1)
    calendar = queries.calendar_of(cast.middle.pk)
    assert not calendar.is_open(date(2026, 12, 22))
    assert calendar.note_of(date(2026, 12, 22)) == "Winter Break 2026-27"
    assert calendar.is_half(date(2026, 12, 18))
    assert calendar.next_open_on(date(2026, 12, 19)) == date(2027, 1, 5)
    assert queries.calendar_of(cast.high.pk).is_open(date(2026, 12, 22))


def test_where_names_meet_on_a_day_closed_goes_first(cast: Cast) -> None:
    file = sent(cast, event("Minimum day", "2026-12-18"), event("No school", "2026-12-18"))
    actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert not queries.calendar_of(cast.middle.pk).is_open(date(2026, 12, 18))


def test_what_the_district_moved_is_open_again_where_the_earlier_file_had_closed_it(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    actions.take_in_calendar(dee, file_id=sent(cast, event("Staff development", "2027-02-12")).pk, now=NOON)
    actions.mark_days(
        dee, site_ids=[cast.middle.pk], first_on=date(2027, 2, 10), last_on=date(2027, 2, 10), kind="closed", now=NOON
    )
    second = sent(cast, event("Back to School Night", "2027-02-01"), event("Staff development", "2027-02-19"))
    (site,) = queries.site_changes(second, NOON)
    assert [(each.day.day, each.becomes) for each in site.changes] == [(12, "open"), (19, "closed")]
    actions.take_in_calendar(dee, file_id=second.pk, now=NOON)
    calendar = queries.calendar_of(cast.middle.pk)
    assert [calendar.is_open(date(2027, 2, day)) for day in (10, 12, 19)] == [False, True, False]


def test_what_a_file_does_not_speak_of_stays_as_earlier_files_had_it(cast: Cast) -> None:
    """Next year's calendar comes in spring: what is left of this year must not open."""
    dee = cast.actor(cast.dee)
    spring, fall = event("Spring break", "2027-04-05", "2027-04-09"), event("Thanksgiving break", "2027-11-25")
    actions.take_in_calendar(dee, file_id=sent(cast, spring).pk, now=NOON)
    actions.take_in_calendar(dee, file_id=sent(cast, fall).pk, now=NOON)
    calendar = queries.calendar_of(cast.middle.pk)
    assert not calendar.is_open(date(2027, 4, 7))
    assert not calendar.is_open(date(2027, 11, 25))


def test_a_file_that_changed_nothing_does_not_make_the_earlier_one_forgotten(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    evening, first = event("Back to School Night", "2027-01-13"), event("Staff development", "2027-02-12")
    for _time in (1, 2):
        actions.take_in_calendar(dee, file_id=sent(cast, evening, first).pk, now=NOON)
    moved = sent(cast, evening, event("Staff development", "2027-02-19"))
    (site,) = queries.site_changes(moved, NOON)
    assert [(each.day.day, each.becomes) for each in site.changes] == [(12, "open"), (19, "closed")]


def test_it_is_taken_in_once(cast: Cast) -> None:
    file = sent(cast)
    actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert refused.value.code == "schools.calendar_file_settled"
    assert CalendarDay.objects.count() == 17


def test_only_who_may(cast: Cast) -> None:
    file = sent(cast)
    with pytest.raises(NotAllowed):
        actions.take_in_calendar(cast.actor(cast.eli), file_id=file.pk, now=NOON)
    file.sites.set([cast.high.pk])
    with pytest.raises(Refused) as refused:
        actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert refused.value.code == "schools.other_site"
    with pytest.raises(Refused) as refused:
        actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk + 1, now=NOON)
    assert refused.value.code == "schools.calendar_file_unknown"
    assert CalendarFile.objects.get().state == "sent"
