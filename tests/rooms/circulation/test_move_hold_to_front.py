"""move_hold_to_front: before everybody but the classes, with a reason on record."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import check_in, move_hold_to_front
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_the_last_becomes_the_first(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.ben, placed_at=NOON - timedelta(days=2))
    last = makers.make_hold(item.record, cast.ana)
    move_hold_to_front(cast.actor(cast.dee), hold_id=last.pk, now=NOON, reason="Competition on Friday")
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id == last.pk
    assert AuditEntry.objects.get(code="circulation.move_hold_to_front").reason == "Competition on Friday"


def test_a_student_worker_may_not(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana)
    with pytest.raises(NotAllowed):
        move_hold_to_front(cast.actor(cast.eli), hold_id=hold.pk, now=NOON, reason="A friend")
