"""An entry of the log made by mistake goes, and names nobody any more."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from carrel.rooms.media.models import CopyMade
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_goes(cast: Cast, dee: Actor) -> None:
    pk, _ = actions.log_copy(
        dee, site_id=cast.middle.pk, title="Holes", person_id=cast.clark.pk, copies=1, basis="public_domain",
        made_on=makers.TODAY, now=makers.NOON,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.take_back_copy(cast.actor(cast.eli), copy_id=pk, now=makers.NOON)
    actions.take_back_copy(dee, copy_id=pk, now=makers.NOON)
    assert not queries.copies_at(dee, cast.middle.pk).exists()
    assert CopyMade.objects.get().person is None
    with pytest.raises(Refused) as refused:
        actions.take_back_copy(dee, copy_id=pk, now=makers.NOON)
    assert refused.value.code == "media.unknown"
