"""check_out_to_place: a cart, a display or a room has it, and all that looks at loans knows what to do with that."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cli.soundness import lending as soundness
from carrel.rooms.circulation.actions import (
    check_in,
    check_out,
    check_out_to_place,
    renew,
    sever_returned_loans,
    undo,
)
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries import explain_loan, overdue_counts, overdue_readers
from carrel.rooms.circulation.queries.places import (
    loans_of_place,
    overdue_at_places,
    place_of_item,
    places_lent_to,
)
from carrel.rooms.schools.models import Place, SchoolYear
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cart(cast: Cast) -> Place:
    return makers.make_place(cast.middle, name="Cart 3", kind="cart")


@pytest.fixture
def year(cast: Cast) -> SchoolYear:
    return SchoolYear.objects.create(
        district=cast.middle.district, name="2026–27", starts_on=date(2026, 8, 12), ends_on=date(2027, 6, 3)
    )


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code.removeprefix("circulation.") for each in refused.value.objections]


def test_it_is_due_at_the_end_of_the_school_year(cast: Cast, cart: Place, year: SchoolYear) -> None:
    item = makers.make_item(cast.middle, "Atlas")
    lent = check_out_to_place(cast.actor(cast.dee), place_id=cart.pk, item_id=item.pk, now=NOON)
    loan = Loan.objects.get(pk=lent.loan_id)
    item.refresh_from_db()
    assert (loan.patron_id, loan.place_id, lent.due_on, item.state) == (None, cart.pk, year.ends_on, "on_loan")
    assert AuditEntry.objects.get(pk=lent.act_id).about_kind == "loan"
    why = explain_loan(loan.pk)
    assert why is not None
    assert [step.code for step in why.steps] == ["lent", "year_end"]
    assert not list(soundness.states(NOON))


def test_a_given_day_needs_no_school_year(cast: Cast, cart: Place) -> None:
    item = makers.make_item(cast.middle)
    day = TODAY + timedelta(days=10)
    lent = check_out_to_place(cast.actor(cast.dee), place_id=cart.pk, item_id=item.pk, now=NOON, due_on=day)
    assert lent.due_on == day


def test_without_a_school_year_and_a_day_it_says_what_to_set_up(cast: Cast, cart: Place) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused) as refused:
        check_out_to_place(cast.actor(cast.dee), place_id=cart.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == ["no_school_year"]
    item.refresh_from_db()
    assert item.state == "available"


def test_the_same_key_is_one_loan(cast: Cast, cart: Place, year: SchoolYear) -> None:
    item = makers.make_item(cast.middle)
    actor = cast.actor(cast.dee)
    first = check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON, key="cart-one")
    again = check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON, key="cart-one")
    assert (first.loan_id, again.repeated) == (again.loan_id, True)
    assert Loan.objects.count() == 1


def test_what_is_there_already_and_what_a_reader_has(cast: Cast, cart: Place, year: SchoolYear) -> None:
    actor = cast.actor(cast.dee)
    there, held = makers.make_item(cast.middle, "There"), makers.make_item(cast.middle, "Held")
    check_out_to_place(actor, place_id=cart.pk, item_id=there.pk, now=NOON)
    makers.make_loan(held, cast.ana)
    with pytest.raises(Refused) as refused:
        check_out_to_place(actor, place_id=cart.pk, item_id=there.pk, now=NOON)
    assert codes(refused) == ["already_at_this_place"]
    with pytest.raises(Refused) as refused:
        check_out_to_place(actor, place_id=cart.pk, item_id=held.pk, now=NOON)
    assert codes(refused) == ["item_on_loan_elsewhere"]
    passed = {"overrides": ["circulation.item_on_loan_elsewhere"], "reason": "on the cart already"}
    check_out_to_place(actor, place_id=cart.pk, item_id=held.pk, now=NOON, **passed)
    assert Loan.objects.filter(patron=cast.ana, returned_at=None).count() == 0
    assert {each.title for each in loans_of_place(cart.pk, NOON)} == {"There", "Held"}


@pytest.mark.parametrize("state", ["on_hold", "in_transit"])
def test_what_somebody_waits_for_is_refused(cast: Cast, cart: Place, year: SchoolYear, state: str) -> None:
    item = makers.make_item(cast.middle, state=state)
    with pytest.raises(Refused) as refused:
        check_out_to_place(cast.actor(cast.dee), place_id=cart.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == ["item_is_awaited"]


def test_a_place_of_another_school_and_a_role_that_may_not(cast: Cast, year: SchoolYear) -> None:
    item, far = makers.make_item(cast.middle), makers.make_place(cast.high)
    with pytest.raises(Refused) as refused:
        check_out_to_place(cast.actor(cast.dee), place_id=far.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == ["place_of_another_school"]
    with pytest.raises(NotAllowed):
        check_out_to_place(cast.actor(cast.eli), place_id=far.pk, item_id=item.pk, now=NOON)


def test_an_ordinary_return_ends_it_and_undo_gives_it_back(cast: Cast, cart: Place, year: SchoolYear) -> None:
    item, actor = makers.make_item(cast.middle), cast.actor(cast.dee)
    lent = check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON)
    later = NOON + timedelta(hours=1)
    returned = check_in(actor, item_id=item.pk, now=later)
    assert (returned.loan_id, returned.patron_id) == (lent.loan_id, None)
    undo(actor, act_id=returned.act_id, now=later)
    assert Loan.objects.get(pk=lent.loan_id).returned_at is None
    undone = undo(actor, act_id=lent.act_id, now=later)
    item.refresh_from_db()
    assert (undone.undone, item.state, item.loan_count) == ("check_out_to_place", "available", 0)
    assert Loan.objects.get(pk=lent.loan_id).changes.last().kind == "undo_check_out"  # type: ignore[union-attr]  # it is there


def test_a_loan_to_a_place_can_be_renewed_or_refused_but_breaks_nothing(
    cast: Cast, cart: Place, year: SchoolYear
) -> None:
    makers.make_policy()
    item, actor = makers.make_item(cast.middle), cast.actor(cast.dee)
    lent = check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused):
        renew(actor, loan_id=lent.loan_id, now=NOON)
    sever_returned_loans(cast.actor(cast.boss), now=NOON + timedelta(days=2))
    assert Loan.objects.get(pk=lent.loan_id).place_id == cart.pk


def test_a_reader_is_told_which_place_has_it(cast: Cast, cart: Place, year: SchoolYear) -> None:
    makers.make_policy()
    item, actor = makers.make_item(cast.middle), cast.actor(cast.dee)
    check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        check_out(actor, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == ["item_on_loan_elsewhere"]
    assert refused.value.objections[0].facts["who"] == "Cart 3"
    reason = {"overrides": ["circulation.item_on_loan_elsewhere"], "reason": "wanted now"}
    check_out(actor, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, **reason)
    assert not loans_of_place(cart.pk, NOON)


def test_late_places_are_listed_beside_late_readers(cast: Cast, cart: Place) -> None:
    item, actor = makers.make_item(cast.middle), cast.actor(cast.dee)
    check_out_to_place(actor, place_id=cart.pk, item_id=item.pk, now=NOON, due_on=TODAY)
    later = NOON + timedelta(days=3)
    for who in (cast.dee, cast.boss):
        seen = cast.actor(who)
        assert overdue_counts(seen, later) == (0, 0)
        assert overdue_readers(seen, later) == ()
        assert [(each.name, each.items, each.late) for each in overdue_at_places(seen, later)] == [("Cart 3", 1, 1)]
    assert [each.name for each in places_lent_to(actor, NOON)] == ["Cart 3"]
    assert place_of_item(item.pk) == "Cart 3"


@pytest.mark.usefixtures("year")
def test_a_class_that_has_reserved_the_title_finds_its_copy(cast: Cast, cart: Place) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_reservation(item.record, cast.clark)
    dee = cast.actor(cast.dee)
    lent = check_out_to_place(dee, place_id=cart.pk, item_id=item.pk, now=NOON)
    assert lent.due_on is not None
    assert TODAY < lent.due_on < TODAY + timedelta(days=7)
    why = explain_loan(lent.loan_id)
    assert why is not None
    assert [step.code for step in why.steps] == ["lent", "year_end", "reserved"]


@pytest.mark.usefixtures("year")
def test_a_copy_that_is_kept_for_a_class_today_is_asked_about(cast: Cast, cart: Place) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_reservation(item.record, cast.clark, from_on=TODAY)
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        check_out_to_place(dee, place_id=cart.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == ["reserved_for_class"]
    passed = ["circulation.reserved_for_class"]
    check_out_to_place(dee, place_id=cart.pk, item_id=item.pk, now=NOON, overrides=passed, reason="They agreed")
    assert Loan.objects.filter(place=cart, returned_at=None).exists()


@pytest.mark.usefixtures("year")
def test_a_day_that_staff_gives_stands(cast: Cast, cart: Place) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_reservation(item.record, cast.clark)
    given = TODAY + timedelta(days=21)
    lent = check_out_to_place(cast.actor(cast.dee), place_id=cart.pk, item_id=item.pk, now=NOON, due_on=given)
    assert lent.due_on == given
