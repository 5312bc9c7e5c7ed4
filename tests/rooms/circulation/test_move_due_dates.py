from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import HardDueDate, HardDueDay, Loan, LoanChange, Reservation
from carrel.rooms.circulation.queries import explain_loan
from carrel.rooms.circulation.queries.closing import by_closed_day, dues_on_closed, staying_by_reason
from carrel.rooms.circulation.rules.due_dates import stays_on_closed
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.schools import actions as schools
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import Calendar
from tests.cast import Cast
from tests.makers import NOON, make_item, make_kit, make_policy, make_record, make_reservation

BECAUSE = ("calendar_file", 1)
SNOW = [date(2026, 12, 7), date(2026, 12, 8)]


def lent(cast: Cast, title: str = "Holes", **values: Any) -> Loan:
    """Lent for fourteen days: due on Monday, 7 December."""
    if not Loan.objects.exists():
        make_policy()
    item = make_item(cast.middle, title)
    done = actions.check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON, **values)
    return Loan.objects.get(pk=done.loan_id)


def snow(cast: Cast) -> None:
    stretch = {"first_on": SNOW[0], "last_on": SNOW[1], "kind": "closed", "note": "Snow"}
    schools.mark_days(cast.actor(cast.dee), site_ids=[cast.middle.pk], now=NOON, **stretch)


def test_a_loan_due_on_a_day_that_closed_moves_to_the_next_open_one_and_says_why(cast: Cast) -> None:
    loan = lent(cast)
    assert loan.due_at.isoformat() == "2026-12-08T07:59:59+00:00"
    snow(cast)
    moved = actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    assert (moved.moved, moved.stayed) == (1, 0)
    loan.refresh_from_db()
    assert loan.due_at.isoformat() == "2026-12-10T07:59:59+00:00"
    explained = explain_loan(loan.pk)
    assert explained is not None
    assert explained.steps[-1].code == "closed_since"
    assert explained.steps[-1].result == explained.due_on == date(2026, 12, 9)
    assert not explained.calendar_changed


def test_what_staff_gave_and_what_is_not_due_then_stays(cast: Cast) -> None:
    given, later = lent(cast, due_on=date(2026, 12, 8)), lent(cast, "Sula", due_on=date(2026, 12, 9))
    snow(cast)
    moved = actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    assert (moved.moved, moved.stayed) == (0, 1)
    for loan, day in ((given, 9), (later, 10)):
        loan.refresh_from_db()
        assert loan.due_at.day == day  # midnight in California is the next day in Greenwich
    assert not LoanChange.objects.exists()


def test_a_day_that_is_open_moves_nothing(cast: Cast) -> None:
    lent(cast)
    assert actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON).moved == 0


def test_a_loan_by_the_hour_keeps_its_time(cast: Cast) -> None:
    make_policy(length=2, length_unit="hours")
    item = make_item(cast.middle)
    actions.check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    today = {"first_on": NOON.date(), "last_on": NOON.date(), "kind": "closed"}
    schools.mark_days(cast.actor(cast.dee), site_ids=[cast.middle.pk], now=NOON, **today)
    actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: [NOON.date()]}, about=BECAUSE, now=NOON)
    assert Loan.objects.get().due_at == datetime.fromisoformat("2026-11-24T22:00:00+00:00")


def test_what_would_move_is_known_before_the_days_are_marked(cast: Cast) -> None:
    loan = lent(cast)
    lent(cast, "Sula", due_on=SNOW[0])
    after = Calendar("1111100", dict.fromkeys(SNOW, "closed"))
    dues = dues_on_closed({cast.middle.pk: after}, {cast.middle.pk: SNOW})
    assert [(each.title, each.to_on, each.stays) for each in dues] == [
        ("Holes", date(2026, 12, 9), ""),
        ("Sula", None, "given"),
    ]
    (day,) = by_closed_day(dues)
    assert (day.day, day.moving, day.to, day.staying) == (SNOW[0], 1, (date(2026, 12, 9),), 1)
    assert dues_on_closed({cast.middle.pk: calendar_of(cast.middle.pk)}, {cast.middle.pk: SNOW}) == ()
    loan.refresh_from_db()
    assert loan.due_at.day == 8


def test_a_year_without_an_open_day_moves_nothing(cast: Cast) -> None:
    lent(cast)
    never = Calendar("0000000")
    (due,) = dues_on_closed({cast.middle.pk: never}, {cast.middle.pk: SNOW})
    assert (due.to_at, due.stays) == (None, "never")


@pytest.mark.parametrize("loans", [1, 3])
def test_many_loans_take_as_many_statements_as_one(cast: Cast, loans: int) -> None:
    for number in range(loans):
        lent(cast, f"Book {number}")
    snow(cast)
    with CaptureQueriesContext(connection) as seen:
        actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    statements = [each["sql"] for each in seen if each["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
    assert statements[-2].startswith("UPDATE") and statements[-1].startswith("INSERT")
    assert sum("circulation_loan" in each for each in statements) == 4


def test_a_lending_is_not_undone_while_its_date_has_moved(cast: Cast) -> None:
    loan = lent(cast)
    act_id = AuditEntry.objects.get(code="circulation.check_out").pk
    snow(cast)
    actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.undo(cast.actor(cast.dee), act_id=act_id, now=NOON)
    assert refused.value.code == "circulation.undo_changed_since"
    actions.move_due_dates_back(cast.actor(cast.dee), about=BECAUSE, now=NOON)
    assert actions.undo(cast.actor(cast.dee), act_id=act_id, now=NOON).loan_id == loan.pk


@pytest.mark.parametrize(
    ("codes", "stays"),
    [
        (["lent", "length_open_days"], ""),
        (["lent", "length_calendar_days", "next_open_day"], ""),
        (["lent", "given"], "given"),
        (["lent", "length_open_days", "hard_before"], "hard"),
        (["lent", "length_open_days", "hard_before", "expiry"], "expiry"),
        ([], ""),
    ],
)
def test_what_stands_on_a_closed_day_on_purpose(codes: list[str], stays: str) -> None:
    assert stays_on_closed(codes) == stays


def test_only_who_may_and_only_their_own_school(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.move_due_dates(cast.actor(cast.eli), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.move_due_dates(cast.actor(cast.dee), days={cast.high.pk: SNOW}, about=BECAUSE, now=NOON)
    assert refused.value.code == "circulation.loans_of_another_site"


def moved_and_staying(cast: Cast) -> tuple[int, dict[str, int]]:
    """What the preview says, and the same once it was done."""
    after = Calendar("1111100", dict.fromkeys(SNOW, "closed"))
    before = dues_on_closed({cast.middle.pk: after}, {cast.middle.pk: SNOW})
    snow(cast)
    done = actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    assert done.moved == sum(each.to_on is not None for each in before)
    assert done.stayed == sum(count for _, count in staying_by_reason(before))
    return done.moved, dict(staying_by_reason(before))


def hard(on: date, compare: str = "before", **values: Any) -> HardDueDate:
    series = HardDueDate.objects.create(name="Term end", **values)
    HardDueDay.objects.create(hard_due_date=series, on=on, compare=compare)
    return series


@pytest.mark.parametrize(
    ("on", "compare", "outcome"),
    [
        (date(2026, 12, 8), "before", (0, {"hard_ahead": 1})),
        (date(2026, 12, 9), "before", (1, {})),
        (date(2026, 12, 8), "after", (0, {"hard": 1})),
        (date(2026, 12, 7), "before", (0, {"hard_ahead": 1})),
        (date(2026, 12, 4), "after", (1, {})),
    ],
)
def test_no_loan_moves_past_its_hard_due_date(
    cast: Cast, on: date, compare: str, outcome: tuple[int, dict[str, int]]
) -> None:
    make_policy(length=14, length_unit="calendar_days", hard_due_date=hard(on, compare))
    loan = Loan.objects.get(pk=lend(cast).loan_id)
    assert moved_and_staying(cast) == outcome
    due_at = loan.due_at
    actions.move_due_dates_back(cast.actor(cast.dee), about=BECAUSE, now=NOON)
    loan.refresh_from_db()
    assert loan.due_at == due_at


def lend(cast: Cast, person: Person | None = None, item: Item | None = None) -> actions.Lent:
    item = item or make_item(cast.middle, f"Book {Loan.objects.count()}")
    return actions.check_out(cast.actor(cast.dee), patron_id=(person or cast.ana).pk, item_id=item.pk, now=NOON)


def test_a_seniors_cutoff_holds_seniors_and_nobody_else(cast: Cast) -> None:
    make_policy()
    hard(date(2026, 12, 8), grades="8")
    lend(cast), lend(cast, cast.ben)
    assert moved_and_staying(cast) == (1, {"hard_ahead": 1})
    assert Loan.objects.get(patron=cast.ben).due_at.day == 8


def test_nothing_is_due_after_the_readers_last_day(cast: Cast) -> None:
    make_policy()
    loan = lend(cast)
    cast.ana.left_on = date(2026, 12, 8)
    cast.ana.save()
    assert moved_and_staying(cast) == (0, {"expiry_ahead": 1})
    assert Loan.objects.get(pk=loan.loan_id).due_at == loan.due_at


def test_copies_a_class_needs_stay_due_before_they_are_kept(cast: Cast) -> None:
    """Of three copies one is not needed: the first to be asked may move, the two others may not."""
    make_policy()
    record = make_record("Holes")
    items = [make_item(cast.middle, record=record) for _ in range(3)]
    lent_out = [lend(cast, person, item) for person, item in zip((cast.ana, cast.ben, cast.mateo), items, strict=True)]
    reservation = make_reservation(
        record, cast.clark, copies=2, from_on=date(2026, 12, 9), until_on=date(2026, 12, 16), days_ahead=0
    )
    assert moved_and_staying(cast) == (1, {"reserved": 2})
    days = [Loan.objects.get(pk=each.loan_id).due_at.day for each in lent_out]
    assert days == [10, 8, 8]  # by Greenwich, a day later than in California
    undone = actions.move_due_dates_back(cast.actor(cast.dee), about=BECAUSE, now=NOON)
    assert (undone.moved, {each.due_at.day for each in Loan.objects.all()}) == (1, {8})
    reservation.status = "cancelled"
    reservation.save()
    again = actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    assert (again.moved, again.stayed) == (3, 0)


def test_what_was_lent_to_the_class_moves_to_its_last_day_at_most(cast: Cast) -> None:
    make_policy()
    item = make_item(cast.middle)
    for last, expected in ((date(2026, 12, 7), "reserved"), (date(2026, 12, 9), "")):
        actions.place_reservation(
            cast.actor(cast.dee), record_id=item.record_id, site_id=cast.middle.pk, teacher_id=cast.clark.pk, copies=1,
            from_on=NOON.date(), until_on=last, days_ahead=0, class_id=cast.seven_b.pk, now=NOON,
        )  # fmt: skip
        loan = lend(cast, item=item)
        Loan.objects.filter(pk=loan.loan_id).update(due_at=datetime.fromisoformat("2026-12-08T07:59:59+00:00"))
        after = Calendar("1111100", dict.fromkeys(SNOW, "closed"))
        (due,) = dues_on_closed({cast.middle.pk: after}, {cast.middle.pk: SNOW})
        assert due.stays == expected
        actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
        Reservation.objects.update(status="cancelled")


def test_a_kits_parts_do_as_their_kit_does(cast: Cast) -> None:
    make_policy()
    kit, charger = make_kit(cast.middle)
    make_policy(item_type=kit.item_type, hard_due_date=hard(date(2026, 12, 8)))
    lend(cast, item=kit)
    assert Loan.objects.count() == 2
    assert moved_and_staying(cast) == (0, {"hard_ahead": 2})
    assert len(set(Loan.objects.values_list("due_at", flat=True))) == 1
    assert charger.pk
