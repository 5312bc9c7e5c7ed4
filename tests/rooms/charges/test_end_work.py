"""An agreement on work ends; what was worked stays."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


def test_ended(cast: Cast, dee: Actor) -> None:
    pk = actions.agree_work(dee, person_id=cast.ben.pk, agreed_with="Ms Okoye", now=makers.NOON)
    actions.end_work(dee, agreement_id=pk, now=makers.NOON)
    assert queries.open_work(cast.ben.pk) is None
    with refused("charges.agreement_unknown"):
        actions.end_work(dee, agreement_id=pk, now=makers.NOON)
