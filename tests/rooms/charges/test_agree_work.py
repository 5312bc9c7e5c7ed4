"""It is agreed with the family that a debt is worked off."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    MoneySetting,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


def test_agreed_once(cast: Cast, dee: Actor) -> None:
    MoneySetting.objects.create(site=cast.middle, work_rate_minor=1200)
    actions.agree_work(dee, person_id=cast.ben.pk, agreed_with="Ms Okoye", now=makers.NOON)
    found = queries.open_work(cast.ben.pk)
    assert found is not None
    assert (found.rate_minor, found.agreed_with) == (1200, "Ms Okoye")
    for person, who, code in (
        (cast.ben, "Ms Okoye", "work_there"), (cast.ben, " ", "agreed_with_missing"), (cast.fay, "x", "person_unknown"),
    ):  # fmt: skip
        with refused(f"charges.{code}"):
            actions.agree_work(dee, person_id=person.pk, agreed_with=who, now=makers.NOON)
