"""All charges of one file are reversed at once, and the file may be brought again."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_what_is_left_is_reversed(cast: Cast, dee: Actor, bring: Bring) -> None:
    bring(job_id=7)
    bring(job_id=7, key="koha:2", left_minor=0)
    bring(job_id=8, key="koha:3")
    outcome = actions.reverse_brought_charges(dee, job_id=7, reason="Wrong file", now=makers.NOON)
    assert outcome == (1, 1)
    assert queries.owed_by(cast.ben.pk) == 1899
    assert queries.keys_known(["koha:1", "koha:2", "koha:3"]) == {"koha:3"}
    bring(job_id=9)
    assert list(queries.violations()) == []
