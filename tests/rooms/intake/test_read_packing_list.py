"""The list is read anew with other columns, until a copy is counted."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import DeliveryLine
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.test_send_packing_list import LIST, send

pytestmark = pytest.mark.django_db


def test_anew_until_counted(intake: Intake) -> None:
    delivery_id, _ = send(intake, LIST)

    def read(**mapping: str) -> None:
        actions.read_packing_list(intake.dee, delivery_id=delivery_id, mapping=mapping, now=makers.NOON)

    def refused(**mapping: str) -> str:
        with pytest.raises(Refused) as caught:
            read(**mapping)
        return caught.value.code

    assert refused(price="Unit Price") == "intake.columns_missing"
    read(title="Description")
    assert list(DeliveryLine.objects.values_list("title", "isbn", "expected")) == [
        ("Holes", "", 1), ("The giver", "", 1), ("Hatchet", "", 1),
    ]  # fmt: skip
    read(isbn="EAN")
    actions.count_into_delivery(intake.dee, delivery_id=delivery_id, text="9780440414803", now=makers.NOON)
    assert refused(isbn="EAN") == "intake.counted_already"


def test_a_typed_delivery_has_no_list(intake: Intake) -> None:
    delivery_id = actions.add_delivery(intake.dee, site_id=intake.site.pk, came_on=makers.TODAY, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        actions.read_packing_list(intake.dee, delivery_id=delivery_id, mapping={"isbn": "EAN"}, now=makers.NOON)
    assert caught.value.code == "intake.no_such_file"
