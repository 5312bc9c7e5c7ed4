"""A person is billed again from now on; what went stays gone."""

import pytest

from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    Protection,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_ended(cast: Cast, charged: Charged) -> None:
    lena = cast.actor(cast.lib)
    charged(minor=500)
    actions.protect_person(lena, person_id=cast.ben.pk, ground="Foster care", now=makers.NOON)
    actions.end_protection(lena, person_id=cast.ben.pk, now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 0
    charged(minor=300)
    assert queries.owed_by(cast.ben.pk) == 300
    assert Protection.objects.filter(ended_at=makers.NOON).exists()
    with refused("charges.not_protected"):
        actions.end_protection(lena, person_id=cast.ben.pk, now=makers.NOON)
