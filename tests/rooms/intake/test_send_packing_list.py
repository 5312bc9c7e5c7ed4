"""A packing list as a vendor's table becomes a delivery; odd lines are named, unknown columns are asked for."""

from io import BytesIO

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import Delivery, DeliveryLine
from tests import makers
from tests.rooms.intake.conftest import Intake

pytestmark = pytest.mark.django_db
LIST = """EAN,Description,Qty Shipped,Unit Price,Ship To
9780440414803,Holes,3,8.99,Alder Creek
9780544336261,The giver,two,7.50,Elm
,,,,
9781416936473,Hatchet,1,7.50,Elm
"""


def send(intake: Intake, text: str, **more: str) -> tuple[int, list[str]]:
    delivery_id, said = actions.send_packing_list(
        intake.dee, stream=BytesIO(text.encode()), name="list.csv", site_id=intake.site.pk, came_on=makers.TODAY,
        now=makers.NOON, **more,
    )  # fmt: skip
    return delivery_id, [each.code for each in said]


def test_read_by_vendors_names(intake: Intake) -> None:
    delivery_id, said = send(intake, LIST)
    assert said == ["intake.line_count_unread", "intake.line_site_unknown"]
    rows = DeliveryLine.objects.filter(delivery=delivery_id).values_list("title", "expected", "price_minor", "site")
    assert list(rows) == [("Holes", 3, 899, intake.site.pk), ("Hatchet", 1, 750, None)]
    assert Delivery.objects.get().packing_list == "list.csv"


def test_columns_nobody_knows_leave_it_without_lines(intake: Intake) -> None:
    delivery_id, _ = send(intake, "Ref,What,How many\n9780440414803,Holes,3\n")
    assert not DeliveryLine.objects.exists()
    mapping = {"isbn": "Ref", "title": "What", "expected": "How many"}
    actions.read_packing_list(intake.dee, delivery_id=delivery_id, mapping=mapping, now=makers.NOON)
    assert list(DeliveryLine.objects.values_list("isbn", "expected")) == [("9780440414803", 3)]


def test_no_table_leaves_nothing(intake: Intake) -> None:
    with pytest.raises(Refused):
        send(intake, "")
    assert not Delivery.objects.exists()
