"""A kind nobody wrote a line of code for: defined as data, filled from a workbook, lent by the policy grid."""

from zoneinfo import ZoneInfo

import pytest

from carrel.cellar.tables import CODE, Column, Table, xlsx_bytes
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import CHOICE, FieldFacts
from tests import makers
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db


def test_defined_filled_from_a_workbook_and_lent(registers: Registers) -> None:
    dee = registers.dee
    kind = makers.make_item_type("robot", name="Robot", family="equipment")
    actions.add_usual_fields(dee, item_type_id=kind.pk, which="equipment", now=makers.NOON)
    colours = FieldFacts("Colour", kind=CHOICE, choices=("Red", "Blue"))
    actions.add_item_field(dee, item_type_id=kind.pk, facts=colours, now=makers.NOON)
    makers.make_policy(item_type=kind, length=3, length_unit="calendar_days")
    heads = [Column(head, CODE) for head in ("Barcode", "Title", "Item type", "Serial number", "Colour")]
    rows = [["RB1", "Robot", "Robot", "SN-1", "red"], ["RB2", "Robot", "Robot", "SN-2", "plaid"]]
    job = registers.bring("items", xlsx_bytes(Table("Robots", heads, rows)), name="robots.xlsx")
    assert counts(job, "new", "more", "refused") == (1, 0, 1)
    item = Item.objects.get(barcode="RB1")
    found = queries.item_of_number("sn-1")
    assert found is not None and found.item_id == item.pk
    lent = circulation.check_out(dee, patron_id=registers.cast.ana.pk, item_id=item.pk, now=makers.NOON)
    loan = Loan.objects.get(pk=lent.loan_id)
    due_on = loan.due_at.astimezone(ZoneInfo(item.site.timezone)).date()
    assert (due_on - makers.TODAY).days == 3
