"""The plan of three months of lending is believable whenever it is made: on any day, at any hour, in summer too."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carrel.cli.demo.history import DAYS_BACK, Plan, Planned, Reader, Shelf
from carrel.cli.demo.holidays import last_return_day, stretches
from carrel.rooms.schools.rules import Calendar

ZONE = ZoneInfo("America/Los_Angeles")
AT = {
    "a school day": datetime(2026, 11, 23, 18, 31, tzinfo=UTC),
    "before the bell": datetime(2026, 11, 23, 13, 0, tzinfo=UTC),
    "a Sunday": datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
    "the winter break": datetime(2026, 12, 30, 18, 0, tzinfo=UTC),
    "the last week of school": datetime(2027, 6, 9, 22, 0, tzinfo=UTC),
    "summer": datetime(2027, 7, 20, 18, 0, tzinfo=UTC),
    "the first day of school": datetime(2026, 8, 17, 22, 0, tzinfo=UTC),
}


def shelf() -> Shelf:
    marked = {
        one.first_on + timedelta(days=each): one.kind
        for year in (2025, 2026, 2027)
        for one in stretches(year)
        for each in range((one.last_on - one.first_on).days + 1)
    }
    return Shelf(
        items={item: 1.0 + item % 5 for item in range(1, 400)},
        readers=[Reader(person, 1.0 + person % 3, 3) for person in range(1, 120)],
        loans_a_day=12,
        loan_days=14,
        calendar=Calendar(exceptions=marked),
        zone=ZONE,
        all_back=(last_return_day(2025), last_return_day(2026)),
    )


@pytest.fixture(params=AT)
def now(request: pytest.FixtureRequest) -> datetime:
    return AT[request.param]


@pytest.fixture
def loans(now: datetime) -> list[Planned]:
    return Plan(shelf(), now, "test").loans_of_term()


def test_everything_lies_in_the_last_three_months(now: datetime, loans: list[Planned]) -> None:
    assert loans
    for loan in loans:
        assert now - timedelta(days=DAYS_BACK + 1) <= loan.lent_at < now
        assert loan.returned_at is None or loan.lent_at < loan.returned_at < now


def test_nobody_borrows_or_returns_while_the_library_is_closed(loans: list[Planned]) -> None:
    calendar = shelf().calendar
    for loan in loans:
        assert calendar.is_open(loan.lent_at.astimezone(ZONE).date())
        assert calendar.is_open(loan.due_on)
        assert loan.returned_at is None or calendar.is_open(loan.returned_at.astimezone(ZONE).date())


def test_an_item_is_out_once_at_a_time(loans: list[Planned]) -> None:
    until: dict[int, datetime | None] = {}
    for loan in loans:
        before = until.get(loan.item_id, loan.lent_at)
        assert before is not None
        assert before <= loan.lent_at
        until[loan.item_id] = loan.returned_at


def test_nobody_has_more_than_they_may(loans: list[Planned]) -> None:
    out = Counter(loan.person_id for loan in loans if loan.returned_at is None)
    assert max(out.values(), default=0) <= 3


def test_everything_is_due_before_the_summer() -> None:
    loans = Plan(shelf(), AT["the last week of school"], "test").loans_of_term()
    before = [loan for loan in loans if loan.lent_at.astimezone(ZONE).date() <= last_return_day(2026)]
    assert before
    assert all(loan.due_on <= last_return_day(2026) for loan in before)


def test_a_busy_item_is_left_alone() -> None:
    loans = Plan(shelf(), AT["a school day"], "test", busy=[1, 2, 3]).loans_of_term()
    assert not {1, 2, 3} & {loan.item_id for loan in loans}


def test_the_same_dice_give_the_same_plan() -> None:
    first, second = (Plan(shelf(), AT["a school day"], "test").loans_of_term() for _ in range(2))
    assert first == second


def test_some_are_late_and_most_are_not() -> None:
    loans = Plan(shelf(), AT["a school day"], "test").loans_of_term()
    late = sum(loan.returned_at is None and loan.due_on < date(2026, 11, 23) for loan in loans)
    assert 0 < late < len(loans) / 10
