"""A kind gets fields of its own, as data; items of it and of the kinds below it have values in them."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import CHOICE, DAY, FieldFacts, ItemFacts
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee() -> Actor:
    return makers.make_actor("technician", makers.make_site())


def test_a_field_is_shared_with_the_kinds_below(dee: Actor) -> None:
    devices = makers.make_item_type("device")
    robots = makers.make_item_type("robot", parent=devices)
    actions.add_item_field(dee, item_type_id=devices.pk, facts=FieldFacts("Model"), now=makers.NOON)
    colour = FieldFacts("Colour", kind=CHOICE, choices=("Red", "Blue"), is_required=True)
    actions.add_item_field(dee, item_type_id=robots.pk, facts=colour, now=makers.NOON)
    assert [field.code for field in queries.fields_of(robots.pk)] == ["model", "colour"]
    assert [field.code for field in queries.fields_of(devices.pk)] == ["model"]
    assert AuditEntry.objects.filter(code="inventory.add_item_field", about_kind="item_type").count() == 2
    with pytest.raises(Refused) as refused:
        actions.add_item_field(dee, item_type_id=devices.pk, facts=FieldFacts("colour"), now=makers.NOON)
    assert refused.value.code == "inventory.field_taken"


def test_who_may_not_and_what_is_not_there(dee: Actor) -> None:
    kind = makers.make_item_type()
    with pytest.raises(NotAllowed):
        assistant = makers.make_actor("assistant", makers.make_site())
        actions.add_item_field(assistant, item_type_id=kind.pk, facts=FieldFacts("Model"), now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.add_item_field(dee, item_type_id=0, facts=FieldFacts("Model"), now=makers.NOON)
    assert refused.value.code == "inventory.no_such_kind"


def test_an_item_is_added_with_values_and_found_by_its_serial_number(dee: Actor) -> None:
    kind = makers.make_item_type("robot")
    assert actions.add_usual_fields(dee, item_type_id=kind.pk, which="device", now=makers.NOON) == 7
    ids = {field.code: field.field_id for field in queries.fields_of(kind.pk)}
    own = {ids["serial_number"]: "pf3-x9", ids["warranty_until"]: "2027-06-30"}
    record, assert_site = makers.make_record("Robot"), dee.site_id
    assert assert_site is not None
    added = actions.add_item(
        dee, record_id=record.pk, site_id=assert_site, facts=ItemFacts(kind.pk), number="T 1", own=own, now=makers.NOON
    )
    assert queries.texts_of(added.item_id) == own
    found = queries.item_of_number("PF3-X9")
    assert found is not None and found.item_id == added.item_id
    with pytest.raises(Refused) as refused:
        actions.add_item(
            dee, record_id=record.pk, site_id=assert_site, facts=ItemFacts(kind.pk), number="T 2", own=own,
            now=makers.NOON,
        )  # fmt: skip
    assert refused.value.code == "inventory.number_taken"
    assert not ItemNumber.objects.filter(number="T2").exists()


def test_values_are_changed_with_the_item_and_what_was_stays_on_record(dee: Actor) -> None:
    kind = makers.make_item_type("robot")
    actions.add_usual_fields(dee, item_type_id=kind.pk, which="device", now=makers.NOON)
    ids = {field.code: field.field_id for field in queries.fields_of(kind.pk)}
    item = makers.make_item(site=makers.Site.objects.get(pk=dee.site_id), item_type=kind)
    first = {ids["serial_number"]: "A1", ids["model"]: "100e"}
    facts = ItemFacts(kind.pk)
    assert actions.change_item(dee, item_id=item.pk, facts=facts, own=first, version=0, now=makers.NOON) == 1
    then = {ids["serial_number"]: "A2"}
    actions.change_item(dee, item_id=item.pk, facts=facts, own=then, version=1, now=makers.NOON)
    assert queries.texts_of(item.pk) == then
    assert queries.item_of_number("A1") is None
    entry = AuditEntry.objects.filter(code="inventory.change_item").order_by("-pk")[0]
    assert entry.facts["before"]["own"] == {"serial_number": "A1", "model": "100e"}
    with pytest.raises(Refused) as refused:
        actions.change_item(dee, item_id=item.pk, facts=facts, own=first, version=1, now=makers.NOON)
    assert refused.value.code == "inventory.item_changed_meanwhile"
    with pytest.raises(Refused) as refused:
        bad = {ids["warranty_until"]: "soon"}
        actions.change_item(dee, item_id=item.pk, facts=facts, own=bad, version=2, now=makers.NOON)
    assert refused.value.code == "inventory.value_no_day"
    assert Item.objects.get(pk=item.pk).version == 2


def test_values_wait_while_an_item_is_of_another_kind(dee: Actor) -> None:
    kind, other = makers.make_item_type("robot"), makers.make_item_type("book")
    field = actions.add_item_field(dee, item_type_id=kind.pk, facts=FieldFacts("Until", kind=DAY), now=makers.NOON)
    item = makers.make_item(site=makers.Site.objects.get(pk=dee.site_id), item_type=kind)
    own = {field: "2027-01-01"}
    actions.change_item(dee, item_id=item.pk, facts=ItemFacts(kind.pk), own=own, now=makers.NOON)
    actions.change_item(dee, item_id=item.pk, facts=ItemFacts(other.pk), own={}, now=makers.NOON)
    assert queries.texts_of(item.pk) == own
