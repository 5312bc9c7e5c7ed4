"""Fields change places with their neighbours."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.rules import FieldFacts
from tests import makers

pytestmark = pytest.mark.django_db


def test_up_down_and_at_either_end() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    a, b, c = (
        actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts(name), now=makers.NOON) for name in "abc"
    )
    actions.move_item_field(dee, field_id=c, up=True, now=makers.NOON)
    assert [field.field_id for field in queries.fields_of(kind.pk)] == [a, c, b]
    actions.move_item_field(dee, field_id=a, up=False, now=makers.NOON)
    assert [field.field_id for field in queries.fields_of(kind.pk)] == [c, a, b]
    actions.move_item_field(dee, field_id=c, up=True, now=makers.NOON)
    actions.move_item_field(dee, field_id=b, up=False, now=makers.NOON)
    assert [field.field_id for field in queries.fields_of(kind.pk)] == [c, a, b]
    with pytest.raises(Refused) as refused:
        actions.move_item_field(dee, field_id=0, up=True, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_field"
