"""close_self_check: staff of the desk make a station an ordinary browser again."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import close_self_check
from tests.cast import Cast
from tests.makers import NOON, make_actor
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db


def test_staff_close_it_and_readers_do_not(cast: Cast) -> None:
    close_self_check(make_actor("assistant", cast.middle), now=NOON)
    assert AuditEntry.objects.get(code="circulation.close_self_check").about_id == cast.middle.pk
    for actor in (cast.actor(cast.ana), cast.actor(cast.eli), station(cast)):
        with pytest.raises(NotAllowed):
            close_self_check(actor, now=NOON)
