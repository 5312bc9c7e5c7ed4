"""charge_fine: a fine that was forgiven is on the name again."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.fining import charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db


def test_forgiven_by_mistake(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.charge_fine(dee, loan_id=loan.pk, now=NOON)
    assert refused.value.code == "circulation.no_fine_forgiven"
    actions.forgive_fine(dee, loan_id=loan.pk, now=NOON)
    for _ in range(2):
        assert actions.charge_fine(dee, loan_id=loan.pk, now=NOON, key="charge-once") == 140
    assert owed(cast.ben) == {"overdue": 140}
    assert ledger_is_sound()
    with pytest.raises(NotAllowed):
        actions.charge_fine(cast.actor(cast.eli), loan_id=loan.pk, now=NOON)
