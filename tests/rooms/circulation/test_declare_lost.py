"""declare_lost: the loan ends, the reader is billed by the policy, and all of it can be taken back."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Claim, Loan
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.makers import NOON, make_item, make_kit
from tests.rooms.circulation.fining import LENT, charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db


def test_price_fee_and_lateness_are_billed_and_the_loan_is_over(cast: Cast) -> None:
    charging(lost_fee_minor=500)
    item, loan = lent(cast, cast.ben)
    lost = actions.declare_lost(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert (lost.price_minor, lost.fee_minor, lost.fine_minor) == (1500, 500, 140)
    assert owed(cast.ben) == {"lost": 1500, "processing": 500, "overdue": 140}
    loan.refresh_from_db()
    item.refresh_from_db()
    assert (loan.ended_as, loan.returned_at, item.state) == ("lost", NOON, "lost")
    charge = Charge.objects.get(kind="lost")
    assert (charge.about_title, charge.loan_id, charge.site_id) == ("Holes", loan.pk, cast.middle.pk)
    assert charge.basis["of"] == "item"
    assert charge.refund_until == NOON.date() + timedelta(days=365)
    assert Charge.objects.get(kind="overdue").basis["late"] == 14
    assert ledger_is_sound()


def test_it_can_be_taken_back_and_is_as_it_was(cast: Cast) -> None:
    charging(lost_fee_minor=500)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    undone = actions.undo(dee, act_id=lost.act_id, now=NOON + timedelta(minutes=5))
    assert undone.undone == "declare_lost"
    loan.refresh_from_db()
    item.refresh_from_db()
    assert (loan.ended_as, loan.returned_at, item.state, item.loan_count) == ("", None, "on_loan", 1)
    assert owed(cast.ben) == {}
    assert [each.kind for each in loan.changes.all()] == ["lost", "undo_lost"]
    again = actions.declare_lost(dee, loan_id=loan.pk, now=NOON + timedelta(minutes=9))
    assert again.fine_minor == 140, "what was taken back may be charged again"
    assert ledger_is_sound()


def test_what_was_paid_for_stands_in_the_way_of_taking_it_back(cast: Cast) -> None:
    charging()
    _, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    paid(Charge.objects.get(kind="lost"), 100)
    with pytest.raises(Refused) as refused:
        actions.undo(dee, act_id=lost.act_id, now=NOON)
    assert refused.value.code == "circulation.undo_paid_since"
    assert Item.objects.get(pk=loan.item_id).state == "lost", "all of it or nothing"


def paid(charge: Charge, minor: int) -> None:
    from carrel.rooms.charges.models import ChargeLine

    ChargeLine.objects.create(charge=charge, kind="paid", amount_minor=-minor, at=NOON, act_id=0)
    charge.left_minor -= minor
    charge.settled_at = None if charge.left_minor else NOON
    charge.save()


def test_the_price_is_the_items_or_its_records_or_its_kinds(cast: Cast) -> None:
    charging(fine_minor=0)
    dee = cast.actor(cast.dee)
    _, loan = lent(cast, cast.ben, price=None)
    with pytest.raises(Refused) as refused:
        actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert refused.value.code == "circulation.lost_without_price"
    loan.item.item_type.default_price_minor = 900
    loan.item.item_type.save()
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert lost.price_minor == 900
    other, second = lent(cast, cast.ana, price=None, title="Hatchet")
    make_item(cast.middle, record=other.record, price_minor=1250)
    assert actions.declare_lost(dee, loan_id=second.pk, now=NOON).price_minor == 1250
    assert Charge.objects.get(person=cast.ana).basis["of"] == "record"


def test_staff_name_another_price_or_none(cast: Cast) -> None:
    charging(fine_minor=0)
    dee = cast.actor(cast.dee)
    for price, left in ((400, {"lost": 400}), (0, {})):
        _, loan = lent(cast, cast.ana if price else cast.ben)
        actions.declare_lost(dee, loan_id=loan.pk, now=NOON, price_minor=price)
        assert owed(cast.ana if price else cast.ben) == left
    _, loan = lent(cast, cast.mateo)
    with pytest.raises(Refused) as refused:
        actions.declare_lost(dee, loan_id=loan.pk, now=NOON, price_minor=-1)
    assert refused.value.code == "circulation.lost_price_wrong"


def test_the_fine_may_be_forgiven_with_the_loss(cast: Cast) -> None:
    charging(lost_fine="forgive")
    _, loan = lent(cast, cast.ben)
    assert actions.declare_lost(cast.actor(cast.dee), loan_id=loan.pk, now=NOON).fine_minor == 0
    assert owed(cast.ben) == {"lost": 1500}
    assert loan.changes.get(kind="lost").before["forgiven"] == 140


def test_a_claim_that_came_to_nothing_is_settled_and_its_fine_ends_where_it_was_made(cast: Cast) -> None:
    charging()
    _, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    said = (LENT + timedelta(days=16)).date()
    actions.claim_returned(dee, loan_id=loan.pk, said_on=said, now=NOON)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert lost.fine_minor == 20
    assert Claim.objects.get().settled_as == "lost"
    actions.undo(dee, act_id=lost.act_id, now=NOON)
    loan.refresh_from_db()
    assert (Claim.objects.get().settled_at, loan.claimed_on) == (None, said)


def test_a_kit_is_lost_with_what_went_along(cast: Cast) -> None:
    charging()
    kit, plug = make_kit(cast.middle)
    Item.objects.filter(pk=kit.pk).update(price_minor=20_000)
    dee = cast.actor(cast.dee)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    lost = actions.declare_lost(dee, loan_id=made.loan_id, now=NOON)
    assert set(Item.objects.filter(pk__in=[kit.pk, plug.pk]).values_list("state", flat=True)) == {"lost"}
    assert owed(cast.ben) == {"lost": 20_000, "overdue": 140}
    actions.undo(dee, act_id=lost.act_id, now=NOON)
    assert set(Item.objects.filter(pk__in=[kit.pk, plug.pk]).values_list("state", flat=True)) == {"on_loan"}
    assert Loan.objects.filter(returned_at=None).count() == 2


def test_what_has_come_back_is_not_lost_and_the_same_key_is_done_once(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    once = actions.declare_lost(dee, loan_id=loan.pk, now=NOON, key="lost-once")
    twice = actions.declare_lost(dee, loan_id=loan.pk, now=NOON, key="lost-once")
    assert (twice.repeated, twice.price_minor, twice.act_id) == (True, once.price_minor, once.act_id)
    assert Charge.objects.filter(kind="lost").count() == 1
    with pytest.raises(Refused) as refused:
        actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert refused.value.code == "circulation.loan_is_closed"
    assert item.pk == loan.item_id


def test_a_helper_may_not(cast: Cast) -> None:
    charging()
    _, loan = lent(cast, cast.ben)
    with pytest.raises(NotAllowed):
        actions.declare_lost(cast.actor(cast.eli), loan_id=loan.pk, now=NOON)


def test_a_loan_forgets_its_reader_when_the_last_of_it_is_settled(cast: Cast) -> None:
    charging(fine_minor=0)
    _, loan = lent(cast, cast.ben)
    actions.declare_lost(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    later = NOON + timedelta(days=2)
    actions.sever_returned_loans(SYSTEM, now=later)
    assert Loan.objects.get(pk=loan.pk).patron_id == cast.ben.pk
    paid(Charge.objects.get(), 1500)
    actions.sever_returned_loans(SYSTEM, now=later)
    assert Loan.objects.get(pk=loan.pk).patron_id is None
