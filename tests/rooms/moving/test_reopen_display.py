"""reopen_display: it goes on."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes
from tests.rooms.moving.shown import opened

pytestmark = pytest.mark.django_db


def test_it_stands_again_but_only_what_was_down(moving: Moving) -> None:
    display_id, _place = opened(moving)
    with pytest.raises(Refused) as refused:
        actions.reopen_display(moving.dee, display_id=display_id, now=NOON)
    assert codes(refused.value) == {"display_not_ended"}
    actions.end_display(moving.dee, display_id=display_id, now=NOON)
    actions.reopen_display(moving.dee, display_id=display_id, now=NOON)
    assert Display.objects.get().ended_at is None
