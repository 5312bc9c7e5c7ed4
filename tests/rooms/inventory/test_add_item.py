"""A copy is added in one act, once, with a number nobody else has."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts
from tests import makers

pytestmark = pytest.mark.django_db


def facts(**more: object) -> ItemFacts:
    return ItemFacts(item_type_id=makers.make_item_type().pk, **more)  # type: ignore[arg-type]  # named by each test


def test_a_copy_with_its_barcode_and_place_on_the_shelf() -> None:
    site, record = makers.make_site(), makers.make_record()
    dee = makers.make_actor("technician", site)
    given = facts(call_number=" FIC  SAC ", price_minor=899, place_id=makers.make_place(site).pk)
    added = actions.add_item(
        dee, record_id=record.pk, site_id=site.pk, facts=given, number="3 1234 00001 0064\n", now=makers.NOON
    )
    item = Item.objects.get(pk=added.item_id)
    assert (item.barcode, item.call_number, item.price_minor, item.state) == (
        "31234000010064",
        "FIC SAC",
        899,
        "available",
    )
    assert item.shelving_key.startswith("D 03")
    assert [number.number for number in item.numbers.all()] == ["31234000010064"]
    entry = AuditEntry.objects.get(about_kind="item", about_id=item.pk)
    assert (entry.code, entry.facts) == ("inventory.add_item", {"number": "31234000010064"})


def test_the_same_form_twice_adds_once() -> None:
    site, record = makers.make_site(), makers.make_record()
    dee = makers.make_actor("technician", site)
    given = facts()
    once, twice = (
        actions.add_item(dee, record_id=record.pk, site_id=site.pk, facts=given, number="A1", now=makers.NOON, key="k1")
        for _ in range(2)
    )
    assert twice.repeated
    assert once.item_id == twice.item_id
    assert Item.objects.count() == 1


def test_without_a_label_yet() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    added = actions.add_item(dee, record_id=makers.make_record().pk, site_id=site.pk, facts=facts(), now=makers.NOON)
    assert Item.objects.get(pk=added.item_id).numbers.count() == 0


def refused(code: str, **more: object) -> Refused:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    values: dict[str, object] = {"record_id": makers.make_record().pk, "site_id": site.pk, "facts": facts()}
    with pytest.raises(Refused) as caught:
        actions.add_item(dee, now=makers.NOON, **{**values, **more})  # type: ignore[arg-type]  # named by each test
    assert caught.value.code == code
    return caught.value


def test_a_number_another_item_has_is_refused_with_its_title() -> None:
    makers.make_item(title="Ghost", barcode="A1")
    caught = refused("inventory.number_taken", number="a1")
    assert caught.objections[0].facts["title"] == "Ghost"
    assert Item.objects.count() == 1


def test_a_place_of_another_site_is_refused() -> None:
    refused("inventory.no_such_place", facts=facts(place_id=makers.make_place().pk))


def test_another_site_is_refused() -> None:
    refused("inventory.other_site", site_id=makers.make_site().pk)


def test_an_odd_number_is_kept_only_by_name_and_with_a_reason() -> None:
    refused("inventory.number_check", number="35555000012349")
    refused("kernel.reason_missing", number="35555000012349", overrides=["inventory.number_check"])
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    actions.add_item(
        dee, record_id=makers.make_record().pk, site_id=site.pk, facts=facts(), number="35555000012349",
        overrides=["inventory.number_check"], reason="printed so", now=makers.NOON,
    )  # fmt: skip
    assert AuditEntry.objects.get(code="inventory.add_item").overrides == ["inventory.number_check"]


def test_who_may_not() -> None:
    site = makers.make_site()
    with pytest.raises(NotAllowed):
        actions.add_item(
            makers.make_actor("student", site), record_id=1, site_id=site.pk, facts=facts(), now=makers.NOON
        )
