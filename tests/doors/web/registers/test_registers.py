"""A register sent in by the page: looked into, columns chosen, let in, taken back; each refusal in words."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.doors.web import long_work
from carrel.rooms.catalogue.models import RecordNumber
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.models import Hold, Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import ANA_CARD, Cast

pytestmark = pytest.mark.django_db

ITEMS = "Copy Barcode,Title,Location\nT1,Holes,Cellar\nT2,Hatchet,\nT1,Again,\n,Nothing,\n"


@pytest.fixture
def dee(cast: Cast) -> Client:
    makers.make_item_type("book", name="Book")
    client = Client()
    assert client.post("/sign-in/", {"login": "dee", "password": makers.PASSWORD}).status_code == 302
    return client


def send(client: Client, cast: Cast, data: str | bytes = ITEMS, kind: str = "items", name: str = "copies.csv") -> str:
    answer = client.post(
        "/registers/send/",
        {
            "kind": kind,
            "file": SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data),
            "site": cast.middle.pk,
            "item_type": makers.make_item_type("book").pk,
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def work() -> None:
    """Do what waits, as the worker does."""
    for job in Job.objects.filter(status="waiting"):
        run_now(job.pk)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_looked_into_let_in_and_taken_back(cast: Cast, dee: Client) -> None:
    assert "No register yet" in text_of(dee, "/registers/")
    path = send(dee, cast)
    assert "Reading lines" in text_of(dee, path)
    work()
    assert dee.get(path, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    report = text_of(dee, path)
    for said in (
        "2 of 4 lines cannot come in as they are", "Number T1 came before, on line 2 of this file.",
        "There is no barcode.", "Places not known here", "Cellar", "Import the 2 lines", "Copy Barcode",
    ):  # fmt: skip
        assert said in report
    assert not Item.objects.exists()
    answer = dee.post(f"{path}import/")
    work()
    done = text_of(dee, answer["Location"])
    assert "2 of 4 lines are in" in done
    assert Item.objects.count() == 2
    assert "This was the look before the import." in text_of(dee, path)
    back = dee.post(f"{answer['Location']}take-back/")
    work()
    assert "Taken back: copies.csv" in text_of(dee, back["Location"])
    assert not Item.objects.exists()
    listed = text_of(dee, "/registers/")
    assert "4 lines, 2 refused" in listed
    assert "2 items went" in listed


def test_the_report_is_saved(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    work()
    csv = b"".join(dee.get(f"{path}?as=csv").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]  # a stream
    assert csv[0] == "Line,Title,Came in,Why,What to do"
    assert csv[1].startswith("4,Again,no,")
    assert dee.get(f"{path}?as=xlsx").content.startswith(b"PK")


def test_the_refused_lines_are_saved_as_they_stood_and_mended(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    work()
    assert "Save the 2 refused lines as CSV" in text_of(dee, path)
    csv = b"".join(dee.get(f"{path}refused/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    assert csv.splitlines() == ["Copy Barcode,Title,Location", "T1,Again,", ",Nothing,"]
    mended = send(dee, cast, csv.replace("T1,", "T8,").replace(",Nothing", "T9,Nothing"))
    work()
    assert "All 2 lines can come in" in text_of(dee, mended)


def test_headings_that_are_not_read_are_named(cast: Cast, dee: Client) -> None:
    path = send(dee, cast, "Asset Tag,Asset Name,Model,Purchase Cost,Warranty,Address,Address\nT1,,Holes,8.99,36,,\n")
    work()
    report = text_of(dee, path)
    assert "Columns not read: Asset Name, Warranty, Address" in report
    assert "Purchase Cost" in report
    path = send(dee, cast, "Barcode,Title\nT1,Holes\n")
    work()
    assert "Columns not read" not in text_of(dee, path)


def test_columns_are_chosen_and_the_file_looked_into_again(cast: Cast, dee: Client) -> None:
    path = send(dee, cast, "###*FT01/3001/3002/\nT1\tHoles\n")
    work()
    report = text_of(dee, path)
    assert "No column was found for: Barcode." in report
    assert "<details open>" in report
    assert "Import the" not in report
    wrong = dee.post(f"{path}columns/", {"column_title": "3002"})
    assert wrong.status_code == 422
    answer = dee.post(f"{path}columns/", {"column_barcode": "3001", "column_title": "3002"})
    work()
    assert "The line can come in" in text_of(dee, answer["Location"])


def test_loans_with_a_fine(cast: Cast, dee: Client) -> None:
    makers.make_item(cast.middle, "Holes", barcode="T1")
    path = send(
        dee, cast, f"cardnumber,barcode,issuedate,date_due,fine\n{ANA_CARD},T1,2026-11-02,2026-11-16,1.50\n", "loans"
    )
    work()
    report = text_of(dee, path)
    assert "Koha" in report
    assert "What is owed comes to $1.50." in report
    dee.post(f"{path}import/")
    work()
    assert (Loan.objects.count(), Charge.objects.count()) == (1, 1)
    person = text_of(dee, f"/people/{cast.ana.pk}/")
    assert "$1.50" in person
    assert "‹Holes›" in person


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.csv", "empty"),
        (b"\x00\x01", "picture.csv", "CSV"),
        (b"PK\x03\x04 no workbook", "broken.xlsx", "is not a table"),
    ],
)
def test_what_is_no_table_says_so_beside_the_field(cast: Cast, dee: Client, data: bytes, name: str, said: str) -> None:
    answer = dee.post(
        "/registers/send/",
        {
            "kind": "items", "file": SimpleUploadedFile(name, data), "site": cast.middle.pk,
            "item_type": makers.make_item_type("book").pk,
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_form_without_a_file(dee: Client) -> None:
    assert dee.get("/registers/send/").status_code == 200
    assert dee.post("/registers/send/", {}).status_code == 422


def test_other_jobs_and_other_schools(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    work()
    assert dee.get("/registers/99999/").status_code == 404
    number = path.rstrip("/").rpartition("/")[2]
    assert dee.get(f"/imports/{number}/")["Location"] == path
    assert "Look into a register" in text_of(dee, "/imports/jobs/")
    makers.give_role(makers.make_account("fern", makers.make_person("Fern", "Far")), "technician", cast.high)
    other = Client()
    other.post("/sign-in/", {"login": "fern", "password": makers.PASSWORD})
    assert other.get(path).status_code == 404


def test_stopped_and_taken_up_again(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    assert dee.post(f"{path}stop/").status_code == 302
    assert "It was stopped" in text_of(dee, path)
    assert dee.post(f"{path}resume/").status_code == 302
    work()
    assert "2 of 4 lines cannot come in" in text_of(dee, path)


@pytest.mark.parametrize("kind", ["items", "people", "loans", "holds", "charges"])
def test_everything_goes_out(cast: Cast, dee: Client, kind: str) -> None:
    item = makers.make_item(cast.middle, "Holes", barcode="T1")
    far = makers.make_item(cast.high, "Far", barcode="F1")
    makers.make_loan(item, cast.ana)
    makers.make_loan(far, cast.fay)
    makers.make_hold(item.record, cast.ben)
    makers.make_hold(far.record, cast.fay)
    for person, text in ((cast.ana, "Ours"), (cast.fay, "Theirs")):
        Charge.objects.create(
            person=person, amount_minor=100, left_minor=100, charged_on=makers.TODAY, created_at=makers.NOON, text=text
        )
    csv = b"".join(dee.get(f"/registers/out/{kind}/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    wanted, hidden = {
        "items": ("T1", "F1"), "people": ("Garcia", "Lindqvist"), "loans": ("T1", "F1"), "holds": ("T1", "F1"),
        "charges": ("Ours", "Theirs"),
    }[kind]  # fmt: skip
    assert wanted in csv
    assert hidden not in csv
    assert dee.get(f"/registers/out/{kind}/?as=xlsx").content.startswith(b"PK")
    assert dee.get("/registers/out/gifts/").status_code == 404


def test_what_went_out_comes_in_again_elsewhere(cast: Cast, dee: Client) -> None:
    for number in range(3):
        makers.make_item(cast.middle, f"Title {number}", barcode=f"T{number}", call_number="FIC A", price_minor=999)
    makers.make_loan(Item.objects.get(barcode="T1"), cast.ana)
    out = {
        kind: b"".join(dee.get(f"/registers/out/{kind}/").streaming_content)  # type: ignore[attr-defined]  # a stream
        for kind in ("items", "loans")
    }
    Loan.objects.all().delete()
    Item.objects.all().delete()
    for kind in ("items", "loans"):
        path = send(dee, cast, out[kind], kind)
        work()
        dee.post(f"{path}import/")
        work()
    again = {
        kind: b"".join(dee.get(f"/registers/out/{kind}/").streaming_content)  # type: ignore[attr-defined]  # a stream
        for kind in ("items", "loans")
    }
    assert out["loans"].decode().splitlines()[1:] == again["loans"].decode().splitlines()[1:]
    kept = slice(0, 20)
    rows, new_rows = ([line.split(",")[kept] for line in text["items"].decode().splitlines()] for text in (out, again))
    assert rows == new_rows


def test_holds_go_out_and_come_in_again_in_their_order(cast: Cast, dee: Client) -> None:
    item = makers.make_item(cast.middle, "Holes", barcode="T1")
    other = makers.make_item(cast.middle, "Hatchet", barcode="T2", state="on_hold")
    makers.make_hold(item.record, cast.ben, is_frozen=True, note="for a report")
    makers.make_hold(item.record, cast.ana, rank=Hold.FRONT, expires_on=makers.TODAY + timedelta(days=40))
    makers.make_hold(item.record, cast.mateo, item=item)
    makers.make_hold(
        other.record, cast.ana, status="on_shelf", captured_item=other, shelf_until_on=makers.TODAY + timedelta(days=4)
    )
    makers.make_card(cast.mateo, "4711")

    def out() -> bytes:
        return b"".join(dee.get("/registers/out/holds/").streaming_content)  # type: ignore[attr-defined]  # a stream

    before = out()
    Hold.objects.all().delete()
    Item.objects.filter(pk=other.pk).update(state="available")
    path = send(dee, cast, before, "holds")
    work()
    looked = text_of(dee, path)
    assert "All 4 lines can come in" in looked and "holds that wait" in looked and "Holds" in looked
    dee.post(f"{path}import/")
    work()
    assert out() == before
    assert Item.objects.get(pk=other.pk).state == "on_hold"


def test_whose_the_numbers_are_is_asked_of_holds_too(cast: Cast, dee: Client) -> None:
    record = makers.make_item(cast.middle, "Holes").record
    RecordNumber.objects.create(record=record, kind="control", value="KOHA 17")
    path = send(dee, cast, f"cardnumber,biblionumber,reservedate\n{ANA_CARD},17,2026-11-02\n", "holds")
    work()
    report = text_of(dee, path)
    assert "No record here has the number 17." in report and "they say nothing here" in report
    columns = {"column_person_number": "cardnumber", "column_record_number": "biblionumber", "owner": "KOHA"}
    answer = dee.post(f"{path}columns/", columns)
    work()
    assert "The line can come in" in text_of(dee, answer["Location"])


def test_what_an_import_brought_leads_to_its_labels(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    work()
    assert "labels/start/?job" not in text_of(dee, path)
    answer = dee.post(f"{path}import/")
    work()
    done = text_of(dee, answer["Location"])
    job = answer["Location"].rstrip("/").rpartition("/")[2]
    assert f"/labels/start/?job={job}" in done
    assert "2 items of one import" in text_of(dee, f"/labels/start/?job={job}")


def test_a_run_that_broke_off_says_why(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    fault = {"code": "jobs.no_room", "facts": {"free": 3, "least": 64}}
    Job.objects.update(status="broken", fault=fault)
    page = text_of(dee, path)
    assert "It broke off" in page and "Let it go on" in page
    assert escape(long_work.sentence(fault)) in page
