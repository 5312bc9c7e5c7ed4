"""A delivery is written down once, its lines matched with records of ours."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import Delivery, DeliveryLine
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_with_its_lines_and_records_and_once() -> None:
    record = makers.make_record("Holes", isbn=HOLES)
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    lines = [PackedLine("Holes", HOLES, 3, 899), PackedLine("Unknown", "FX12")]
    once, twice = (
        actions.add_delivery(dee, site_id=site.pk, came_on=makers.TODAY, lines=lines, key="k", now=makers.NOON)
        for _ in range(2)
    )
    assert once == twice
    rows = DeliveryLine.objects.values_list("number", "title", "expected", "came", "record")
    assert list(rows) == [(1, "Holes", 3, 0, record.pk), (2, "Unknown", 1, 0, None)]


def test_another_site_and_too_many_lines_are_refused() -> None:
    dee = makers.make_actor("technician", makers.make_site())
    with pytest.raises(Refused):
        actions.add_delivery(dee, site_id=makers.make_site().pk, came_on=makers.TODAY, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        unpacking(*[PackedLine("Holes")] * 2001)
    assert caught.value.code == "intake.too_many_lines"
    assert not Delivery.objects.exists()
