"""The clocks of an off-air recording, over breaks, leap days and calendars without open days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.media import rules
from carrel.rooms.media.rules import CLOSED, EVALUATE, EXAM, OUT_OF_YEAR, SESSION, TEACH, Lift, SchoolDays
from carrel.rooms.schools.rules import Calendar

MONDAY = date(2026, 12, 14)
BREAK = {date(2026, 12, 21) + timedelta(days=step): "closed" for step in range(12)}
WINTER = SchoolDays(Calendar(exceptions=BREAK, notes=dict.fromkeys(BREAK, "Winter break")))
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
WEEKS = st.text("01", min_size=7, max_size=7)
KINDS = st.sampled_from(["closed", "half", "open"])


@st.composite
def school_days(draw: st.DrawFn) -> tuple[date, SchoolDays]:
    """A day of recording and any calendar around it, also one that is never open."""
    recorded = draw(DAYS)
    marked = draw(st.dictionaries(st.integers(-3, 50), KINDS, max_size=30))
    days = {recorded + timedelta(days=step): kind for step, kind in marked.items()}
    return recorded, SchoolDays(Calendar(draw(WEEKS), days))


def test_over_a_winter_break() -> None:
    """Recorded on a Monday with four school days before two weeks without school."""
    clocks = rules.clocks_of(MONDAY, WINTER)
    assert clocks.erase_by == date(2027, 1, 28)
    assert clocks.teach_until == date(2027, 1, 11)
    assert clocks.school_days == 10
    counted = rules.counted_days(MONDAY, WINTER)
    assert [each.day for each in counted if each.school_day][:5] == [
        date(2026, 12, 15), date(2026, 12, 16), date(2026, 12, 17), date(2026, 12, 18), date(2027, 1, 4),
    ]  # fmt: skip
    assert (counted[6].kind, counted[6].note) == (CLOSED, "Winter break")
    assert clocks.phase_on(date(2027, 1, 11)) == TEACH
    assert clocks.phase_on(date(2027, 1, 12)) == EVALUATE
    assert clocks.phase_on(date(2027, 1, 28)) == EVALUATE
    assert clocks.phase_on(date(2027, 1, 29)) == rules.ERASE
    assert clocks.phase_on(date(2026, 12, 13)) == rules.BEFORE


def test_a_snow_day_moves_the_tenth_school_day_and_not_the_45th() -> None:
    snow = SchoolDays(Calendar(exceptions=BREAK | {date(2027, 1, 6): "closed"}))
    clocks = rules.clocks_of(MONDAY, snow)
    assert (clocks.teach_until, clocks.erase_by) == (date(2027, 1, 12), date(2027, 1, 28))


def test_over_a_leap_day() -> None:
    assert rules.erase_by(date(2028, 1, 20)) == date(2028, 3, 5)
    assert rules.erase_by(date(2027, 1, 20)) == date(2027, 3, 6)


def test_exams_and_summer_are_no_school_days() -> None:
    notes = {date(2026, 12, 16): "Final exams", date(2026, 12, 17): "Exámenes finales"}
    days = SchoolDays(Calendar(exceptions=dict.fromkeys(notes, "half"), notes=notes), ((MONDAY, date(2026, 12, 18)),))
    kinds = {each.day: each.kind for each in rules.counted_days(MONDAY, days)}
    assert kinds[date(2026, 12, 15)] == SESSION
    assert kinds[date(2026, 12, 16)] == kinds[date(2026, 12, 17)] == EXAM
    assert kinds[date(2026, 12, 21)] == OUT_OF_YEAR
    clocks = rules.clocks_of(MONDAY, days)
    assert (clocks.school_days, clocks.teach_until) == (2, date(2026, 12, 18))


def test_a_calendar_without_open_days_has_no_day_to_teach() -> None:
    clocks = rules.clocks_of(MONDAY, SchoolDays(Calendar("0000000")))
    assert (clocks.teach_until, clocks.school_days, clocks.erase_by) == (None, 0, date(2027, 1, 28))
    assert clocks.phase_on(MONDAY + timedelta(days=1)) == EVALUATE


def test_a_permission_lifts_the_clocks_as_long_as_it_lasts() -> None:
    until = date(2027, 6, 30)
    clocks = rules.clocks_of(MONDAY, WINTER, [Lift(MONDAY, until)])
    assert clocks.keep_until == until
    assert clocks.phase_on(date(2027, 3, 1)) == TEACH
    assert clocks.phase_on(date(2027, 7, 1)) == rules.ERASE
    assert clocks.is_to_erase(until) and not clocks.is_overdue(until)
    assert rules.clocks_of(MONDAY, WINTER, [Lift(MONDAY, None)]).keep_until is None
    # One that begins when the recording should have been gone brings nothing back.
    late = Lift(date(2027, 1, 30), None)
    assert rules.clocks_of(MONDAY, WINTER, [late]).keep_until == date(2027, 1, 28)
    follows = Lift(date(2027, 1, 29), date(2027, 2, 5))
    assert rules.clocks_of(MONDAY, WINTER, [follows]).keep_until == date(2027, 2, 5)


@given(school_days())
def test_what_is_always_true_of_the_count(given_days: tuple[date, SchoolDays]) -> None:
    recorded, days = given_days
    clocks, counted = rules.clocks_of(recorded, days), rules.counted_days(recorded, days)
    assert clocks.erase_by == recorded + timedelta(days=45) == counted[-1].day
    assert [each.number for each in counted] == list(range(1, 46))
    numbered = [each for each in counted if each.school_day is not None]
    assert [each.school_day for each in numbered] == list(range(1, clocks.school_days + 1))
    assert clocks.school_days <= 10
    assert all(each.kind == SESSION for each in numbered)
    if numbered:
        assert clocks.teach_until == numbered[-1].day
        assert recorded < numbered[-1].day <= clocks.erase_by
    else:
        assert clocks.teach_until is None
    for each in counted:
        assert each.phase == clocks.phase_on(each.day)


@given(school_days(), st.integers(1, 45))
def test_closing_a_day_never_lets_students_see_it_for_fewer_school_days(
    given_days: tuple[date, SchoolDays], step: int
) -> None:
    """A day that is closed later only moves the last school day on, or leaves fewer because 45 days are over."""
    recorded, days = given_days
    closed = recorded + timedelta(days=step)
    fewer = SchoolDays(Calendar(days.calendar.open_weekdays, {**days.calendar.exceptions, closed: "closed"}))
    before, after = rules.clocks_of(recorded, days), rules.clocks_of(recorded, fewer)
    assert after.erase_by == before.erase_by
    if after.school_days == 10:
        assert before.teach_until is not None and after.teach_until is not None
        assert after.teach_until >= before.teach_until


@given(DAYS, st.lists(st.tuples(st.integers(-60, 200), st.none() | st.integers(0, 200)), max_size=4))
def test_keeping_never_ends_before_the_45th_day(recorded: date, spans: list[tuple[int, int | None]]) -> None:
    lifts = [
        Lift(recorded + timedelta(days=first), None if long is None else recorded + timedelta(days=first + long))
        for first, long in spans
    ]
    until = rules.kept_until(rules.erase_by(recorded), lifts)
    assert until is None or until >= rules.erase_by(recorded)
    if until is not None and until > rules.erase_by(recorded):
        assert any(lift.covers(until) for lift in lifts)
