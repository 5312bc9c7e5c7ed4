"""What schools' calendars look like, and what they look like when something is wrong with them."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.ics import CalendarEvent, NotACalendar, Reading, read_calendar, write_calendar

CALIFORNIA = ZoneInfo("America/Los_Angeles")
FIRST, LAST = date(2026, 11, 23), date(2027, 6, 30)


def ics(*events: str) -> bytes:
    body = "\n".join(f"BEGIN:VEVENT\n{each.strip()}\nEND:VEVENT" for each in events)
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Alder Creek\n{body}\nEND:VCALENDAR\n"
    return whole.replace("\n", "\r\n").encode()


def read(*events: str) -> Reading:
    return read_calendar(ics(*events), first_on=FIRST, last_on=LAST, zone=CALIFORNIA)


def days(reading: Reading) -> list[tuple[str, str]]:
    return [(each.first_on.isoformat(), each.last_on.isoformat()) for each in reading.events]


def test_the_end_of_a_whole_day_is_the_day_after() -> None:
    reading = read("DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261128\nSUMMARY:Thanksgiving")
    assert reading.name == "Alder Creek"
    assert days(reading) == [("2026-11-26", "2026-11-27")]
    assert reading.events[0].name == "Thanksgiving"
    assert reading.events[0].is_whole_day


def test_an_event_without_an_end_is_one_day() -> None:
    assert days(read("DTSTART;VALUE=DATE:20261126\nSUMMARY:Thanksgiving")) == [("2026-11-26", "2026-11-26")]


@pytest.mark.parametrize(
    ("lines", "day", "last"),
    [
        ("DTSTART:20261201T203000Z\nDTEND:20261201T220000Z", "2026-12-01", "2026-12-01"),
        # Eleven at night in Greenwich is still afternoon in California, two in the morning the evening before.
        ("DTSTART:20261202T020000Z\nDTEND:20261202T030000Z", "2026-12-01", "2026-12-01"),
        ("DTSTART:20261201T120000\nDTEND:20261202T000000", "2026-12-01", "2026-12-01"),
        ("DTSTART;TZID=America/New_York:20261202T010000\nDURATION:PT1H", "2026-12-01", "2026-12-01"),
        ("DTSTART;TZID=Nowhere/City:20261201T123000\nDURATION:P1D", "2026-12-01", "2026-12-02"),
    ],
)
def test_a_time_of_day_belongs_to_the_day_of_the_school(lines: str, day: str, last: str) -> None:
    reading = read(lines + "\nSUMMARY:Early release")
    assert days(reading) == [(day, last)]
    assert not reading.events[0].is_whole_day


def test_repeating_days_come_as_often_as_they_fall_and_not_where_they_are_taken_out() -> None:
    reading = read(
        "UID:1\nDTSTART;VALUE=DATE:20260902\nRRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216\n"
        "EXDATE;VALUE=DATE:20261209\nSUMMARY:Minimum day"
    )
    assert days(reading) == [("2026-11-25",) * 2, ("2026-12-02",) * 2, ("2026-12-16",) * 2]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["2026-11-26"]),
        ("FREQ=MONTHLY;BYDAY=1WE;COUNT=4", ["2026-12-02"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20261231", ["2026-11-30", "2026-12-31"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20261220T235959Z", ["2026-11-25", "2026-12-09"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", []),
    ],
)
def test_the_rules_schools_make(rule: str, found: list[str]) -> None:
    reading = read(f"UID:1\nDTSTART;VALUE=DATE:20260902\nRRULE:{rule}\nSUMMARY:Day")
    assert reading.faults == ()
    later = [first for first, _last in days(reading) if first != "2026-09-02"]
    assert later == found


def test_a_time_that_repeats_without_end_is_read_to_the_last_day_asked() -> None:
    reading = read("UID:1\nDTSTART;TZID=America/New_York:20260902T123000\nRRULE:FREQ=WEEKLY\nSUMMARY:Club")
    assert (days(reading)[0][0], days(reading)[-1][0], len(days(reading))) == ("2026-11-25", "2027-06-30", 32)


def test_a_single_day_of_a_series_may_be_moved_or_cancelled() -> None:
    reading = read(
        "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Minimum day",
        "UID:1\nRECURRENCE-ID;VALUE=DATE:20261209\nDTSTART;VALUE=DATE:20261210\nSUMMARY:Minimum day (moved)",
        "UID:1\nRECURRENCE-ID;VALUE=DATE:20261216\nDTSTART;VALUE=DATE:20261216\nSTATUS:CANCELLED\nSUMMARY:Minimum day",
    )
    assert [(each.first_on.day, each.name) for each in reading.events] == [
        (2, "Minimum day"),
        (10, "Minimum day (moved)"),
    ]


def test_what_is_over_or_cancelled_is_counted_and_left_out() -> None:
    reading = read(
        "DTSTART;VALUE=DATE:20200101\nSUMMARY:Long ago",
        "DTSTART;VALUE=DATE:20261130\nSTATUS:CANCELLED\nSUMMARY:Not after all",
        "DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261125\nSUMMARY:Reaches in",
    )
    assert [each.name for each in reading.events] == ["Reaches in"]
    assert reading.outside == 2


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("SUMMARY:Nothing", "no_start"),
        ("DTSTART:soon", "no_day"),
        ("DTSTART;VALUE=DATE:20261131", "no_day"),
        ("DTSTART;VALUE=DATE:20261205\nDTEND;VALUE=DATE:20261201", "ends_before"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=SECONDLY", "too_often"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=DAILY;INTERVAL=0", "rule"),
        ("DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY", "too_long_ago"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=SOMETIMES", "rule"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:nonsense", "rule"),
        ("DTSTART;VALUE=DATE:20261205\nDURATION:P9999999D", "no_day"),
        ("DTSTART;VALUE=DATE:00010101", "no_day"),
        ("DTSTART;VALUE=DATE:20261205\nDTEND;VALUE=DATE:99991231", "no_day"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=WEEKLY;BYYEARDAY=366", "rule"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31", "rule"),
        ("DTSTART;VALUE=DATE:20261205\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=3", "rule"),
    ],
)
def test_an_event_that_is_wrong_is_named_and_the_others_come_in(lines: str, code: str) -> None:
    reading = read("DTSTART;VALUE=DATE:20261126\nSUMMARY:Good", f"{lines}\nSUMMARY:Wrong")
    assert [each.name for each in reading.events] == ["Good"]
    assert [(fault.number, fault.code) for fault in reading.faults] == [(2, code)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_ics"),
        (b"hello", "not_ics"),
        (b"PK\x03\x04\x00\x01", "not_ics"),
        (b"<html>Sign in</html>", "not_ics"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "empty"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201", "empty"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 2_100_000, "too_large"),
        (ics(*["DTSTART;VALUE=DATE:20261201\nSUMMARY:A"] * 3001), "too_many"),
        (ics(*["DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY"] * 201), "too_many"),
    ],
)
def test_a_file_that_is_no_calendar_says_so(raw: bytes, code: str) -> None:
    with pytest.raises(NotACalendar) as refused:
        read_calendar(raw, first_on=FIRST, last_on=LAST, zone=CALIFORNIA)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_schools_save_in_is_read(encoding: str) -> None:
    raw = ics("DTSTART;VALUE=DATE:20261130\nSUMMARY:Día de César Chávez").decode().encode(encoding)
    reading = read_calendar(raw, first_on=FIRST, last_on=LAST, zone=CALIFORNIA)
    assert reading.events[0].name == "Día de César Chávez"


def span(start: int, more: int) -> tuple[date, date]:
    return FIRST + timedelta(days=start), FIRST + timedelta(days=start + more)


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")), min_size=1, max_size=40)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 200), st.integers(0, 30), names, st.sampled_from(["closed", "half", "open", ""]), names
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_again(made: list[tuple[int, int, str, str, str]]) -> None:
    events = [
        CalendarEvent(*span(start, more), name, kind, note if kind else "", True, f"{n}@x")
        for n, (start, more, name, kind, note) in enumerate(made)
    ]
    raw = write_calendar(events, name="Alder Creek", made_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert raw == write_calendar(events, name="Alder Creek", made_at=datetime(2026, 11, 23, tzinfo=UTC))
    if not events:
        return
    reading = read_calendar(raw, first_on=FIRST, last_on=FIRST + timedelta(days=400), zone=CALIFORNIA)
    assert sorted(reading.events, key=lambda each: each.uid) == sorted(events, key=lambda each: each.uid)
    assert reading.faults == ()


@given(st.binary(max_size=300), st.integers(0, 500), st.integers(0, 20))
def test_a_damaged_file_is_read_or_refused(noise: bytes, at: int, gone: int) -> None:
    raw = ics(
        "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=9\nSUMMARY:Minimum day",
        "DTSTART;TZID=America/New_York:20261201T123000\nDTEND;TZID=America/New_York:20261201T140000\nSUMMARY:Assembly",
    )
    damaged = raw[:at] + noise + raw[at + gone :]
    with contextlib.suppress(NotACalendar):
        read_calendar(damaged, first_on=FIRST, last_on=LAST, zone=CALIFORNIA)
