"""charge_damage: by the schedule of the site, never more than the thing is worth, to whoever had it."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import Charge, ChargeLine, DamageRow, DepreciationStep
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.damages import damages_of
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.fining import charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def schedule(cast: Cast) -> tuple[DamageRow, DamageRow]:
    pages = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100, is_each=True)
    water = DamageRow.objects.create(site=cast.middle, name="Water", percent=100)
    return pages, water


def test_pages_are_counted_and_never_come_to_more_than_the_book(cast: Cast) -> None:
    charging(fine_minor=0)
    pages, _ = schedule(cast)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    done = actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, count=3, now=NOON, key="torn")
    again = actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, count=3, now=NOON, key="torn")
    assert (done.minor, done.name, again.charge_id, again.repeated) == (300, "Torn page", done.charge_id, True)
    assert owed(cast.ben) == {"damaged": 300}
    charge = Charge.objects.get()
    assert (charge.text, charge.loan_id, charge.basis["count"]) == ("Torn page", loan.pk, 3)
    assert actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, count=99, now=NOON).minor == 1500
    assert ledger_is_sound()


def test_a_price_falls_with_age_for_damage_and_loss_alike(cast: Cast) -> None:
    charging(fine_minor=0)
    _, water = schedule(cast)
    DepreciationStep.objects.create(site=cast.middle, from_years=10, percent=50)
    item, loan = lent(cast, cast.ben)
    Item.objects.filter(pk=item.pk).update(acquired_on=date(2016, 11, 1))
    dee = cast.actor(cast.dee)
    (_, shown) = damages_of(dee, loan.pk, now=NOON)
    assert (shown.damage_id, shown.minor) == (water.pk, 750)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert lost.price_minor == 750
    basis = Charge.objects.get().basis
    assert (basis["price"], basis["age_years"], basis["left_percent"], basis["billed"]) == (1500, 10, 50, 750)


def test_what_cannot_be_charged_says_why(cast: Cast) -> None:
    charging(fine_minor=0)
    pages, water = schedule(cast)
    item, loan = lent(cast, cast.ben, price=None)
    dee = cast.actor(cast.dee)
    for damage, code in ((0, "circulation.damage_unknown"), (water.pk, "circulation.damage_costs_nothing")):
        with pytest.raises(Refused) as refused:
            actions.charge_damage(dee, loan_id=loan.pk, damage_id=damage, now=NOON)
        assert refused.value.code == code
    actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.sever_returned_loans(SYSTEM, now=NOON + timedelta(days=2))
    with pytest.raises(Refused) as refused:
        actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, now=NOON)
    assert refused.value.code == "circulation.damage_of_nobody"
    assert damages_of(dee, loan.pk, now=NOON) == ()
    with pytest.raises(NotAllowed):
        actions.charge_damage(cast.actor(cast.eli), loan_id=loan.pk, damage_id=pages.pk, now=NOON)


def test_a_damage_is_taken_back_by_a_line_that_names_it(cast: Cast) -> None:
    charging(fine_minor=0)
    pages, _ = schedule(cast)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    first = actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, now=NOON + MINUTE)
    actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, count=2, now=NOON + 2 * MINUTE)
    undone = actions.undo(dee, act_id=first.act_id, now=NOON + 3 * MINUTE)
    assert (undone.undone, undone.loan_id, undone.item_id) == ("charge_damage", loan.pk, item.pk)
    assert owed(cast.ben) == {"damaged": 200}
    made, reversal = ChargeLine.objects.filter(charge=first.charge_id).order_by("pk")
    assert (reversal.kind, reversal.reverses_id, reversal.amount_minor) == ("reversed", made.pk, -100)
    item.refresh_from_db()
    assert (item.state, Loan.objects.get().returned_at) == ("available", NOON)
    with pytest.raises(Refused) as refused:
        actions.undo(dee, act_id=first.act_id, now=NOON + 3 * MINUTE)
    assert refused.value.code == "circulation.undo_done_before"
    assert ledger_is_sound()


def test_a_return_that_is_taken_back_takes_its_damages_with_it(cast: Cast) -> None:
    charging(fine_minor=0)
    pages, _ = schedule(cast)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    back = actions.check_in(dee, item_id=item.pk, now=NOON)
    done = actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, now=NOON + MINUTE)
    actions.undo(dee, act_id=back.act_id, now=NOON + 2 * MINUTE)
    assert owed(cast.ben) == {}
    with pytest.raises(Refused) as refused:
        actions.undo(dee, act_id=done.act_id, now=NOON + 3 * MINUTE)
    assert refused.value.code == "circulation.undo_done_before"


def test_what_was_paid_for_stays_until_the_money_went_back(cast: Cast) -> None:
    charging(fine_minor=0)
    pages, _ = schedule(cast)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    back = actions.check_in(dee, item_id=item.pk, now=NOON)
    done = actions.charge_damage(dee, loan_id=loan.pk, damage_id=pages.pk, now=NOON + MINUTE)
    receipt = charges.take_payment(
        dee, person_id=cast.ben.pk, amount_minor=40, tender=Tender("cash"), charge_ids=[done.charge_id], now=NOON
    ).receipt_id
    for act_id in (done.act_id, back.act_id):
        with pytest.raises(Refused) as refused:
            actions.undo(dee, act_id=act_id, now=NOON + 2 * MINUTE)
        assert refused.value.code == "circulation.undo_paid_since"
    assert owed(cast.ben) == {"damaged": 60}
    charges.reverse_payment(dee, receipt_id=receipt, reason="Given back", now=NOON + 3 * MINUTE)
    actions.undo(dee, act_id=done.act_id, now=NOON + 4 * MINUTE)
    assert owed(cast.ben) == {}
    assert ledger_is_sound()
