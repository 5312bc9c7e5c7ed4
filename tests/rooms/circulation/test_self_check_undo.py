"""self_check_undo: "not this book" takes back the last scan of the station, for a few minutes."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import self_check_out, self_check_undo
from carrel.rooms.circulation.models import Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db


def test_the_loan_never_was(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle)
    lent = self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert self_check_undo(station(cast), act_id=lent.act_id, now=NOON).undone == "check_out"
    assert Loan.objects.get().is_undone


def test_not_after_five_minutes_and_by_nobody_else(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle)
    lent = self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused, match="undo_not_own"):
        self_check_undo(station(cast), act_id=lent.act_id, now=NOON + timedelta(minutes=6))
    with pytest.raises(NotAllowed):
        self_check_undo(cast.actor(cast.eli), act_id=lent.act_id, now=NOON)
