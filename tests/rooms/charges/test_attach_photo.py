"""A picture of the damage on a charge: cleaned, counted, out of the sight of other schools."""

import io

import pytest
from PIL import Image

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import open_file
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge, ChargePhoto
from carrel.rooms.charges.rules import MOST_PHOTOS
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def charge(charged: Charged) -> Charge:
    return charged(kind="damaged")


def test_it_loses_where_and_when_it_was_taken_and_comes_once(dee: Actor, charge: Charge) -> None:
    for _ in range(2):
        actions.attach_photo(dee, charge_id=charge.pk, stream=picture(), name="torn.jpg", now=makers.NOON, key="p")
    [photo] = queries.photos_of(charge.pk)
    assert (photo.attached_by, photo.attached_at, StoredFile.objects.count()) == (dee.name, makers.NOON, 1)
    with open_file(photo.file) as kept:
        shown = Image.open(io.BytesIO(kept.read()))
    assert (shown.format, dict(shown.getexif())) == ("JPEG", {})
    assert queries.photo_seen(dee, photo.pk) == photo
    entry = AuditEntry.objects.get(code="charges.attach_photo")
    assert (entry.about_kind, entry.about_id) == ("charge", charge.pk)


def test_refusals(cast: Cast, dee: Actor, charge: Charge) -> None:
    with pytest.raises(Refused) as no_picture:
        actions.attach_photo(dee, charge_id=charge.pk, stream=io.BytesIO(b"%PDF-1.4"), name="a.pdf", now=makers.NOON)
    assert no_picture.value.code == "files.not_photo"
    with refused("charges.unknown"):
        actions.attach_photo(dee, charge_id=999_999, stream=picture(), name="a.jpg", now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.attach_photo(cast.actor(cast.eli), charge_id=charge.pk, stream=picture(), name="a.jpg", now=makers.NOON)
    for _ in range(MOST_PHOTOS):
        actions.attach_photo(dee, charge_id=charge.pk, stream=picture(), name="a.jpg", now=makers.NOON)
    with refused("charges.photos_enough"):
        actions.attach_photo(dee, charge_id=charge.pk, stream=picture(), name="a.jpg", now=makers.NOON)
    assert ChargePhoto.objects.count() == MOST_PHOTOS


def test_seen_by_staff_of_the_readers_school_alone(cast: Cast, dee: Actor, charge: Charge) -> None:
    photo = actions.attach_photo(dee, charge_id=charge.pk, stream=picture(), name="a.jpg", now=makers.NOON)
    high = makers.make_actor("technician", cast.high)
    for actor in (high, cast.actor(cast.eli), cast.actor(cast.clark)):
        assert queries.photo_seen(actor, photo) is None
    assert queries.charge_seen(high, charge.pk) is None
