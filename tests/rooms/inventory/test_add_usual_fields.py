"""The usual fields of a family come in one click, and only those a kind does not have yet."""

import pytest

from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.rules import FieldFacts
from tests import makers

pytestmark = pytest.mark.django_db


def test_only_what_the_kind_does_not_have_yet() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("tape")
    actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Channel"), now=makers.NOON)
    assert actions.add_usual_fields(dee, item_type_id=kind.pk, which="recording", now=makers.NOON) == 1
    assert actions.add_usual_fields(dee, item_type_id=kind.pk, which="recording", now=makers.NOON) == 0
    assert [field.code for field in queries.fields_of(kind.pk)] == ["channel", "broadcast_on"]


def test_an_unknown_set_is_a_mistake_of_the_program() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("tape")
    with pytest.raises(ValueError, match="no set"):
        actions.add_usual_fields(dee, item_type_id=kind.pk, which="dragons", now=makers.NOON)
