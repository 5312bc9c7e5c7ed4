"""forgive_fine: a fine is taken off at the desk."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.fining import charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db


def test_it_goes_off_the_name_and_stays_on_record(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    for _ in range(2):
        assert actions.forgive_fine(dee, loan_id=loan.pk, now=NOON, key="forgive-once") == 140
    assert (owed(cast.ben), Charge.objects.get().lines.count()) == ({}, 2)
    assert [each.kind for each in loan.changes.all()] == ["check_in", "forgiven"]
    with pytest.raises(Refused) as refused:
        actions.forgive_fine(dee, loan_id=loan.pk, now=NOON)
    assert refused.value.code == "circulation.no_fine_to_forgive"
    assert ledger_is_sound()


def test_a_helper_may_not(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    with pytest.raises(NotAllowed):
        actions.forgive_fine(cast.actor(cast.eli), loan_id=loan.pk, now=NOON)


def test_a_return_whose_fine_was_forgiven_can_still_be_taken_back(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.forgive_fine(dee, loan_id=loan.pk, now=NOON)
    actions.undo(dee, act_id=returned.act_id, now=NOON)
    assert owed(cast.ben) == {}
    assert actions.check_in(dee, item_id=item.pk, now=NOON).money.fine_minor == 140
