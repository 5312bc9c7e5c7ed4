"""Which period it is, and which schedule rings on which day."""

from datetime import date, time

import pytest

from carrel.rooms.schools.rules import Bells, Calendar, Period, bells_on, period_at, period_key, period_keys

FIRST, SECOND = Period("Period 1", time(8), time(8, 50)), Period("Period 2", time(9), time(9, 50))
DAILY = Bells(1, "Daily", "1101100", False, (FIRST, SECOND))
LATE = Bells(2, "Late start", "0010000", False, (SECOND,))
HALF = Bells(3, "Half day", "0000000", True, (FIRST,))
RALLY = Bells(4, "Rally", "0000000", False, ())
MONDAY, WEDNESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (time(7, 55), None),
        (time(7, 57), FIRST),
        (time(8), FIRST),
        (time(8, 49, 59), FIRST),
        (time(8, 50), None),
        (time(8, 56), SECOND),
        (time(9, 50), None),
        (time(23, 59), None),
    ],
)
def test_the_period_that_runs_or_is_about_to(clock: time, expected: Period | None) -> None:
    assert period_at((SECOND, FIRST), clock) == expected


def test_the_schedule_of_a_day() -> None:
    plain = Calendar()
    every = (DAILY, LATE, HALF, RALLY)
    assert bells_on(MONDAY, plain, every) == DAILY
    assert bells_on(WEDNESDAY, plain, every) == LATE
    assert bells_on(SATURDAY, plain, every) is None
    assert bells_on(MONDAY, Calendar(exceptions={MONDAY: "half"}), every) == HALF
    assert bells_on(MONDAY, plain, every, named=4) == RALLY
    assert bells_on(MONDAY, Calendar(exceptions={MONDAY: "closed"}), every, named=4) is None
    assert bells_on(SATURDAY, Calendar(exceptions={SATURDAY: "open"}), every) is None


def test_spellings_of_a_period() -> None:
    assert {period_key(name) for name in ("Period 03", "P3", "3", " per. 3", "03")} == {"3"}
    assert period_key("Physics") == "physics"
    assert period_keys("P1; 2, Period 10") == {"1", "2", "10"}
