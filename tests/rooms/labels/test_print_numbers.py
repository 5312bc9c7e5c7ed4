"""New numbers are printed before things come, and none is given twice."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import NumberRange
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import PrintedNumber
from carrel.rooms.labels.queries import next_number_to_give, unused_numbers
from carrel.rooms.schools.models import Site, Vendor
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_the_next_numbers_are_kept_and_passed_over(labels: Labels) -> None:
    labels.book(barcode="31811000000017")
    actions.print_numbers(labels.dee, count=2, now=NOW)
    assert list(PrintedNumber.objects.order_by("pk").values_list("number", flat=True)) == [
        "31811000000029", "31811000000037",
    ]  # fmt: skip
    assert next_number_to_give(labels.site.pk) == "31811000000045"
    actions.print_numbers(labels.dee, count=1, now=NOW)
    assert PrintedNumber.objects.filter(number="31811000000045").exists()
    assert unused_numbers(labels.site.pk) == 3
    labels.book("Used", barcode="31811000000029")
    assert unused_numbers(labels.site.pk) == 2


def test_numbers_of_a_vendor_are_not_printed(labels: Labels) -> None:
    labels.book(barcode="31811000000017")
    vendor = Vendor.objects.create(name="Harbor Books")
    NumberRange.objects.create(
        site=labels.site, vendor=vendor, prefix="31811", length=14, check_sign="mod10", first=3, last=5
    )
    actions.print_numbers(labels.dee, count=2, now=NOW)
    printed = PrintedNumber.objects.order_by("pk").values_list("number", flat=True)
    assert [number[5:13] for number in printed] == ["00000002", "00000006"]
    assert next_number_to_give(labels.site.pk)[5:13] == "00000007"


def test_a_site_without_a_template_has_no_next_number(labels: Labels) -> None:
    Site.objects.filter(pk=labels.site.pk).update(barcode_prefix="")
    with pytest.raises(Refused, match="no_template"):
        actions.print_numbers(labels.dee, count=2, now=NOW)


def test_numbers_end(labels: Labels) -> None:
    Site.objects.filter(pk=labels.site.pk).update(barcode_prefix="T", barcode_length=2, barcode_check="")
    with pytest.raises(Refused) as refused:
        actions.print_numbers(labels.dee, count=20, now=NOW)
    assert refused.value.objections[0].facts["left"] == 9
