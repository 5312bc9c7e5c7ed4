"""A right is ended by hand, and taken up again; it stays on record."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, at

pytestmark = pytest.mark.django_db


def test_ended_and_reopened(cast: Cast, dee: Actor) -> None:
    record = makers.make_record("Hidden Figures")
    values = {"kind": "licence", "holder": "Swank", "from_on": RECORDED, "until_on": None, "now": at(RECORDED)}
    here = actions.add_right(dee, record_id=record.pk, site_id=cast.middle.pk, **values)
    of_all = actions.add_right(cast.actor(cast.boss), record_id=record.pk, **values)
    actions.end_right(dee, right_id=here, reason="Entered twice", now=at(RECORDED))
    assert [each.standing for each in queries.rights_at(dee, RECORDED)] == ["in_force", "ended"]
    actions.reopen_right(dee, right_id=here, now=at(RECORDED))
    assert queries.licensed_copies(record.pk, cast.middle.pk, RECORDED)
    for verb in (actions.end_right, actions.reopen_right):
        with pytest.raises(Refused) as refused:
            verb(dee, right_id=of_all, now=at(RECORDED))
        assert refused.value.code == "media.unknown"
        with pytest.raises(NotAllowed):
            verb(cast.actor(cast.eli), right_id=here, now=at(RECORDED))
