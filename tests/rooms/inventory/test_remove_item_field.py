"""A field without values goes; one with values is put away with them."""

import pytest

from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import ItemField, ItemValue
from carrel.rooms.inventory.rules import FieldFacts
from tests import makers

pytestmark = pytest.mark.django_db


def test_without_values_it_is_gone() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    key = actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Wheels"), now=makers.NOON)
    assert actions.remove_item_field(dee, field_id=key, now=makers.NOON) is False
    assert not ItemField.objects.exists()


def test_with_values_it_is_put_away_and_nothing_is_lost() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    key = actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Wheels"), now=makers.NOON)
    ItemValue.objects.create(item=makers.make_item(item_type=kind), field_id=key, text="4", sort_key="4")
    assert actions.remove_item_field(dee, field_id=key, now=makers.NOON) is True
    assert queries.fields_of(kind.pk) == ()
    assert ItemValue.objects.count() == 1
