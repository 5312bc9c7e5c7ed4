"""charge_missing_parts: all that is missing is charged at once, itemised; the bill of a lost kit names its parts."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.inventory.models import Item, ItemPart
from tests.cast import Cast
from tests.makers import NOON, make_kit, make_part
from tests.rooms.circulation.fining import LENT, charging, ledger_is_sound, owed

pytestmark = pytest.mark.django_db


def came_back(cast: Cast) -> tuple[Loan, dict[str, MissingPart], Item]:
    """A kit of Ben's that came back without charger, case and two of its batteries."""
    charging(fine_minor=0)
    kit, plug = make_kit(cast.middle)
    make_part(kit, "Battery", count=4)
    dee = cast.actor(cast.dee)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    actions.check_in(dee, item_id=kit.pk, now=NOON)
    loan = Loan.objects.get(pk=made.loan_id)
    actions.note_missing_part(dee, loan_id=loan.pk, part_loan_id=Loan.objects.get(item=plug).pk, now=NOON)
    for name, count in (("Case", 1), ("Battery", 2)):
        part = ItemPart.objects.get(item=kit, name=name)
        actions.note_missing_part(dee, loan_id=loan.pk, part_id=part.pk, count=count, now=NOON)
    return loan, {row.name: row for row in MissingPart.objects.all()}, plug


def test_counted_parts_are_one_itemised_charge_and_a_barcode_has_its_own(cast: Cast) -> None:
    loan, rows, plug = came_back(cast)
    dee = cast.actor(cast.dee)
    prices = {rows["Charger"].pk: 2500, rows["Case"].pk: 1200, rows["Battery"].pk: 600}
    for repeated in (False, True):
        done = actions.charge_missing_parts(
            dee, loan_id=loan.pk, prices=prices, reason="Not brought back", now=NOON, key="parts"
        )
        assert (done.minor, done.count, done.repeated) == (4300, 3, repeated)
    one, all_counted = Charge.objects.order_by("text")
    if one.text != "Charger":
        one, all_counted = all_counted, one
    assert (one.text, one.amount_minor, one.basis["kit"]) == ("Charger", 2500, f"Chromebook {loan.item.barcode}")
    assert (all_counted.amount_minor, all_counted.about_title) == (1800, "Chromebook")
    assert all_counted.basis["parts"] == [
        {"name": "Case", "count": 1, "minor": 1200}, {"name": "Battery", "count": 2, "minor": 600},
    ]  # fmt: skip
    assert {each.settled_as for each in MissingPart.objects.all()} == {"replaced"}
    plug.refresh_from_db()
    assert plug.state == "lost"
    found = actions.check_in(dee, item_id=plug.pk, now=NOON + timedelta(days=3)).found
    assert found is not None
    assert found.taken_off_minor == 2500
    assert owed(cast.ben) == {"lost": 1800}
    assert ledger_is_sound()


def test_what_has_no_price_stays_missing_and_nothing_settles_without_a_charge(cast: Cast) -> None:
    loan, rows, _ = came_back(cast)
    prices = {rows["Case"].pk: 0, rows["Battery"].pk: 600}
    done = actions.charge_missing_parts(
        cast.actor(cast.dee), loan_id=loan.pk, prices=prices, reason="Old case", now=NOON
    )
    assert (done.minor, done.count) == (600, 2)
    assert [each.name for each in MissingPart.objects.filter(settled_at=None)] == ["Charger"]
    assert Charge.objects.get().text == "Battery"


def test_refusals(cast: Cast) -> None:
    loan, rows, _ = came_back(cast)
    dee, case = cast.actor(cast.dee), rows["Case"].pk
    for prices, reason, code in (
        ({}, "x", "missing_part_unknown"),
        ({999_999: 100}, "x", "missing_part_unknown"),
        ({case: 100}, " ", "settling_needs_a_reason"),
    ):
        with pytest.raises(Refused) as refused:
            actions.charge_missing_parts(dee, loan_id=loan.pk, prices=prices, reason=reason, now=NOON)
        assert refused.value.code == f"circulation.{code}"
    actions.charge_missing_parts(dee, loan_id=loan.pk, prices={case: 100}, reason="x", now=NOON)
    with pytest.raises(Refused) as refused:
        actions.charge_missing_parts(dee, loan_id=loan.pk, prices={case: 100}, reason="x", now=NOON)
    assert refused.value.code == "circulation.missing_part_settled"
    with pytest.raises(NotAllowed):
        actions.charge_missing_parts(
            cast.actor(cast.eli), loan_id=loan.pk, prices={rows["Battery"].pk: 1}, reason="x", now=NOON
        )


def test_the_bill_of_a_lost_kit_names_what_is_gone_with_it(cast: Cast) -> None:
    charging(fine_minor=0)
    kit, plug = make_kit(cast.middle)
    Item.objects.filter(pk=kit.pk).update(price_minor=30000)
    make_part(kit, "Battery", count=4)
    dee = cast.actor(cast.dee)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    actions.declare_lost(dee, loan_id=made.loan_id, now=NOON)
    charge = Charge.objects.get()
    assert charge.amount_minor == 30000
    assert charge.basis["parts"] == [
        {"name": "Charger", "count": 1, "barcode": plug.barcode}, {"name": "Case", "count": 1},
        {"name": "Battery", "count": 4},
    ]  # fmt: skip


def test_the_night_names_them_too(cast: Cast) -> None:
    charging(fine_minor=0, lost_days=10)
    kit, plug = make_kit(cast.middle)
    Item.objects.filter(pk__in=[kit.pk, plug.pk]).update(price_minor=30000)
    actions.check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    assert actions.lose_by_time(SYSTEM, now=NOON) == 1
    assert [each["name"] for each in Charge.objects.get().basis["parts"]] == ["Charger", "Case"]
