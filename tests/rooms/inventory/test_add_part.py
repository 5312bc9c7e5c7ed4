"""A part comes to a kit: counted, or an item with a barcode of its own; of one kit only, and never in a circle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import ItemPart, KitPart
from carrel.rooms.inventory.rules import ItemFacts, NewPart, PartFacts, next_slot, part_objections
from tests import makers
from tests.cast import Cast


@pytest.mark.parametrize(
    ("new", "facts", "codes"),
    [
        (NewPart("Case"), PartFacts(1, "Kit"), []),
        (NewPart(" "), PartFacts(1, "Kit"), ["part_without_name"]),
        (NewPart("Case", 0), PartFacts(1, "Kit"), ["part_count_wrong"]),
        (NewPart("Case", 2, None, 5), PartFacts(1, "Kit"), ["part_with_barcode_is_one"]),
        (NewPart("Case"), PartFacts(1, "Kit", name_taken=True), ["part_named_already"]),
        (NewPart("", 1, 401), PartFacts(1, "Cart"), ["slot_wrong"]),
        (NewPart("", 1, 4), PartFacts(1, "Cart", slot_has="4"), ["slot_taken"]),
        (NewPart("Kit", 1, None, 1), PartFacts(1, "Kit"), ["part_is_itself"]),
        (NewPart("Cart", 1, None, 9), PartFacts(1, "Kit", above=(9,)), ["part_goes_in_a_circle"]),
        (NewPart("Plug", 1, None, 5), PartFacts(1, "Kit", part_of="Other"), ["part_of_another"]),
    ],
)
def test_every_objection_is_named(new: NewPart, facts: PartFacts, codes: list[str]) -> None:
    assert [each.code.removeprefix("inventory.") for each in part_objections(new, facts)] == codes


@given(st.sets(st.integers(1, 50)), st.sets(st.integers(1, 50)))
def test_the_next_slot_is_empty_or_new(taken: set[int], empty: set[int]) -> None:
    slot = next_slot(taken | empty, empty - taken)
    assert slot not in taken - empty
    assert slot == min(empty - taken, default=max(taken | empty, default=0) + 1)


@pytest.mark.django_db
def test_add_part(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle, charger=False)
    dee = cast.actor(cast.dee)
    part = actions.add_part(
        dee, item_id=kit.pk, new=NewPart("Charger", 1, None, plug.pk), now=makers.NOON, key="part-001"
    )
    again = actions.add_part(
        dee, item_id=kit.pk, new=NewPart("Charger", 1, None, plug.pk), now=makers.NOON, key="part-001"
    )
    assert part == again
    assert [(each.called, each.item_id) for each in queries.parts_of(kit.pk)] == [("Case", None), ("Charger", plug.pk)]
    shown = queries.kit_of(plug.pk)
    assert shown is not None and shown.item_id == kit.pk
    other = makers.make_item(cast.middle, "Other")
    refusals = {
        "inventory.part_of_another": (other.pk, NewPart("Charger", 1, None, plug.pk)),
        "inventory.part_goes_in_a_circle": (plug.pk, NewPart("Kit", 1, None, kit.pk)),
        "inventory.part_is_itself": (kit.pk, NewPart("Kit", 1, None, kit.pk)),
        "inventory.part_named_already": (kit.pk, NewPart("Case")),
        "inventory.no_such_item": (kit.pk, NewPart("Ghost", 1, None, 999_999)),
        "inventory.other_site": (kit.pk, NewPart("Far", 1, None, makers.make_item(cast.high).pk)),
    }
    for code, (item_id, new) in refusals.items():
        with pytest.raises(Refused) as refused:
            actions.add_part(dee, item_id=item_id, new=new, now=makers.NOON)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        actions.add_part(cast.actor(cast.eli), item_id=kit.pk, new=NewPart("X"), now=makers.NOON)
    assert list(queries.part_violations()) == []


@pytest.mark.django_db
def test_new_items_of_a_type_begin_with_its_parts(cast: Cast) -> None:
    kind = makers.make_item_type("chromebook")
    KitPart.objects.create(item_type=kind, name="Case")
    KitPart.objects.create(item_type=kind, name="Stylus", count=2)
    facts = actions.NewItem(makers.make_record().pk, cast.middle.pk, _facts(kind.pk))
    (one,) = actions.add_items(cast.actor(cast.dee), rows=[facts], now=makers.NOON)
    two = actions.add_item(
        cast.actor(cast.dee), record_id=makers.make_record().pk, site_id=cast.middle.pk, facts=_facts(kind.pk),
        now=makers.NOON,
    ).item_id  # fmt: skip
    for item_id in (one, two):
        assert list(ItemPart.objects.filter(item=item_id).values_list("name", "count")) == [("Case", 1), ("Stylus", 2)]


def _facts(type_id: int) -> ItemFacts:
    return ItemFacts(item_type_id=type_id)
