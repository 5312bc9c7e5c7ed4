"""A field is changed as long as its values can stay what they are."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import ItemField, ItemValue
from carrel.rooms.inventory.rules import CHOICE, FIGURE, FieldFacts
from tests import makers

pytestmark = pytest.mark.django_db


def test_its_name_changes_and_its_code_stays() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    key = actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Wheels"), now=makers.NOON)
    new = FieldFacts("Number of wheels", kind=FIGURE, is_listed=True)
    actions.change_item_field(dee, field_id=key, facts=new, now=makers.NOON)
    field = ItemField.objects.get(pk=key)
    assert (field.code, field.label, field.kind, field.is_listed) == ("wheels", "Number of wheels", "number", True)
    before = AuditEntry.objects.get(code="inventory.change_item_field").facts["before"]
    assert before == {"label": "Wheels", "kind": "text", "is_listed": False}


def test_choices_in_use_stay_and_what_it_holds_too() -> None:
    dee, kind = makers.make_actor("technician", makers.make_site()), makers.make_item_type("robot")
    colours = FieldFacts("Colour", kind=CHOICE, choices=("Red", "Blue"))
    key = actions.add_item_field(dee, item_type_id=kind.pk, facts=colours, now=makers.NOON)
    item = makers.make_item(item_type=kind)
    ItemValue.objects.create(item=item, field_id=key, text="Red", sort_key="red")
    for facts, code in (
        (FieldFacts("Colour"), "inventory.field_has_values"),
        (FieldFacts("Colour", kind=CHOICE, choices=("Blue", "Green")), "inventory.field_choice_used"),
    ):
        with pytest.raises(Refused) as refused:
            actions.change_item_field(dee, field_id=key, facts=facts, now=makers.NOON)
        assert refused.value.code == code
    more = FieldFacts("Colour", kind=CHOICE, choices=("Red", "Green"))
    actions.change_item_field(dee, field_id=key, facts=more, now=makers.NOON)
    assert ItemField.objects.get(pk=key).choices == "Red\nGreen"
