"""Fields of kinds come in with a file and go out again; each line that cannot be read is named, the others come in."""

from dataclasses import replace

import pytest

from carrel.cellar.jobs.running import run_now
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.actions import add_item_field, add_usual_fields
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.inventory.rules import CHOICE, MONEY, YES_NO, FieldFacts
from carrel.rooms.registers import actions
from carrel.rooms.registers.queries import table_out
from tests import makers
from tests.rooms.circulation.fining import charging, lent
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def robot(registers: Registers) -> ItemType:
    """A kind the district has defined: no line of code knows it."""
    kind = makers.make_item_type("robot", name="Robot", family="equipment")
    add_usual_fields(registers.dee, item_type_id=kind.pk, which="device", now=makers.NOON)
    for facts in (
        FieldFacts("Colour", kind=CHOICE, choices=("Red", "Blue"), is_required=True),
        FieldFacts("Battery", kind=MONEY),
        FieldFacts("Boxed", kind=YES_NO),
    ):
        add_item_field(registers.dee, item_type_id=kind.pk, facts=facts, now=makers.NOON)
    return kind


def own(barcode: str) -> dict[str, str]:
    item = Item.objects.get(barcode=barcode)
    codes = {field.field_id: field.code for field in inventory.fields_of(item.item_type_id)}
    return {codes[field_id]: text for field_id, text in inventory.texts_of(item.pk).items()}


def test_own_columns_come_in_by_label_or_code(registers: Registers, robot: ItemType) -> None:
    heads = "Barcode,Title,Item type,Serial number,Manufacturer,warranty_until,COLOUR,Battery,Boxed"
    line = "T1,Robot Rob,Robot,pf 9,Botley,6/30/2027,red,$12.50,y"
    job = registers.bring("items", registers.table(heads, line))
    assert counts(job, "read", "new", "refused") == (1, 1, 0)
    assert own("T1") == {
        "serial_number": "pf 9", "manufacturer": "Botley", "warranty_until": "2027-06-30", "colour": "Red",
        "battery": "12.50", "boxed": "yes",
    }  # fmt: skip
    item = Item.objects.get()
    assert item.record.publisher == "Botley"
    assert set(item.numbers.values_list("number", "kind")) == {("T1", "barcode"), ("PF9", "serial")}


def test_bad_lines_are_named_and_nothing_else_is_refused(registers: Registers, robot: ItemType) -> None:
    heads = "Barcode,Title,Item type,Colour,Warranty until,Battery,Boxed,Serial number"
    lines = (
        "T1,Rob,Robot,Green,,,,", "T2,Rob,Robot,,,,,", "T3,Rob,Robot,Red,soon,,,", "T4,Rob,Robot,Red,,much,,",
        "T5,Rob,Robot,Red,,,perhaps,", "T6,Rob,Robot,Blue,2027-01-01,9,no,S1", "T7,Rob,Robot,Blue,,,,S1",
        "T8,Rob,Book,Blue,,,,",
    )  # fmt: skip
    job = registers.bring("items", registers.table(heads, *lines))
    assert registers.said(job) == [
        (2, "inventory.value_no_choice"), (3, "inventory.value_needed"), (4, "inventory.value_no_day"),
        (5, "inventory.value_no_amount"), (6, "inventory.value_no_yes"), (8, "registers.number_twice"),
    ]  # fmt: skip
    assert registers.said(job, "told") == [(9, "registers.no_such_field")]
    assert set(Item.objects.values_list("barcode", flat=True)) == {"T6", "T8"}


def test_columns_are_chosen_by_hand(registers: Registers, robot: ItemType) -> None:
    table = registers.table("Barcode,Title,Item type,Paint", "T1,Rob,Robot,Blue")
    check = registers.check("items", table)
    assert registers.said(check) == [(2, "inventory.value_needed")]
    mapping = {**check.params["mapping"], "own_colour": "Paint"}
    again = actions.check_again(registers.dee, job_id=check.pk, mapping=mapping, order="", owner=None, now=makers.NOON)
    assert counts(run_now(again), "new", "refused") == (1, 0)


def test_what_went_out_comes_in_again_the_same(registers: Registers, robot: ItemType) -> None:
    heads = "Barcode,Title,Item type,Colour,Model,Serial number,Boxed"
    registers.bring("items", registers.table(heads, "T1,Rob,Robot,Red,R2,S9,yes", "B1,Holes,Book,,,,"))
    table = table_out(registers.dee, "items", makers.NOON)
    labels = [column.label for column in table.columns]
    rows = [dict(zip(labels, row, strict=True)) for row in table.rows]
    assert [(row["Colour"], row["Model"], row["Serial number"], row["Boxed"]) for row in rows] == [
        ("Red", "R2", "S9", "yes"), ("", "", "", ""),
    ]  # fmt: skip
    assert labels.count("Serial number") == 1
    before = own("T1")
    Item.objects.get(barcode="T1").delete()
    text = ",".join(labels) + "\n" + ",".join("" if value is None else str(value) for value in rows[0].values())
    job = registers.bring("items", text)
    assert counts(job, "read", "refused") == (1, 0)
    assert own("T1") == before


def test_what_is_out_goes_out_with_what_its_lateness_costs(registers: Registers) -> None:
    cast = registers.cast
    charging(fine_minor=25)
    late, _ = lent(cast, cast.ben)
    on_time, _ = lent(cast, cast.ana, at=makers.NOON)
    table = table_out(registers.dee, "loans", makers.NOON)
    heads = [column.label for column in table.columns]
    fines = {row[heads.index("Barcode")]: row[heads.index("Fine")] for row in table.rows}
    assert fines == {late.barcode: 350, on_time.barcode: None}
    blind = replace(registers.dee, permissions=registers.dee.permissions - {"charges.view_charges"})
    assert {row[heads.index("Fine")] for row in table_out(blind, "loans", makers.NOON).rows} == {None}
