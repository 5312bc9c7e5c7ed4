"""Numbers a vendor prints: no two ranges share one, nobody here is offered one, what is used and free is told."""

import pytest

from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import NumberRangeForm
from carrel.rooms.inventory.models import NumberRange
from carrel.rooms.inventory.rules import BarcodeTemplate, Reserved, gaps_between, next_outside, number_range_objections
from carrel.rooms.schools.models import Site, Vendor
from tests import makers

PLAIN = BarcodeTemplate("3", 5)
LIBRARY = BarcodeTemplate("31234", 14, "mod10")


def taken(first: int, last: int, template: BarcodeTemplate = LIBRARY) -> Reserved:
    return Reserved(template, first, last, "Foxglove")


@pytest.mark.parametrize(
    ("wanted", "others", "codes"),
    [
        (taken(1, 9), [], []),
        (taken(10, 19), [taken(1, 9), taken(20, 29)], []),
        (taken(9, 19), [taken(1, 9)], ["inventory.range_overlaps"]),
        (taken(1, 99), [taken(5, 6), taken(7, 8)], ["inventory.range_overlaps"] * 2),
        (taken(9, 1), [], ["inventory.range_backwards"]),
        (taken(1, 10**8), [], ["inventory.range_too_long"]),
        (taken(234, 235, PLAIN), [taken(1, 10**7)], []),
        (taken(345, 346, BarcodeTemplate("32", 6)), [taken(2340, 2350, BarcodeTemplate("3", 6))], []),
        (taken(345, 346, BarcodeTemplate("32", 5)), [taken(2340, 2350, PLAIN)], ["inventory.range_overlaps"]),
    ],
)
def test_no_two_ranges_share_a_number(wanted: Reserved, others: list[Reserved], codes: list[str]) -> None:
    assert [each.code for each in number_range_objections(wanted, others)] == codes


def test_the_next_number_nobody_reserved() -> None:
    ranges = [taken(5, 9, PLAIN), taken(10, 12, PLAIN), taken(20, 30, PLAIN)]
    assert [next_outside(short, PLAIN, ranges) for short in (4, 5, 11, 13, 25)] == [4, 13, 13, 13, 31]
    assert gaps_between(1, 5, []) == [(1, 5)]
    assert gaps_between(1, 3, [1, 2, 3]) == []


def a_site() -> Site:
    return makers.make_site(barcode_prefix="31234", barcode_length=14, barcode_check="mod10")


def form(site: Site, first: str, last: str, vendor: str = "Foxglove") -> NumberRangeForm:
    seller = Vendor.objects.get_or_create(name=vendor, defaults={"folded": vendor.lower()})[0]
    return NumberRangeForm({"site": site.pk, "vendor": seller.pk, "first": first, "last": last})


@pytest.mark.django_db
def test_a_range_is_kept_from_bare_or_whole_numbers_and_its_use_is_told() -> None:
    site = a_site()
    kept = form(site, "101", LIBRARY.full("110")).save()
    assert (kept.first, kept.last, kept.prefix, kept.length, kept.check_sign) == (101, 110, "31234", 14, "mod10")
    makers.make_item(site, barcode=LIBRARY.full("103"))
    makers.make_item(site, barcode=LIBRARY.full("200"))
    use = queries.use_of_range(kept)
    assert [number for number, *_ in use.used] == [LIBRARY.full("103")]
    assert [count for *_, count in use.free] == [2, 7]
    assert (use.next_free, use.free_count) == (LIBRARY.full("104"), 9)
    makers.make_item(site, barcode=LIBRARY.full("110"))
    assert queries.use_of_range(kept).next_free == LIBRARY.full("101")


@pytest.mark.django_db
def test_what_overlaps_or_does_not_fit_is_refused_beside_the_form() -> None:
    site = a_site()
    form(site, "101", "110").save()
    again = form(site, "110", "120", "Other")
    assert not again.is_valid()
    assert "Foxglove" in str(again.errors)
    assert not form(site, "12X", "13").is_valid()
    assert "in its settings" in str(form(makers.make_site(), "1", "2").errors)
    changed = NumberRange.objects.get()
    values = {"site": site.pk, "vendor": changed.vendor_id, "first": "101", "last": "105"}
    assert NumberRangeForm(values, instance=changed).is_valid()


@pytest.mark.django_db
def test_nobody_here_is_offered_a_reserved_number() -> None:
    site = a_site()
    form(site, "2", "9").save()
    assert queries.next_number_of(site.pk) == LIBRARY.full("1")
    makers.make_item(site, barcode=LIBRARY.full("1"))
    makers.make_item(site, barcode=LIBRARY.full("5"))
    assert queries.next_number_of(site.pk) == LIBRARY.full("10")
