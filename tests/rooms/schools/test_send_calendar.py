from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cli.demo.holidays import stretches
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.models import CalendarDay, CalendarFile
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.schools.calendar_parts import DISTRICT, event, ics, sent


def test_a_district_calendar_is_looked_into_and_marks_nothing(cast: Cast) -> None:
    file = sent(cast)
    taken = {each.name: each.kind for each in queries.named_days_of(file)}
    assert taken == {
        "Thanksgiving Break": "closed",
        "Holiday concert": "",
        "Minimum day before winter break": "half",
        "Winter Break 2026-27": "closed",
        "School resumes after winter break": "",
        "Teacher Work Day": "closed",
        "Back to School Night": "",
    }
    assert file.outside == 1  # the first day of school is past
    assert not CalendarDay.objects.exists()


def test_what_it_would_change_is_named_day_by_day(cast: Cast) -> None:
    (site,) = queries.site_changes(sent(cast), NOON)
    days = {each.day: (each.was, each.becomes) for each in site.changes}
    assert days[date(2026, 11, 26)] == ("open", "closed")
    assert days[date(2026, 12, 18)] == ("open", "half")
    assert date(2026, 12, 26) not in days  # a Saturday is closed anyway
    assert len(days) == 5 + 1 + 10 + 1
    assert not site.calendar_after.is_open(date(2027, 1, 4))
    assert site.calendar.is_open(date(2027, 1, 4))


def test_what_is_marked_so_already_is_no_change(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    actions.mark_days(
        dee, site_ids=[cast.middle.pk], first_on=date(2026, 12, 21), last_on=date(2027, 1, 1), kind="closed", now=NOON
    )
    (site,) = queries.site_changes(sent(cast, event("Winter break", "2026-12-21", "2027-01-01")), NOON)
    assert site.changes == ()


def test_a_file_for_all_schools_is_compared_with_each(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    everywhere = [cast.middle.pk, cast.elementary.pk, cast.high.pk]
    file = actions.send_calendar(boss, site_ids=everywhere, name="a.ics", raw=ics(*DISTRICT), now=NOON)
    assert [len(each.changes) for each in queries.site_changes(file, NOON)] == [17, 17, 17]
    assert queries.calendar_file(cast.actor(cast.dee), file.pk) is None
    assert list(queries.calendar_files(boss)) == [file]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"hello", "schools.not_a_calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "schools.calendar_empty"),
        (b"BEGIN:VCALENDAR" + b" " * 3_000_000, "schools.calendar_too_large"),
        (ics(event("Long ago", "2020-01-01")), "schools.calendar_over"),
        (ics(*(event(f"Evening of the {n}th kind", "2026-12-01") for n in range(301))), "schools.calendar_too_large"),
    ],
)
def test_a_file_that_brings_nothing_is_refused_with_its_name(cast: Cast, raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.send_calendar(cast.actor(cast.dee), site_ids=[cast.middle.pk], name="plan.ics", raw=raw, now=NOON)
    assert refused.value.code == code
    assert refused.value.objections[0].facts == {"name": "plan.ics"}
    assert not CalendarFile.objects.exists()


def test_nobody_sends_for_another_school_and_a_helper_for_none(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.send_calendar(cast.actor(cast.dee), site_ids=[cast.high.pk], name="a", raw=ics(*DISTRICT), now=NOON)
    assert refused.value.code == "schools.other_site"
    with pytest.raises(NotAllowed):
        actions.send_calendar(cast.actor(cast.eli), site_ids=[cast.middle.pk], name="a", raw=ics(*DISTRICT), now=NOON)


def test_the_demos_own_calendar_is_understood_but_for_what_nobody_could_know(cast: Cast) -> None:
    year = {each.note: each.kind for each in stretches(2027)}
    events = [event(each.note, str(each.first_on), str(each.last_on)) for each in stretches(2027)]
    found = {each.name: each.kind for each in queries.named_days_of(sent(cast, *events))}
    wrong = {name: kind for name, kind in found.items() if year[name] != kind}
    assert wrong == {
        "Day before Thanksgiving": "",
        "Last day before winter break": "",
        "Last day of school": "",
        "Parent conferences": "",
        "Summer": "",
    }
