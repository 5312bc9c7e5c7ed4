"""Who looked at whom is kept for a year."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.people import actions, queries
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_older_than_a_year_goes(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    for days in (366, 364):
        actions.record_view(dee, person_id=cast.ana.pk, page="person", now=NOON - timedelta(days=days))
    assert actions.forget_views(SYSTEM, now=NOON) == 1
    assert len(queries.views_of(cast.ana.pk)) == 1
    with pytest.raises(NotAllowed):
        actions.forget_views(cast.actor(cast.clark), now=NOON)
