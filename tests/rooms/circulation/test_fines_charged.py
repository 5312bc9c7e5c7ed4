"""The fine that grows is asked; at the return, the renewal and the loss it is charged, once."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Block, Loan, PolicyRow
from carrel.rooms.circulation.queries.fines import due_of, fine_of, fines_of
from tests.cast import Cast
from tests.makers import NOON, make_item, make_place
from tests.rooms.circulation.fining import LENT, charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db
DUE = LENT.date() + timedelta(days=14)


def loaded(loan: Loan) -> Loan:
    return Loan.objects.select_related("item__site", "item__item_type", "item__record").get(pk=loan.pk)


def test_what_grows_is_stored_nowhere(cast: Cast) -> None:
    charging()
    _, loan = lent(cast, cast.ben)
    assert fines_of([due_of(loaded(loan))], NOON) == {loan.pk: 140}
    assert fines_of([due_of(loaded(loan))], NOON + timedelta(days=1)) == {loan.pk: 150}
    assert fines_of([due_of(loaded(loan))], LENT + timedelta(days=14)) == {}
    assert not Charge.objects.exists()
    PolicyRow.objects.update(fine_minor=0)
    charging_again = PolicyRow.objects.get()
    actions.save_policy_row(
        cast.actor(cast.boss), now=NOON, row_id=charging_again.pk,
        settings={"length": 14, "length_unit": "calendar_days", "fine_minor": 0},
    )  # fmt: skip
    assert fines_of([due_of(loaded(loan))], NOON) == {}, "fine-free from now on"


def test_the_return_charges_once_with_its_sum(cast: Cast) -> None:
    charging()
    item, _loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON, key="return-once")
    again = actions.check_in(dee, item_id=item.pk, now=NOON, key="return-once")
    assert (returned.money.fine_minor, again.money.fine_minor, again.repeated) == (140, 140, True)
    charge = Charge.objects.get()
    assert (charge.kind, charge.left_minor, charge.person_id) == ("overdue", 140, cast.ben.pk)
    assert (charge.basis["late"], charge.basis["amount"], charge.basis["days"]) == (14, 10, "all")
    assert ledger_is_sound()


def test_a_return_dated_back_is_reckoned_anew(cast: Cast) -> None:
    charging()
    item, _loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.undo(dee, act_id=returned.act_id, now=NOON)
    assert owed(cast.ben) == {}
    back = actions.check_in(dee, item_id=item.pk, now=NOON, returned_on=DUE + timedelta(days=2))
    assert (back.money.fine_minor, owed(cast.ben)) == (20, {"overdue": 20})
    assert ledger_is_sound()


def test_amnesty_charges_nothing_and_says_what_it_would_have_been(cast: Cast) -> None:
    charging(suspend_days=1)
    item, _loan = lent(cast, cast.ben)
    returned = actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON, amnesty=True)
    assert (returned.money.fine_minor, returned.money.forgiven_minor) == (0, 140)
    assert not Charge.objects.exists()
    assert not Block.objects.exists()


def test_a_renewal_charges_what_it_cost_so_far(cast: Cast) -> None:
    charging(renew_from="now")
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    renewed = actions.renew(dee, loan_id=loan.pk, now=NOON)
    assert owed(cast.ben) == {"overdue": 140}
    late = actions.check_in(dee, item_id=item.pk, now=NOON + timedelta(days=16))
    assert (late.money.fine_minor, owed(cast.ben)) == (20, {"overdue": 160})
    actions.undo(dee, act_id=late.act_id, now=NOON + timedelta(days=16))
    actions.undo(dee, act_id=renewed.act_id, now=NOON + timedelta(days=16))
    assert owed(cast.ben) == {}
    assert ledger_is_sound()


def test_renewed_in_time_or_by_itself_costs_nothing(cast: Cast) -> None:
    charging(auto_renew=True)
    _, loan = lent(cast, cast.ben)
    actions.auto_renew(SYSTEM, now=LENT + timedelta(days=14))
    loan.refresh_from_db()
    assert (loan.renewals, owed(cast.ben)) == (1, {})


def test_many_renewed_and_taken_back(cast: Cast) -> None:
    charging()
    loans = [lent(cast, cast.ben)[1] for _ in range(2)]
    dee = cast.actor(cast.dee)
    done = actions.renew_many(dee, loan_ids=[each.pk for each in loans], now=NOON)
    assert owed(cast.ben) == {"overdue": 280}
    actions.undo_renew_many(dee, act_id=done.act_id, now=NOON)
    assert owed(cast.ben) == {}


def test_suspension_instead_of_money(cast: Cast) -> None:
    charging(fine_minor=0, suspend_days=1, suspend_max=5)
    item, _loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    until = NOON.date() + timedelta(days=5)
    assert (returned.money.suspended_until, returned.money.fine_minor) == (until, 0)
    block = Block.objects.get(person=cast.ben)
    assert (block.kind, block.until_on) == ("stop", until)
    assert "Holes" not in block.note
    actions.undo(dee, act_id=returned.act_id, now=NOON + timedelta(minutes=1))
    block.refresh_from_db()
    assert block.lifted_at is not None


def test_a_suspension_that_is_over_by_now_blocks_nobody(cast: Cast) -> None:
    charging(fine_minor=0, suspend_days=1, suspend_max=3)
    item, _loan = lent(cast, cast.ben)
    back = DUE + timedelta(days=1)
    returned = actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON, returned_on=back)
    assert returned.money.suspended_until is None
    assert not Block.objects.exists()


def test_what_a_cart_has_costs_nobody_anything(cast: Cast) -> None:
    charging()
    cart, item, dee = make_place(cast.middle), make_item(cast.middle), cast.actor(cast.dee)
    actions.check_out_to_place(dee, place_id=cart.pk, item_id=item.pk, now=LENT, due_on=DUE)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    assert (returned.money.fine_minor, Charge.objects.count()) == (0, 0)


def test_the_price_caps_the_fine(cast: Cast) -> None:
    charging(fine_cap_price=True)
    item, loan = lent(cast, cast.ben, price=50)
    found = fine_of(loaded(loan), until=NOON)
    assert (found.amount_minor, found.fine.capped_by, found.basis["price"]) == (50, "price", 50)
    assert fines_of([due_of(loaded(loan))], NOON) == {loan.pk: 50}
    assert actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).money.fine_minor == 50


def test_a_return_in_time_asks_no_more_than_before(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    charging()
    item, _loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=make_item(cast.middle).pk, now=LENT)
    with django_assert_max_num_queries(16):
        actions.check_in(dee, item_id=item.pk, now=LENT + timedelta(days=3))
