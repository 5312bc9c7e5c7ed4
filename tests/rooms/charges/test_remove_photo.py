"""A picture is taken off a charge, put back, and goes for good after thirty days or with what the charge was about."""

from datetime import timedelta

import pytest

from carrel.cellar.files.actions import sweep_files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import path_of
from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import ChargePhoto
from tests import makers
from tests.rooms.charges.conftest import Charged, refused
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=31)


def photographed(dee: Actor, charge_id: int) -> ChargePhoto:
    pk = actions.attach_photo(dee, charge_id=charge_id, stream=picture(), name="a.jpg", now=makers.NOON)
    return ChargePhoto.objects.get(pk=pk)


def test_taken_off_and_gone_after_a_month(dee: Actor, charged: Charged) -> None:
    charge = charged(kind="damaged")
    stays, goes = photographed(dee, charge.pk), photographed(dee, charge.pk)
    for _ in range(2):
        actions.remove_photo(dee, photo_id=goes.pk, now=makers.NOON)
    actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=29))
    assert ChargePhoto.objects.count() == 2
    actions.forget_settled_things(SYSTEM, now=makers.NOON + A_MONTH)
    assert list(queries.photos_of(charge.pk)) == [stays]
    with refused("charges.photo_unknown"):
        actions.remove_photo(dee, photo_id=goes.pk, now=makers.NOON)


def test_it_goes_when_the_charge_forgets_its_thing(dee: Actor, charged: Charged) -> None:
    charge, other = charged(kind="damaged"), charged(kind="damaged")
    photo, still_owed = photographed(dee, charge.pk), photographed(dee, other.pk)
    path = path_of(photo.file.sha256)
    actions.reverse_charge(dee, charge_id=charge.pk, reason="It was there before", now=makers.NOON)
    actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=29))
    assert ChargePhoto.objects.filter(pk=photo.pk).exists()
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + A_MONTH) == 1
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + A_MONTH) == 0
    assert list(ChargePhoto.objects.all()) == [still_owed]
    assert list(StoredFile.objects.all()) == [still_owed.file]
    ChargePhoto.objects.all().delete()
    StoredFile.objects.all().delete()
    sweep_files(now=makers.NOON + timedelta(days=9000))
    assert not path.exists()


def test_a_picture_put_on_a_charge_that_forgot_goes_with_the_next_night(dee: Actor, charged: Charged) -> None:
    charge = charged(kind="damaged")
    actions.reverse_charge(dee, charge_id=charge.pk, reason="It was there before", now=makers.NOON)
    actions.forget_settled_things(SYSTEM, now=makers.NOON + A_MONTH)
    photographed(dee, charge.pk)
    assert len(list(queries.kept_too_long(makers.NOON + A_MONTH, grace=timedelta()))) == 1
    actions.forget_settled_things(SYSTEM, now=makers.NOON + A_MONTH)
    assert not ChargePhoto.objects.exists()
