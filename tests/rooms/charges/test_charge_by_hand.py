"""Staff put a charge on the name of somebody of their school, with words the family understands."""

from dataclasses import replace

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_by_hand(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    new = replace(for_loan, kind="fee", text="New card", loan_id=None, item_id=None)
    assert actions.charge_by_hand(dee, new=new, now=makers.NOON, key="a") == actions.charge_by_hand(
        dee, new=new, now=makers.NOON, key="a"
    )
    [shown] = queries.charges_of(cast.ben.pk)
    assert (shown.kind, shown.text, shown.left_minor) == ("fee", "New card", 2500)


def test_refusals(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    for change, code in (
        ({"amount_minor": 0, "left_minor": 0}, "charges.amount_missing"),
        ({"text": " "}, "charges.text_missing"),
        ({"person_id": cast.fay.pk}, "charges.person_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            actions.charge_by_hand(dee, new=replace(for_loan, **change), now=makers.NOON)  # type: ignore[arg-type]  # handed on
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        actions.charge_by_hand(cast.actor(cast.eli), new=for_loan, now=makers.NOON)
