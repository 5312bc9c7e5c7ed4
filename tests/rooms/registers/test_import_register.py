"""Registers come in: items with their records, loans with their fines, charges; each row once, whatever happens."""

from datetime import datetime

import pytest

from carrel.cellar.jobs.actions import resume
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.marc import ControlField, MarcRecord
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.catalogue.actions import add_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.actions import set_item_state
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers import actions, tasks
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD, FAY_CARD
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db

HOLES = "9780440414803"


def sound() -> list[str]:
    return [said for name, ask in QUESTIONS if "disk" not in name for said in ask(makers.NOON)]


def test_items_come_in_with_all_they_say(registers: Registers) -> None:
    heads = (
        "Barcode,Title,Subtitle,Author,ISBN,Publisher,Year,Call Number,Site,Place,Item type,Price,Acquired on,"
        "Copy number,Volume,Condition,State,Asset tag,Serial number,Note"
    )
    line = (
        f"T1,The hobbit,or There and back again,J. R. R. Tolkien,{HOLES},Houghton,c1997,823.912 TOL,ACM,FIC,Book,18.99,"
        "2026-08-15,c. 2,v.1,Fair,Lost,D-77,5CD123,Torn cover"
    )
    job = registers.bring("items", registers.table(heads, line))
    assert counts(job, "read", "new", "refused") == (1, 1, 0)
    item = Item.objects.select_related("record", "place").get()
    assert (item.site, item.barcode, item.price_minor, item.copy_number, item.volume) == (
        registers.cast.middle, "T1", 1899, 2, "v.1",
    )  # fmt: skip
    assert (item.call_number, item.call_number_scheme, item.condition, item.state) == (
        "823.912 TOL", "ddc", "worn", "lost",
    )  # fmt: skip
    assert item.place is not None
    assert (item.place.code, item.note, item.imported_by_job) == ("FIC", "Torn cover", job.pk)
    assert set(item.numbers.values_list("number", "kind")) == {
        ("T1", "barcode"), ("D-77", "asset_tag"), ("5CD123", "serial"),
    }  # fmt: skip
    record = item.record
    assert (record.title, record.subtitle, record.author, record.publisher, record.year, record.is_brief) == (
        "The hobbit", "or There and back again", "J. R. R. Tolkien", "Houghton", 1997, True,
    )  # fmt: skip
    assert record.title_sort.startswith("hobbit")
    assert sound() == []


def test_rows_of_one_title_share_a_record(registers: Registers) -> None:
    ours = makers.make_record("Holes", isbn=HOLES)
    job = registers.bring(
        "items",
        registers.table(
            "Barcode,Title,Author,ISBN,Record ID",
            f"T1,Holes,,{HOLES},",
            "T2,Holes,,0440414806,",
            "T3,Hatchet,Gary Paulsen,,77",
            "T4,Hatchet,,,77",
            "T5,Dogsong,Gary Paulsen,,",
            "T6,Dogsong,Gary Paulsen,,",
            "T7,Dogsong,Somebody Else,,",
        ),
    )
    assert counts(job, "read", "new", "more", "refused") == (7, 3, 4, 0)
    records = dict(Item.objects.values_list("barcode", "record_id"))
    assert records["T1"] == records["T2"] == ours.pk
    assert records["T3"] == records["T4"]
    assert records["T5"] == records["T6"] != records["T7"]


def test_records_that_came_as_marc_are_found_by_their_numbers(registers: Registers) -> None:
    marc = makers.make_marc("Concerto", leader="00000njm a2200000 a 4500")
    owned = MarcRecord(marc.leader, (ControlField("001", "12"), ControlField("003", "CONS"), *marc.fields))
    ours = add_record(registers.dee, marc=owned, now=makers.NOON).record_id
    table = registers.table("barcode,bib_id,circ_lib,label_class", "C1,12,ACM,lc", "C2,13,ACM,lc")
    assert counts(registers.check("items", table), "new", "more", "refused") == (0, 0, 2)
    job = registers.bring("items", table, owner="CONS")
    assert counts(job, "more", "refused") == (1, 1)
    assert Item.objects.get().record_id == ours
    assert registers.said(job) == [(3, "registers.no_title")]


def test_the_same_file_again_brings_nothing(registers: Registers) -> None:
    table = registers.table("Barcode,Title,ISBN", f"T1,Holes,{HOLES}", "T2,Hatchet,", "T3,Hatchet,")
    registers.bring("items", table)
    again = registers.bring("items", table)
    assert counts(again, "read", "known", "new", "more", "refused") == (3, 3, 0, 0, 0)
    other = registers.bring("items", registers.table("Barcode,Title", "T1,Another book"))
    assert registers.said(other) == [(2, "registers.number_taken")]
    assert (Item.objects.count(), Record.objects.count()) == (3, 2)


def test_devices_are_equipment(registers: Registers) -> None:
    registers.bring(
        "items",
        registers.table(
            "Asset Name,Asset Tag,Model,Category,Manufacturer,Serial,Cost,Status,Address,Address",
            "CB-1,D-1,Lenovo 100e,Chromebook,Lenovo,PF1,249.00,Ready to Deploy,x,y",
            "CB-2,D-2,Lenovo 100e,Chromebook,Lenovo,PF2,249.00,Out for Repair,x,y",
        ),
    )
    record = Record.objects.get()
    assert (record.title, record.format, record.publisher) == ("Lenovo 100e", "equipment", "Lenovo")
    assert list(Item.objects.order_by("barcode").values_list("state", "item_type__code")) == [
        ("available", "chromebook"), ("in_repair", "chromebook"),
    ]  # fmt: skip


LOANS = "cardnumber,barcode,issuedate,date_due,returndate,renewals_count,fine"


def items(registers: Registers, count: int = 6) -> None:
    for number in range(1, count + 1):
        makers.make_item(registers.cast.middle, f"Title {number}", barcode=f"T{number}")


def test_loans_come_in_with_their_dates_and_fines(registers: Registers) -> None:
    items(registers)
    Item.objects.filter(barcode="T3").update(state="lost")
    job = registers.bring(
        "loans",
        registers.table(
            LOANS,
            f"{ANA_CARD},T1,2026-11-02 10:15:00,2026-11-16 23:59:00,,1,1.50",
            f"{BEN_CARD},T2,2026-11-02,2026-12-01,,,",
            f"{BEN_CARD},T3,2026-01-02,2026-01-20,,,",
            f"{ANA_CARD},T4,2026-03-02,2026-03-20,2026-03-19,,0.25",
        ),
    )
    assert counts(job, "read", "open", "returned", "refused", "fines", "fines_minor") == (4, 3, 1, 0, 2, 175)
    assert registers.said(job, "told") == [(4, "registers.was_lost")]
    loan = Loan.objects.get(item__barcode="T1")
    assert (loan.patron, loan.renewals, loan.due_kind) == (registers.cast.ana, 1, "day")
    assert loan.due_at.isoformat() == "2026-11-17T07:59:59+00:00"
    past = Loan.objects.get(item__barcode="T4")
    assert (past.patron, past.category) == (None, registers.cast.ana.category)
    assert dict(Item.objects.values_list("barcode", "state")) == {
        "T1": "on_loan", "T2": "on_loan", "T3": "on_loan", "T4": "available", "T5": "available", "T6": "available",
    }  # fmt: skip
    assert Item.objects.get(barcode="T4").loan_count == 1
    fines = Charge.objects.order_by("amount_minor").values_list("person", "left_minor", "about_barcode", "kind")
    assert list(fines) == [
        (registers.cast.ana.pk, 25, "T4", "overdue"), (registers.cast.ana.pk, 150, "T1", "overdue"),
    ]  # fmt: skip
    assert sound() == []


def test_loans_that_cannot_be(registers: Registers) -> None:
    items(registers)
    makers.make_loan(Item.objects.get(barcode="T5"), registers.cast.mateo)
    set_item_state(SYSTEM, item_id=Item.objects.get(barcode="T6").pk, state="withdrawn", now=now())
    far = makers.make_item(registers.cast.elementary, "Far", barcode="B1")
    lines = (
        f"{ANA_CARD},T1,2026-11-02,2026-11-16,,,",
        f"{BEN_CARD},T1,2026-11-03,2026-11-17,,,",
        "0000,T2,2026-11-03,2026-11-17,,,",
        f"{FAY_CARD},T2,2026-11-03,2026-11-17,,,",
        f"{BEN_CARD},T77,2026-11-03,2026-11-17,,,",
        f"{BEN_CARD},{far.barcode},2026-11-03,2026-11-17,,,",
        f"{BEN_CARD},T2,2026-11-03,,,,",
        f"{BEN_CARD},T2,2026-11-03,2026-11-01,,,",
        f"{BEN_CARD},T2,2027-11-03,2027-12-01,,,",
        f"{BEN_CARD},T2,2026-11-03,2026-11-17,2026-11-01,,",
        f"{BEN_CARD},T5,2026-11-03,2026-11-17,,,",
        f"{BEN_CARD},T6,2026-11-03,2026-11-17,,,",
        f"{BEN_CARD},T2,no day,2026-11-17,,,",
        ",T2,2026-11-03,2026-11-17,,,",
        ",T4,,,,,",
        f"{BEN_CARD},T3,,2026-11-17,,,",
    )
    job = registers.bring("loans", registers.table(LOANS, *lines))
    assert registers.said(job) == [
        (3, "registers.out_twice"),
        (4, "registers.unknown_person"),
        (5, "registers.unknown_person"),
        (6, "registers.unknown_item"),
        (7, "registers.unknown_item"),
        (8, "registers.no_due"),
        (9, "registers.due_before_lent"),
        (10, "registers.in_future"),
        (11, "registers.returned_when"),
        (12, "registers.lent_to_another"),
        (13, "registers.withdrawn_is_out"),
        (14, "registers.no_day"),
        (15, "registers.no_person"),
    ]
    assert counts(job, "open", "nobody", "refused", "told") == (2, 1, 13, 1)
    assert registers.said(job, "told") == [(17, "registers.no_lent")]
    assert sound() == []


def test_loans_again_bring_nothing(registers: Registers) -> None:
    items(registers)
    table = registers.table(
        LOANS, f"{ANA_CARD},T1,2026-11-02,2026-11-16,,,1.50", f"{ANA_CARD},T2,2026-03-02,2026-03-20,2026-03-19,,"
    )
    registers.bring("loans", table)
    again = registers.bring("loans", table)
    assert counts(again, "read", "known", "open", "returned", "refused") == (2, 2, 0, 0, 0)
    assert (Loan.objects.count(), Charge.objects.count()) == (2, 1)
    assert Item.objects.get(barcode="T2").loan_count == 1


CHARGES = "accountlines_id,cardnumber,amount,amountoutstanding,debit_type_code,description,date,barcode,title"


def test_charges_come_in_once(registers: Registers) -> None:
    items(registers)
    table = registers.table(
        CHARGES,
        f"1,{BEN_CARD},5.000000,3.500000,OVERDUE,Late,2026-03-02,T1,",
        f"2,{BEN_CARD},12.00,12.00,LOST,,2026-03-02,T9,Gone book",
        f"3,{BEN_CARD},4.00,0.00,OVERDUE,paid,2026-03-02,,",
        f"4,{BEN_CARD},-4.00,-4.00,PAYMENT,paid,2026-03-02,,",
        "5,0000,4.00,4.00,OVERDUE,,2026-03-02,,",
        f"6,{BEN_CARD},4.00,x,OVERDUE,,2026-03-02,,",
        f"7,{BEN_CARD},4.00,5.00,OVERDUE,,2026-03-02,,",
        f"8,{BEN_CARD},4.00,4.00,OVERDUE,,2027-03-02,,",
    )
    job = registers.bring("charges", table)
    assert counts(job, "read", "charged", "settled", "refused", "owed_minor") == (8, 3, 1, 4, 2050)
    assert registers.said(job) == [
        (5, "registers.is_credit"),
        (6, "registers.unknown_person"),
        (7, "registers.no_amount"),
        (9, "registers.in_future"),
    ]
    assert registers.said(job, "told") == [(8, "registers.left_over_amount")]
    found = Charge.objects.order_by("pk").values_list("kind", "amount_minor", "left_minor", "about_title")
    assert list(found) == [
        ("overdue", 500, 350, "Title 1"), ("lost", 1200, 1200, "Gone book"), ("overdue", 500, 500, ""),
    ]  # fmt: skip
    again = registers.bring("charges", table)
    assert counts(again, "charged", "known", "settled") == (0, 3, 1)
    assert sound() == []


def test_equal_lines_of_one_file_are_two_charges(registers: Registers) -> None:
    line = f"{BEN_CARD},0.10,Copies,2026-03-02"
    table = registers.table("Patron Barcode,Amount Due,Fine Type,Date Created", line, line)
    assert counts(registers.bring("charges", table), "charged") == (2,)
    assert counts(registers.bring("charges", table), "charged", "known") == (0, 2)


def test_sent_twice_it_starts_once_and_only_after_the_look(registers: Registers) -> None:
    number = registers.send("items", "Barcode,Title\nT1,Holes\n")
    with pytest.raises(Refused) as refused:
        actions.import_register(registers.dee, job_id=number, now=makers.NOON)
    assert refused.value.code == "registers.check_first_over"
    run_now(number)
    first = actions.import_register(registers.dee, job_id=number, now=makers.NOON)
    assert actions.import_register(registers.dee, job_id=number, now=makers.NOON) == first
    with pytest.raises(Refused) as refused:
        actions.import_register(registers.dee, job_id=first, now=makers.NOON)
    assert refused.value.code == "registers.no_such_register"
    registers.dee = registers.cast.actor(registers.cast.eli)
    with pytest.raises(NotAllowed):
        actions.import_register(registers.dee, job_id=number, now=makers.NOON)


def test_broken_off_and_taken_up_again_it_ends_as_if_nothing_had_been(
    registers: Registers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 3)
    lines = [f"T{number},Title {number % 4},{number % 4}" for number in range(10)]
    check = registers.check("items", registers.table("Barcode,Title,Record ID", *lines))
    job_id = actions.import_register(registers.dee, job_id=check.pk, now=makers.NOON)
    kept = actions.import_rows
    steps = []

    def failing(*arguments: object, **named: object) -> None:
        steps.append(1)
        if len(steps) == 3:
            raise OSError("the disk is full")
        kept(*arguments, **named)  # type: ignore[arg-type]  # handed on

    with monkeypatch.context() as patch:
        patch.setattr(actions, "import_rows", failing)
        with pytest.raises(OSError, match="disk is full"):
            run_now(job_id)
    assert Item.objects.count() == 6
    resume(registers.dee, job_id=job_id, now=datetime.now(makers.NOON.tzinfo))
    job = run_now(job_id)
    assert counts(job, "read", "new", "more", "known", "refused") == (10, 4, 6, 0, 0)
    assert (Item.objects.count(), Record.objects.count()) == (10, 4)


def test_statements_do_not_grow_with_the_rows(registers: Registers, django_assert_max_num_queries: object) -> None:
    lines = [f"T{number},Title {number},{HOLES if number % 2 else ''}" for number in range(200)]
    check = registers.check("items", registers.table("Barcode,Title,ISBN", *lines))
    job_id = actions.import_register(registers.dee, job_id=check.pk, now=makers.NOON)
    with django_assert_max_num_queries(90):  # type: ignore[operator]  # pytest-django's fixture
        run_now(job_id)
    assert Item.objects.count() == 200
