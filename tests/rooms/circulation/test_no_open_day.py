"""A school whose calendar has no open day for a year: every way to a date is answered clearly, and no night stops."""

from datetime import UTC, date, datetime, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cli import timetable
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Block, Hold, Loan, LoanChange
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.queries import explain_check_out, explain_loan
from carrel.rooms.circulation.queries.closing import dues_on_closed
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.preview import preview_of_row
from carrel.rooms.circulation.queries.proposing import proposed_row
from carrel.rooms.circulation.queries.what_if import Supposed, what_if
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.fines import suspended_until
from carrel.rooms.circulation.rules.reservations import LoanAhead, Reserved, ceiling_for
from carrel.rooms.schools.models import CalendarDay, SchoolYear
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import Calendar
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.circulation.batches import outcomes
from tests.rooms.circulation.batches import said as line_said
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db
FORTNIGHT = {"length": 14, "length_unit": "calendar_days"}
NEVER = "circulation.no_open_day"


@pytest.fixture
def dee(cast: Cast) -> Actor:
    return cast.actor(cast.dee)


def closed(cast: Cast, **policy: object) -> None:
    makers.make_policy(**FORTNIGHT | policy)
    makers.close_for_good(cast.middle)


def said(refused: Refused) -> list[str]:
    """The codes, after their sentences were made: a code without one would be a page that breaks."""
    for each in refused.objections:
        assert "Alder Creek" in str(PHRASES[each.code]) % dict(each.facts) or each.code != NEVER
    return [each.code for each in refused.objections]


@pytest.mark.parametrize("unit", ["calendar_days", "open_days", "same_weekday", "hours"])
def test_nothing_is_lent_or_renewed_and_the_school_is_named(cast: Cast, dee: Actor, unit: str) -> None:
    closed(cast, length=7, length_unit=unit, renewals=3)
    item, loan = makers.make_item(cast.middle), makers.make_loan(makers.make_item(cast.middle), cast.ana)
    for deed in (
        lambda: actions.check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON),
        lambda: actions.self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON),
        lambda: actions.renew(dee, loan_id=loan.pk, now=NOON),
        lambda: actions.self_check_renew(station(cast), person_id=cast.ana.pk, loan_id=loan.pk, now=NOON),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert NEVER in said(refused.value)


def test_a_day_by_hand_goes_all_the_same(cast: Cast, dee: Actor) -> None:
    closed(cast)
    item = makers.make_item(cast.middle)
    lent = actions.check_out(
        dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, due_on=TODAY + timedelta(days=9)
    )  # fmt: skip
    assert lent.due_on == TODAY + timedelta(days=9)
    assert "circulation.due_on_closed_day" in {each.code for each in lent.tells}


def test_many_are_renewed_one_by_one_and_each_says_why_not(cast: Cast, dee: Actor) -> None:
    closed(cast, renewals=3)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    assert actions.renew_many(dee, loan_ids=[loan.pk], now=NOON).kept == ((loan.pk, (NEVER,)),)


def test_a_list_keeps_its_line_and_goes_on(cast: Cast, dee: Actor) -> None:
    closed(cast)
    makers.make_policy(site=cast.high, **FORTNIGHT)
    items = [makers.make_item(cast.middle), makers.make_item(cast.high)]
    cast.ana.local_number = "700"
    cast.ana.save()
    lines = [actions.NewLine(each.barcode, who="700") for each in items]
    batch_id = actions.start_batch(dee, kind="list", lines=lines, now=NOON)
    actions.do_batch_lines(dee, batch_id=batch_id, now=NOON)
    assert outcomes(batch_id)[0] == "left"
    assert (line_said(batch_id, 1), "no_open_day" in line_said(batch_id, 2)) == (["no_open_day"], False)


def test_a_loan_of_any_days_ends_the_day_before_copies_are_kept(cast: Cast, dee: Actor) -> None:
    """The last open day before would be asked for, and there is none."""
    closed(cast, length_unit="any_days")
    item = makers.make_item(cast.middle)
    actions.place_reservation(
        dee, record_id=item.record_id, site_id=cast.middle.pk, teacher_id=cast.clark.pk, copies=1, now=NOON,
        from_on=TODAY + timedelta(days=9), until_on=TODAY + timedelta(days=12), days_ahead=1, class_id=cast.seven_b.pk,
    )  # fmt: skip
    lent = actions.check_out(dee, patron_id=cast.ben.pk, item_id=item.pk, now=NOON)
    assert lent.due_on == TODAY + timedelta(days=7)


def test_a_cart_keeps_what_is_reserved_until_then(cast: Cast, dee: Actor) -> None:
    closed(cast)
    district = cast.middle.district
    SchoolYear.objects.create(district=district, name="Now", starts_on=date(2026, 8, 12), ends_on=date(2027, 6, 3))
    item = makers.make_item(cast.middle)
    makers.make_reservation(item.record, cast.clark)
    place = makers.make_place(cast.middle, name="Cart 3", kind="cart")
    lent = actions.check_out_to_place(dee, place_id=place.pk, item_id=item.pk, now=NOON)
    assert TODAY <= lent.due_on < TODAY + timedelta(days=7)


def test_what_comes_back_late_comes_back_and_the_block_has_an_end(cast: Cast, dee: Actor) -> None:
    """Late by open days of the past; the days without borrowing would be open days of a year that has none."""
    makers.make_policy(**FORTNIGHT | {"suspend_days": 1, "fine_days": "open"})
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ben, lent_at=NOON - timedelta(days=18))
    for back in range(4):
        CalendarDay.objects.create(site=cast.middle, day=TODAY - timedelta(days=back), kind="open")
    makers.close_for_good(cast.middle)
    back = actions.check_in(dee, item_id=loan.item_id, now=NOON)
    block = Block.objects.get(person=cast.ben)
    assert back.money.suspended_until == block.until_on == TODAY + timedelta(days=4)


def test_a_hold_is_placed_caught_and_kept_without_an_end(cast: Cast, dee: Actor) -> None:
    closed(cast)
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ben)
    actions.place_own_hold(cast.actor(cast.ana), record_id=item.record_id, pickup_site_id=cast.middle.pk, now=NOON)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    assert [each.code for each in returned.tells] == ["circulation.hold_caught_no_end"]
    assert Hold.objects.get().shelf_until_on is None


def test_why_and_what_if_and_the_preview_answer(cast: Cast, dee: Actor) -> None:
    makers.make_policy(**FORTNIGHT | {"renewals": 2, "suspend_days": 1})
    item = makers.make_item(cast.middle)
    lent = actions.check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    makers.close_for_good(cast.middle)
    why = explain_loan(lent.loan_id)
    assert why is not None
    assert (why.due_on, why.calendar_changed) == (lent.due_on, True)
    other = makers.make_item(cast.middle)
    explained = explain_check_out(dee, patron_id=cast.ana.pk, item_id=other.pk, now=NOON)
    assert explained is not None
    assert (explained.due_on, [each.code for each in explained.objections]) == (None, [NEVER])
    found = what_if(dee, Supposed(NOON, person_id=cast.ana.pk, item_id=other.pk))
    assert found is not None
    assert (found.renewals, found.other_days, found.late(TODAY)) == ((), (), None)
    proposed = proposed_row({"length": 7, "length_unit": "open_days"}, site_id=cast.middle.pk)
    affected = preview_of_row(row_of(proposed), is_new=True, now=NOON).affected
    assert {(each.due_was, each.due_now) for each in affected} == {(None, None)}


def test_a_snow_day_without_a_day_to_move_to_moves_nothing_and_says_so(cast: Cast, dee: Actor) -> None:
    makers.make_policy()
    lent = actions.check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    makers.close_for_good(cast.middle)
    days = {cast.middle.pk: [lent.due_on]}
    (due,) = dues_on_closed({cast.middle.pk: calendar_of(cast.middle.pk)}, days)
    assert (due.to_on, due.stays) == (None, "never")
    moved = actions.move_due_dates(dee, days=days, about=("marking", 1), now=NOON)
    assert (moved.moved, moved.stayed) == (0, 1)


def test_the_nights_and_the_ten_minutes_go_on(cast: Cast) -> None:
    closed(cast, renewals=3, auto_renew=True, lost_days=30, fine_minor=10)
    makers.make_policy(site=cast.high, **FORTNIGHT | {"renewals": 3, "auto_renew": True})
    here = makers.make_loan(makers.make_item(cast.middle), cast.ana, days=1)
    there = makers.make_loan(makers.make_item(cast.high), cast.fay, days=1)
    waiting = makers.make_hold(here.item.record, cast.ben, expires_on=TODAY - timedelta(days=1))
    later = NOON + timedelta(hours=12)
    for task in (*timetable.DAILY, *timetable.OFTEN):
        task(now=later)
    assert LoanChange.objects.get(loan=here).before == {"codes": [NEVER]}
    assert LoanChange.objects.get(loan=there).kind == "auto_renew"
    waiting.refresh_from_db()
    assert waiting.status == "waiting"
    assert actions.auto_renew(SYSTEM, now=later + timedelta(hours=1)).kept == 1
    assert Loan.objects.get(pk=here.pk).due_at == here.due_at


def test_the_rules_alone() -> None:
    never = Calendar(open_weekdays="0000000")
    assert suspended_until(date(2026, 12, 1), 5, never, open_only=True) == date(2026, 12, 6)
    wanted = Reserved(1, 1, date(2026, 12, 10), date(2026, 12, 12), 2)
    due = Due(date(2026, 12, 20), datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC), "day")
    ahead = LoanAhead(today=date(2026, 12, 1), zone=UTC, calendar=never, copies_here=1)
    assert ceiling_for(due, [wanted], ahead) == (date(2026, 12, 7), wanted)
