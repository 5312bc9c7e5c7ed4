"""The copy goes, and its waiting record with it when it was the only one."""

import pytest

from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import WaitingIsbn
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.test_add_by_isbn import add

pytestmark = pytest.mark.django_db


def test_the_last_copy_takes_its_waiting_record_along(intake: Intake) -> None:
    first, second = add(intake, "A1"), add(intake, "A2")
    assert not actions.take_back_by_isbn(intake.dee, item_id=first.item_id, now=makers.NOON)
    assert WaitingIsbn.objects.count() == 1
    assert actions.take_back_by_isbn(intake.dee, item_id=second.item_id, now=makers.NOON)
    assert not WaitingIsbn.objects.exists()
    assert not Record.objects.exists()
    assert not Item.objects.exists()


def test_a_record_with_a_title_stays(intake: Intake) -> None:
    added = add(intake, "A1", title="Holes")
    assert not actions.take_back_by_isbn(intake.dee, item_id=added.item_id, now=makers.NOON)
    assert Record.objects.get().title == "Holes"
