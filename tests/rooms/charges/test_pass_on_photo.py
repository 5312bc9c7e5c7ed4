"""The photo of a damage that was taken at the return goes with its charge, as a file of its own."""

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.rooms.charges.models import ChargePhoto, DamageRow
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import ConditionNote
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.fining import charging, lent
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db


def test_the_photo_of_the_return_goes_with_the_charge(cast: Cast) -> None:
    charging(fine_minor=0)
    row = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.note_condition(
        dee, item_id=item.pk, condition="damaged", event="return", photo=picture(), photo_name="torn.jpg",
        now=NOON,
    )  # fmt: skip
    done = actions.charge_damage(dee, loan_id=loan.pk, damage_id=row.pk, now=NOON)
    photo = ChargePhoto.objects.get(charge=done.charge_id)
    note = ConditionNote.objects.get()
    assert photo.file_id != note.photo_id
    assert note.photo is not None
    assert photo.file.sha256 == note.photo.sha256
    assert StoredFile.objects.count() == 2


def test_without_a_photo_of_the_return_the_charge_has_none(cast: Cast) -> None:
    charging(fine_minor=0)
    row = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.note_condition(
        dee, item_id=item.pk, condition="good", event="issue", photo=picture(), photo_name="before.jpg",
        now=NOON,
    )  # fmt: skip
    actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.charge_damage(dee, loan_id=loan.pk, damage_id=row.pk, now=NOON)
    assert not ChargePhoto.objects.exists()
