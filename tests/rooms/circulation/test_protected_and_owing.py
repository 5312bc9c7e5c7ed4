"""Who is not billed is not billed, and nothing says why; what is owed stops lending only where the law says so."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.queries import patron_standing
from carrel.rooms.schools.models import District
from tests.cast import Cast
from tests.makers import NOON, make_item, make_kit
from tests.rooms.circulation.fining import LENT, charging, lent, owed

pytestmark = pytest.mark.django_db


def test_a_protected_reader_costs_nothing_anywhere(cast: Cast) -> None:
    charging(lost_fee_minor=500)
    charges.protect_person(cast.actor(cast.boss), person_id=cast.ben.pk, ground="foster_youth", now=NOON)
    item, loan = lent(cast, cast.ben, price=None)
    dee = cast.actor(cast.dee)
    assert patron_standing(cast.ben.pk, NOON).fine_minor == 0
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    assert (returned.money.fine_minor, returned.money.forgiven_minor, Charge.objects.count()) == (0, 0, 0)
    _, loan = lent(cast, cast.ben, price=None)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert (lost.price_minor, lost.fee_minor, lost.fine_minor) == (0, 0, 0)
    assert Charge.objects.count() == 0
    found = actions.check_in(dee, item_id=loan.item_id, now=NOON + timedelta(days=1))
    assert found.found is not None
    assert not found.found.was_billed


@pytest.mark.parametrize(("law", "stops"), [("us-ca", False), ("neutral", True)])
def test_a_debt_stops_lending_only_where_the_law_profile_says_so(cast: Cast, law: str, stops: bool) -> None:
    charging(fine_minor=0)
    District.objects.update(law_profile=law)
    _, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    other = make_item(cast.middle)
    if not stops:
        assert actions.check_out(dee, patron_id=cast.ben.pk, item_id=other.pk, now=NOON).loan_id
        return
    with pytest.raises(Refused) as refused:
        actions.check_out(dee, patron_id=cast.ben.pk, item_id=other.pk, now=NOON)
    assert refused.value.code == "charges.debt_blocks"
    boss = cast.actor(cast.boss).at(cast.middle.pk)
    passed = ("charges.debt_blocks",)
    assert actions.check_out(
        boss, patron_id=cast.ben.pk, item_id=other.pk, now=NOON, overrides=passed, reason="for class"
    ).loan_id


def test_a_missing_part_is_charged_and_settled_when_it_turns_up(cast: Cast) -> None:
    charging(fine_minor=0)
    kit, plug = make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    back = actions.check_in(dee, item_id=kit.pk, now=NOON)
    part = Loan.objects.get(item=plug)
    noted = actions.note_missing_part(dee, loan_id=made.loan_id, part_loan_id=part.pk, now=NOON)
    actions.settle_missing_part(
        dee, missing_id=noted.missing_id, how="replaced", reason="a new one", price_minor=2500, now=NOON
    )
    assert owed(cast.ben) == {"lost": 2500}
    assert Charge.objects.get().text == "Charger"
    found = actions.check_in(dee, item_id=plug.pk, now=NOON + timedelta(days=3))
    assert found.found is not None
    assert found.found.taken_off_minor == 2500
    assert owed(cast.ben) == {}
    assert (back.has_parts, MissingPart.objects.get().settled_as) == (True, "replaced")
