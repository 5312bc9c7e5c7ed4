"""One key for the whole list; what is not at hand stays on it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_all_that_is_here(cast: Cast, dee: Actor, record: Record) -> None:
    record()
    lent = makers.make_item(cast.middle, "Lent")
    record(item_id=lent.pk)
    makers.make_loan(lent, cast.clark, lent_at=at(RECORDED))
    later = makers.make_item(cast.middle, "Later")
    day = RECORDED + timedelta(days=2)
    record(item_id=later.pk, recorded_on=day, broadcast_at=at(day), now=at(day))
    done = actions.erase_all_due(dee, site_id=cast.middle.pk, now=at(LAST))
    assert (done.done, done.away) == (1, 1)
    assert [each.title for each in queries.to_erase(cast.middle.pk, at(LAST))] == ["Lent"]
    assert len(queries.kept_at(cast.middle.pk, at(LAST))) == 2


def test_only_who_may(cast: Cast, dee: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.erase_all_due(cast.actor(cast.eli), site_id=cast.middle.pk, now=at(LAST))
    with pytest.raises(Refused):
        actions.erase_all_due(dee, site_id=cast.high.pk, now=at(LAST))
