"""Codes come in, each once."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_each_once(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    assert actions.add_codes(dee, licence_id=made.pk, codes=["A", "B", "A", ""], now=makers.NOON) == 2
    assert actions.add_codes(dee, licence_id=made.pk, codes=["B", "C"], now=makers.NOON) == 1
    assert queries.code_counts(made.pk) == (3, 3)
    assert AuditEntry.objects.filter(code="software.add_codes").latest("pk").facts == {"count": 1}
    with pytest.raises(NotAllowed):
        actions.add_codes(cast.actor(cast.eli), licence_id=made.pk, codes=["Z"], now=makers.NOON)
