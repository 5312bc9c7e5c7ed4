"""end_batch: nothing more is to be done."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import end_batch
from carrel.rooms.circulation.models import Batch
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import listed, outcomes, room_of

pytestmark = pytest.mark.django_db


def test_it_ends_once_and_leaves_what_waits(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    end_batch(room.dee, batch_id=batch_id, now=NOON)
    end_batch(room.dee, batch_id=batch_id, now=NOON + timedelta(hours=1))
    assert (Batch.objects.get(pk=batch_id).ended_at, outcomes(batch_id)) == (NOON, ["waiting"] * 3)
    assert AuditEntry.objects.filter(code="circulation.end_batch").count() == 1


def test_a_helper_ends_none(cast: Cast) -> None:
    room = room_of(cast)
    with pytest.raises(NotAllowed):
        end_batch(cast.actor(cast.eli), batch_id=listed(room), now=NOON)
