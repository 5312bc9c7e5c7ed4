"""A picture that was taken off a charge is put back."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db


def test_taken_off_and_put_back(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(kind="damaged")
    pk = actions.attach_photo(dee, charge_id=charge.pk, stream=picture(), name="a.jpg", now=makers.NOON)
    actions.remove_photo(dee, photo_id=pk, now=makers.NOON)
    assert [each.removed_at for each in queries.photos_of(charge.pk)] == [makers.NOON]
    for _ in range(2):
        actions.put_back_photo(dee, photo_id=pk, now=makers.NOON)
    assert [each.removed_at for each in queries.photos_of(charge.pk)] == [None]
    assert AuditEntry.objects.filter(code="charges.put_back_photo").count() == 1
    with refused("charges.photo_unknown"):
        actions.put_back_photo(makers.make_actor("technician", cast.high), photo_id=pk, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.put_back_photo(makers.make_actor("assistant", cast.middle), photo_id=pk, now=makers.NOON)
