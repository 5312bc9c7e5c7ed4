"""rules/severing.py: when a closed loan forgets its reader."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.severing import NIGHT, Closed, Kept, Owed, is_owed_for, kept_until, reason_kept

BACK = datetime(2026, 11, 23, 20, tzinfo=UTC)


def closed(keep_days: int | None = None, **values: object) -> Closed:
    made = {
        "loan_id": 1, "patron_id": 2, "item_id": 3, "record_id": 4, "title": "Holes", "lent_on": date(2026, 11, 2),
        "returned_on": date(2026, 11, 23), "returned_at": BACK, "keep_days": keep_days,
    }  # fmt: skip
    return Closed(**made | values)  # type: ignore[arg-type]  # fields of the loan by name


DEBT = Owed(2, (3,), "Holes", date(2026, 11, 20))


def test_the_night_is_the_least_and_days_are_counted_from_the_moment() -> None:
    assert kept_until(BACK, None) == kept_until(BACK, 0) == BACK + NIGHT
    assert kept_until(BACK, 14) == BACK + timedelta(days=14)


@given(days=st.integers(0, 400) | st.none(), hours=st.integers(0, 24 * 420))
def test_a_loan_goes_exactly_when_its_window_is_over(days: int | None, hours: int) -> None:
    now = BACK + timedelta(hours=hours)
    assert (reason_kept(closed(days), (), now=now) is None) is (now >= kept_until(BACK, days))


@given(days=st.integers(0, 400), hours=st.integers(0, 24 * 420), night=st.booleans(), window=st.booleans())
def test_what_is_owed_for_never_goes(days: int, hours: int, night: bool, window: bool) -> None:
    now = BACK + timedelta(hours=hours)
    kept = reason_kept(closed(days), (DEBT,), now=now, with_night=night, with_window=window)
    assert kept is Kept.OWED


def test_at_once_staff_need_not_wait_and_readers_wait_for_the_window_only() -> None:
    soon = BACK + timedelta(minutes=1)
    assert reason_kept(closed(14), (), now=soon, with_night=False, with_window=False) is None
    assert reason_kept(closed(14), (), now=soon, with_night=False) is Kept.WINDOW
    assert reason_kept(closed(0), (), now=soon, with_night=False) is None
    assert reason_kept(closed(0), (), now=soon) is Kept.NIGHT


def test_a_debt_is_of_this_loan_by_number_else_by_title_and_never_an_earlier_one() -> None:
    assert is_owed_for(closed(), [DEBT])
    assert not is_owed_for(closed(), [Owed(9, (3,), "Holes", date(2026, 11, 20))])
    assert not is_owed_for(closed(), [Owed(2, (3,), "Holes", date(2026, 11, 1))])
    assert not is_owed_for(closed(), [Owed(2, (8,), "Holes", date(2026, 11, 20))])
    assert is_owed_for(closed(), [Owed(2, (), "Holes", date(2026, 11, 20))])
    assert not is_owed_for(closed(title=""), [Owed(2, (), "", date(2026, 11, 20))])
