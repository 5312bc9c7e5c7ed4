"""A field that was put away comes back with its values."""

import pytest

from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import ItemValue
from carrel.rooms.inventory.rules import FieldFacts
from tests import makers

pytestmark = pytest.mark.django_db


def test_its_values_are_there_again() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    key = actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Wheels"), now=makers.NOON)
    item = makers.make_item(item_type=kind)
    ItemValue.objects.create(item=item, field_id=key, text="4", sort_key="4")
    actions.remove_item_field(dee, field_id=key, now=makers.NOON)
    actions.bring_back_item_field(dee, field_id=key, now=makers.NOON)
    assert [field.field_id for field in queries.fields_of(kind.pk)] == [key]
    assert queries.texts_of(item.pk) == {key: "4"}
