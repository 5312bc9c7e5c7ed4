"""Sounds, loudness and language of the own account."""

import pytest

from carrel.rooms.people import actions
from carrel.rooms.people.forms import DeskSoundForm
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_only_ones_own(cast: Cast) -> None:
    dee, eli = Account.objects.get(username="dee"), Account.objects.get(username="eli")
    data = {"desk_volume": "30", "language": "es"}
    actions.change_own_settings(cast.actor(cast.dee), form=DeskSoundForm(data, instance=dee), now=NOON)
    dee.refresh_from_db()
    assert (dee.sounds, dee.desk_volume, dee.language) == (False, 30, "es")
    with pytest.raises(ValueError, match="own account"):
        actions.change_own_settings(cast.actor(cast.dee), form=DeskSoundForm(data, instance=eli), now=NOON)
    with pytest.raises(ValueError, match="checked form"):
        form = DeskSoundForm({"desk_volume": "130"}, instance=dee)
        actions.change_own_settings(cast.actor(cast.dee), form=form, now=NOON)
