"""A charge that was waived as it was made is taken back with its waiver; any other is left as it is."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring, Charged, add_line, pay, refused

pytestmark = pytest.mark.django_db
WHY = "What it was charged for was taken back"


def kinds(charge: Charge) -> list[str]:
    return [line.kind for line in charge.lines.all()]


@pytest.fixture
def boss(cast: Cast) -> Actor:
    return cast.actor(cast.boss)


def test_the_waiver_goes_and_then_the_charge(cast: Cast, boss: Actor, charged: Charged) -> None:
    actions.protect_person(boss, person_id=cast.ben.pk, ground="foster_youth", now=makers.NOON)
    charge = charged(kind="lost")
    assert actions.reverse_with_waiver(SYSTEM, charge_id=charge.pk, reason=WHY, now=makers.NOON)
    assert kinds(charge) == ["charged", "waived", "reinstated", "reversed"]
    _made, waived, back, gone = charge.lines.all()
    assert (back.reverses, gone.reverses, gone.reason) == (waived, back, WHY)
    assert not actions.reverse_with_waiver(SYSTEM, charge_id=charge.pk, reason=WHY, now=makers.NOON)
    assert list(queries.violations()) == []


def test_what_was_waived_by_a_hand_stays_waived(dee: Actor, charged: Charged) -> None:
    charge = charged(minor=400)
    actions.waive_charge(dee, charge_id=charge.pk, amount_minor=400, reason="Fire", now=makers.NOON)
    assert not actions.reverse_with_waiver(SYSTEM, charge_id=charge.pk, reason=WHY, now=makers.NOON)
    assert kinds(charge) == ["charged", "waived"]
    with refused("charges.unknown"):
        actions.reverse_with_waiver(SYSTEM, charge_id=999_999, reason=WHY, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.reverse_with_waiver(dee, charge_id=charge.pk, reason=WHY, now=makers.NOON)


def test_every_way_a_debt_comes_back_leaves_a_protected_person_owing_nothing(
    cast: Cast, dee: Actor, boss: Actor, bring: Bring, charged: Charged
) -> None:
    """A check that bounces, a waiver put back, a thing not found after all, a file of another system, a merged twin."""
    paid, waived, found = charged(minor=500), charged(minor=300), bring(loan_id=41)
    Charge.objects.filter(pk=found.pk).update(loan_id=41)
    receipt = pay(dee, cast.ben.pk, 500, paid, means="cheque", reference="7")
    actions.waive_charge(dee, charge_id=waived.pk, amount_minor=300, reason="Fire", now=makers.NOON)
    actions.refund_found(
        dee, loan_id=41, found_on=makers.TODAY, outcome="unpaid", processing_outcome="none", latest_on=None,
        now=makers.NOON,
    )  # fmt: skip
    actions.protect_person(boss, person_id=cast.ben.pk, ground="foster_youth", now=makers.NOON)
    actions.reverse_payment(dee, receipt_id=receipt, reason="Bounced", now=makers.NOON)
    actions.reinstate_charge(dee, charge_id=waived.pk, now=makers.NOON)
    actions.take_back_found(dee, loan_id=41, now=makers.NOON)
    brought = bring(key="koha:2")
    assert queries.owed_by(cast.ben.pk) == 0
    assert kinds(brought) == ["charged", "waived"]
    assert kinds(paid)[-2:] == ["paid_back", "waived"]
    twin = makers.make_person("Ben", "Okoye", home_site=cast.middle)
    of_twin = bring(key="koha:3", person_id=twin.pk)
    actions.move_charges(SYSTEM, from_person_id=twin.pk, to_person_id=cast.ben.pk, now=makers.NOON)
    assert kinds(of_twin) == ["charged", "waived"]
    assert queries.owed_by(cast.ben.pk) == 0
    assert list(queries.violations()) == []


def test_what_is_sold_is_paid_by_everybody(cast: Cast, boss: Actor, charged: Charged) -> None:
    actions.protect_person(boss, person_id=cast.ben.pk, ground="foster_youth", now=makers.NOON)
    assert charged(minor=300, kind="sale").left_minor == 300
    add_line(charged(minor=200, kind="sale"), "paid", -200)
    assert queries.owed_by(cast.ben.pk) == 300
