"""A reversal is taken back: what it took off is owed again, and all of it stays on record."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import ChargeLine
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_back_and_forth(cast: Cast, dee: Actor, bring: Bring) -> None:
    charge = bring(left_minor=1000)
    for _ in range(2):
        actions.reverse_charge(dee, charge_id=charge.pk, reason="found", now=makers.NOON)
        assert queries.charges_of(cast.ben.pk)[0].can_reinstate
        actions.reinstate_charge(dee, charge_id=charge.pk, now=makers.NOON)
    [shown] = queries.charges_of(cast.ben.pk)
    assert (shown.left_minor, shown.can_reinstate) == (1000, False)
    assert [line.kind for line in shown.lines][2:] == ["reversed", "reinstated"] * 2
    assert ChargeLine.objects.filter(kind="reversed", reverses__kind="reinstated").count() == 1
    assert list(queries.violations()) == []


def test_only_after_a_reversal(dee: Actor, bring: Bring) -> None:
    charge = bring()
    with pytest.raises(Refused) as refused:
        actions.reinstate_charge(dee, charge_id=charge.pk, now=makers.NOON)
    assert refused.value.code == "charges.not_reversed"
