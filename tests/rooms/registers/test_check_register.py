"""A register is looked into: what would come in, what not and why, and nothing does."""

import io

import pytest
import xlsxwriter

from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers import actions
from carrel.rooms.registers.phrases import ADVICE, PHRASES
from tests import makers
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db

ITEMS = """Copy Barcode;Title;Author;ISBN;Call Number;Price;Date Acquired;Site;Location;Circulation Type
T1;Holes;Louis Sachar;9780440414803;FIC SAC;18,99;15.08.2026;ACM;FIC;Book
T2;Holes;Louis Sachar;9780440414803;FIC SAC;;;Alder Creek;Cellar;Scroll
T1;Hatchet;;;;;;;;
;No number;;;;;;;;
T4;;;;;;;;;
T5;Far away;;;;;;BIR;;
T6;Bad day;;;;;31.31.2026;;;
T7;Bad price;;;;free;;;;
"""


def test_what_would_come_in_and_what_not(registers: Registers) -> None:
    job = registers.check("items", ITEMS)
    assert job.status == "done"
    assert counts(job, "read", "new", "more", "known", "refused") == (8, 1, 1, 0, 6)
    assert registers.said(job) == [
        (4, "registers.number_twice"),
        (5, "registers.no_barcode"),
        (6, "registers.no_title"),
        (7, "registers.other_site"),
        (8, "registers.no_day"),
        (9, "registers.no_amount"),
    ]
    assert job.report["unknown"] == {
        "sites": {}, "places": {"Cellar": 1}, "item_types": {"Scroll": 1}, "states": {},
    }  # fmt: skip
    assert job.report["order"] == "day_first"
    assert not Record.objects.exists()
    assert not Item.objects.exists()
    assert all((str(PHRASES[code]), ADVICE[code]) for _, code in registers.said(job))


def test_words_under_a_heading_of_numbers_are_read_as_words(registers: Registers) -> None:
    """`Status` is Evergreen's heading for a number; in a file of it that somebody has made readable, words."""
    table = registers.table(
        "Barcode,Title,Call Number,Price,circ_lib,Status", "T1,Holes,FIC,18.99,,Available", "T2,Hatchet,FIC,9,,3"
    )
    job = registers.check("items", table)
    assert job.params["system"] == "evergreen"
    assert job.report["unknown"]["states"] == {}


@pytest.mark.parametrize("heads", ["Barcode,Title", "Barcode,Title,Author,Call Number,Status,Price,Location"])
def test_headings_that_anybody_has_name_no_system(registers: Registers, heads: str) -> None:
    job = registers.check("items", registers.table(heads, "T1,Holes" + "," * (heads.count(",") - 1)))
    assert job.params["system"] == ""
    assert job.params["mapping"].get("state", "Status") == "Status"
    assert "state_number" not in job.params["mapping"]


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_coding_reads_the_same(registers: Registers, coding: str) -> None:
    text = registers.table("Código de barras,Título", "Ñ1,¿Dónde está?")
    job = registers.check("items", text.encode(coding))
    assert counts(job, "read", "new", "refused") == (1, 1, 0)


def test_a_workbook(registers: Registers) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Barcode", "Title"])
        sheet.write_row(1, 0, [31234000010064, "Holes"])
    job = registers.bring("items", out.getvalue(), name="items.xlsx")
    assert counts(job, "read", "new") == (1, 1)
    assert Item.objects.get().barcode == "31234000010064"


@pytest.mark.parametrize(
    ("heads", "system", "mapping"),
    [
        ("biblionumber,barcode,itype,homebranch,itemcallnumber,title", "koha", {"record_number": "biblionumber"}),
        ("Asset Name,Asset Tag,Model,Category,Serial,Cost,Purchased,Address,Address", "snipe_it", {"title": "Model"}),
        ("Asset Name,Asset Tag,Model,Purchase Cost,Purchase Date", "snipe_it",
         {"price": "Purchase Cost", "acquired_on": "Purchase Date", "title": "Model"}),
        ("Asset Name,Asset Tag", "", {"title": "Asset Name"}),
        ("Copy Barcode,Call Number,Title,Circulation Type,Purchase Price", "destiny", {"price": "Purchase Price"}),
        ("Copy Barcode,Title,Copy Call Number,Copy Policy", "alexandria", {"item_type": "Copy Policy"}),
        ("copy_id,bib_id,barcode,circ_lib,circ_modifier,status,label_class", "evergreen", {"state_number": "status"}),
    ],
)  # fmt: skip
def test_the_system_is_recognised_by_its_headings(
    registers: Registers, heads: str, system: str, mapping: dict[str, str]
) -> None:
    job = Job.objects.get(pk=registers.send("items", registers.table(heads, "1" + "," * heads.count(","))))
    assert job.params["system"] == system
    assert mapping.items() <= job.params["mapping"].items()


def test_a_file_without_a_needed_column_says_so(registers: Registers) -> None:
    job = registers.check("loans", registers.table("Barcode,Title", "T1,Holes"))
    assert job.status == "done"
    assert job.report["fault"] == {"code": "registers.columns_missing", "facts": {"columns": "person_number, due"}}
    with pytest.raises(Refused) as refused:
        actions.import_register(registers.dee, job_id=job.pk, now=makers.NOON)
    assert refused.value.code == "registers.cannot_be_read"


def test_a_file_that_breaks_off_names_its_line_and_nothing_of_it_can_come_in(registers: Registers) -> None:
    job = registers.check("items", 'Barcode,Title\nT1,Holes\nT2,"never closed\n')
    assert job.report["fault"]["code"] == "tables.bad_line"
    assert job.report["fault"]["facts"]["line"] == 3
    with pytest.raises(Refused):
        actions.import_register(registers.dee, job_id=job.pk, now=makers.NOON)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "files.empty"),
        (b"\x00\x01\x02", "files.not_table"),
        (b"<html>", "files.not_table"),
        (b"PK\x03\x04 no workbook", "tables.not_a_table"),
    ],
)
def test_what_is_no_table_is_refused(registers: Registers, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        registers.send("items", data)
    assert refused.value.code == code
    assert not Job.objects.exists()


def test_lines_whose_cells_have_slipped(registers: Registers) -> None:
    job = registers.check("items", registers.table("Barcode,Title", "T1,Holes,", "T2,Holes, and more"))
    assert registers.said(job) == [(3, "registers.slipped")]


def test_who_may(registers: Registers) -> None:
    cast = registers.cast
    for person in (cast.clark, cast.eli, cast.ana):
        registers.dee = cast.actor(person)
        with pytest.raises(NotAllowed):
            registers.send("items", "Barcode,Title\n1,x\n")
    assert not StoredFile.objects.exists()


def test_an_unknown_kind_is_a_mistake_of_the_program(registers: Registers) -> None:
    with pytest.raises(ValueError, match="no register of gifts"):
        registers.send("gifts", "a\n1\n")


def test_a_table_of_heads_alone(registers: Registers) -> None:
    job = registers.check("items", "Barcode,Title\n")
    assert (job.status, job.report["counts"]) == ("done", {})
