"""How a vendor writes copies is said once and holds for every later file."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.models import VendorProfile
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Vendor
from tests import makers
from tests.makers import marc_field
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, iso2709

pytestmark = pytest.mark.django_db


def vendor(name: str = "Mackin") -> Vendor:
    return Vendor.objects.create(name=name, folded=name.lower())


def keep(intake: Intake, vendor_id: int | None, **more: object) -> None:
    said = {"tag": "", "subfields": {}, "price_rule": rules.CENTS, "matching": rules.ADD_ITEMS}
    actions.keep_profile(intake.dee, vendor_id=vendor_id, now=makers.NOON, **(said | more))  # type: ignore[arg-type]  # mixed


def test_a_949_map_is_used_for_each_later_file_of_the_vendor(intake: Intake) -> None:
    mackin = vendor()
    fit = rules.PRESETS["local949"]
    keep(intake, mackin.pk, tag=fit.tag, subfields=fit.subfields, price_rule=fit.price_rule)
    record = book("Holes")
    field = marc_field("949", "$aFIC SAC$i31234$lfic$mACMS$p850", "  ")
    record = record.with_fields((*record.fields, field))
    job = intake.run(iso2709(record), vendor_id=mackin.pk)
    item = Item.objects.select_related("place").get()
    assert (item.barcode, item.call_number, item.price_minor, item.site) == ("31234", "FIC SAC", 85000, intake.site)
    assert item.place is not None
    assert item.place.name == "Fiction"
    assert job.report["counts"]["items"] == 1
    assert intake.run(iso2709(record), name="again.mrc").report["counts"].get("items", 0) == 0


def test_what_cannot_be_meant_is_refused_whole(intake: Intake) -> None:
    with pytest.raises(Refused) as refused:
        keep(intake, None, tag="9x9", subfields={"price": "$p"})
    assert {each.code for each in refused.value.objections} == {
        "intake.tag_shape", "intake.map_shape", "intake.map_needs_barcode",
    }  # fmt: skip
    assert not VendorProfile.objects.exists()


def test_one_profile_a_vendor_and_one_for_all_others(intake: Intake) -> None:
    mackin = vendor()
    for matching in (rules.REPLACE, rules.ASK):
        keep(intake, mackin.pk, matching=matching)
        keep(intake, None, matching=rules.KEEP)
    assert VendorProfile.objects.count() == 2
    assert queries.profile_of(mackin.pk).matching == rules.ASK
    assert queries.profile_of(None).matching == rules.KEEP
    assert queries.profile_of(vendor("Other").pk).matching == rules.ADD_ITEMS


def test_each_choice_does_what_it_says(intake: Intake) -> None:
    isbn = "9780440414803"
    outcomes = {}
    for matching in rules.CHOICES:
        Item.objects.all().delete()
        Record.objects.all().delete()
        makers.make_record("Holes, ours", isbn=isbn)
        each = vendor(matching)
        keep(intake, each.pk, matching=matching)
        job = intake.run(iso2709(book("Holes, theirs", isbn, "$pA1")), vendor_id=each.pk)
        counts = {name: count for name, count in job.report["counts"].items() if count and name in rules.OUTCOMES}
        outcomes[matching] = (counts, Record.objects.get().title, Item.objects.count())
    assert outcomes == {
        "add_items": ({"more": 1}, "Holes, ours", 1),
        "replace": ({"replaced": 1}, "Holes, theirs", 1),
        "keep": ({"kept": 1}, "Holes, ours", 0),
        "ask": ({"asked": 1}, "Holes, ours", 0),
    }


def test_who_may_not(intake: Intake) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_profile(
            makers.make_actor("assistant", intake.site), vendor_id=None, tag="", subfields={},
            price_rule=rules.CENTS, matching=rules.ASK, now=makers.NOON,
        )  # fmt: skip
