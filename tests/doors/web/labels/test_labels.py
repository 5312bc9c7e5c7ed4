"""The pages of labels: begin, scan, list, print, PDF and preview, repeat, take back; sheets, printers, settings."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.rooms.labels.models import LabelPrinter, LabelRun, LabelSetting, LabelSheet, PrintedNumber
from carrel.rooms.people.models import Account, Card, Person, PersonView
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_DESK": "1"}
LIST, RUN = 8, 14


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


@pytest.fixture
def dee(cast: Cast) -> Client:
    Site.objects.filter(pk=cast.middle.pk).update(barcode_prefix="31811", barcode_length=14, barcode_check="mod10")
    LabelPrinter.objects.create(site=cast.middle, name="Office laser")
    return client_of(cast.dee)


def begun(client: Client, kind: str = "barcode", query: str = "", **more: str) -> LabelRun:
    answer = client.post(f"/labels/start/{query}", {"kind": kind} | more)
    assert answer.status_code == 302, answer.text
    return LabelRun.objects.latest("pk")


def printed(client: Client, cast: Cast) -> int:
    run = begun(client)
    run.lines.create(item=makers.make_item(cast.middle, "Frindle"))
    client.post(f"/labels/runs/{run.pk}/print/")
    return run.pk


def test_from_nothing_to_paper(dee: Client, cast: Cast) -> None:
    assert "No labels were printed yet" in dee.get("/labels/").text
    run = begun(dee, row="4", column="2")
    book = makers.make_item(cast.middle, "Holes", call_number="FIC SAC")
    part = dee.post(f"/labels/runs/{run.pk}/scan/", {"text": book.barcode, "key": "k"}, **SCRIPT).text  # type: ignore[arg-type]  # a header
    assert "In the run" in part and "<html" not in part
    again = dee.post(f"/labels/runs/{run.pk}/scan/", {"text": book.barcode}).text
    assert "There already" in again
    page = dee.get(f"/labels/runs/{run.pk}/").text
    for words in ("Holes", book.barcode, "row 4, column 2", "Avery 5160", "Print 1 label"):
        assert words in page
    done = dee.post(f"/labels/runs/{run.pk}/print/", follow=True).text
    assert "1 label is ready. The next run begins at row 4, column 3." in done
    pdf = dee.get(f"/labels/runs/{run.pk}/labels.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"] == f'inline; filename="labels-{run.pk}.pdf"'
    assert pdf.headers["Cache-Control"] == "private, no-store"
    assert pdf.content.startswith(b"%PDF-")
    picture = dee.get(f"/labels/runs/{run.pk}/pages/1.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "Holes" in picture.text
    assert dee.get(f"/labels/runs/{run.pk}/pages/2.svg").status_code == 404
    assert "Labels" in dee.get("/items/").text


def test_an_unknown_number_says_so_and_scanning_goes_on(dee: Client) -> None:
    run = begun(dee)
    assert "Nothing here has the number" in dee.post(f"/labels/runs/{run.pk}/scan/", {"text": "000"}).text
    assert dee.post(f"/labels/runs/{run.pk}/scan/", {"text": " "}).status_code == 200


def test_what_cannot_be_printed_is_told_before_and_can_be_taken_out(dee: Client, cast: Cast) -> None:
    LabelSetting.objects.create(site=cast.middle, item_symbology="code39")
    run = begun(dee, sheet="5167")
    for number in range(7):
        book = makers.make_item(cast.middle, f"Book {number}")
        dee.post(f"/labels/runs/{run.pk}/scan/", {"text": book.barcode})
    page = dee.get(f"/labels/runs/{run.pk}/").text
    assert "7 lines cannot be printed so" in page
    assert "On this sheet would fit: Code 128, QR." in page
    refused = dee.post(f"/labels/runs/{run.pk}/print/")
    assert refused.status_code == 409
    assert "And 2 more lines." in refused.text
    assert dee.get(f"/labels/runs/{run.pk}/labels.pdf").status_code == 404
    dee.post(f"/labels/runs/{run.pk}/remove/", {"all": "refused"})
    assert not run.lines.exists()


def test_the_sheet_the_start_and_the_order_are_chosen_later(dee: Client, cast: Cast) -> None:
    run = begun(dee, kind="spine")
    for title, call_number in (("Zeta", "FIC ZZZ"), ("Alpha", "FIC AAA")):
        book = makers.make_item(cast.middle, title, call_number=call_number)
        dee.post(f"/labels/runs/{run.pk}/scan/", {"text": book.barcode})
    wanted = {"printer": "", "sheet": "8511", "row": "2", "column": "1", "order": "shelf", "outlines": "on"}
    page = dee.post(f"/labels/runs/{run.pk}/change/", wanted, follow=True).text
    assert "row 2, column 1" in page
    assert page.index("Alpha") < page.index("Zeta")
    wrong = dee.post(f"/labels/runs/{run.pk}/change/", wanted | {"row": "9"})
    assert wrong.status_code == 422
    assert "has no label at row 9" in wrong.text


def test_a_list_is_counted_and_then_comes_in(dee: Client, cast: Cast) -> None:
    for title in ("One", "Two"):
        makers.make_item(cast.middle, title, call_number="J 1")
    run = begun(dee)
    page = dee.get(f"/labels/runs/{run.pk}/items/?start=J&unprinted=on").text
    assert "2 items" in page and "Put them in" in page
    done = dee.post(f"/labels/runs/{run.pk}/items/?start=J&unprinted=on", follow=True).text
    assert "2 items came in." in done


def test_from_the_pages_of_things(dee: Client, cast: Cast) -> None:
    book = makers.make_item(cast.middle, "Holes")
    assert f"/labels/start/?item={book.pk}" in dee.get(f"/items/{book.pk}/").text
    assert f"record={book.record_id}" in dee.get(f"/catalogue/{book.record_id}/").text
    assert "Holes" in dee.get(f"/labels/start/?item={book.pk}").text
    assert begun(dee, query=f"?item={book.pk}").lines.get().item_id == book.pk
    assert begun(dee, kind="set", query=f"?record={book.record_id}").lines.get().item_id == book.pk


def test_cards_of_a_class_are_looks_at_its_students(dee: Client, cast: Cast) -> None:
    run = begun(dee, kind="card", query=f"?kind=card&class={cast.seven_b.pk}")
    assert run.cards.count() == 1
    Card.objects.get_or_create(person=cast.ana, number="21811000000013")
    page = dee.get(f"/labels/runs/{run.pk}/").text
    assert cast.ana.display_name in page
    assert PersonView.objects.filter(person=cast.ana, page="labels").exists()
    assert "7B" in dee.get(f"/labels/runs/{run.pk}/class/").text
    done = dee.post(f"/labels/runs/{run.pk}/class/", {"class": cast.seven_b.pk}, follow=True).text
    assert "0 cards came in." in done
    assert "Print cards" in dee.get(f"/people/classes/{cast.seven_b.pk}/").text


def test_repeat_and_take_back(dee: Client, cast: Cast) -> None:
    run = begun(dee)
    book = makers.make_item(cast.middle, "Holes")
    dee.post(f"/labels/runs/{run.pk}/scan/", {"text": book.barcode})
    dee.post(f"/labels/runs/{run.pk}/print/")
    again = dee.post(f"/labels/runs/{run.pk}/repeat/", follow=True).text
    assert "row 1, column 2" in again
    assert "throw its labels away" in dee.post(f"/labels/runs/{run.pk}/take-back/", follow=True).text
    assert "was taken back" in dee.post(f"/labels/runs/{run.pk}/take-back/", follow=True).text
    assert "no queue" in dee.post(f"/labels/runs/{printed(dee, cast)}/send/", follow=True).text


def test_new_numbers(dee: Client) -> None:
    assert "31811000000011" in dee.get("/labels/numbers/").text
    page = dee.post("/labels/numbers/", {"count": "3"}, follow=True).text
    assert "31811000000011" in page
    assert PrintedNumber.objects.count() == 3
    adding = dee.get(f"/items/add/{makers.make_record('Frindle').pk}/").text
    assert "31811000000011" not in adding and "31811000000045" in adding
    assert dee.post("/labels/numbers/", {"count": "0"}).status_code == 422


def test_cartons(dee: Client) -> None:
    assert "?to=Birch" in dee.get("/labels/cartons/").text
    page = dee.post(
        "/labels/cartons/", {"to": "Birch", "count": "2", "sheet": "5164", "contents": "40 × Holes"}, follow=True
    ).text
    assert "2/2" in page


def test_sheets_printers_and_settings(dee: Client, cast: Cast) -> None:
    assert "Gaylord 8511" in dee.get("/labels/sheets/").text
    sheet = {"name": "Demco spine", "unit": "in", "width": "1", "height": "1.5", "columns": "9", "rows": "6"}
    wrong = dee.post("/labels/label_sheets/add/", sheet).text
    assert "right side of the page by 0.50 inches" in wrong
    dee.post("/labels/label_sheets/add/", sheet | {"columns": "8", "left": "0.25", "top": "0.5"})
    own = LabelSheet.objects.get()
    assert own.site_id == cast.middle.pk
    printer = LabelPrinter.objects.get()
    page = dee.get(f"/labels/label_printers/{printer.pk}/").text
    assert "Demco spine" in page
    values = {"name": "Laser", "sheet": f"own-{own.pk}", "offset_right": "5", "offset_down": "0", "scale": "100",
              "dots": "300", "least_bar": "75"}  # fmt: skip
    dee.post(f"/labels/label_printers/{printer.pk}/", values)
    printer.refresh_from_db()
    assert printer.offset_right == 5
    test = dee.post(f"/labels/label_printers/{printer.pk}/test/")
    assert test.content.startswith(b"%PDF-")
    assert "Codabar" in dee.get("/labels/settings/").text
    setting = {"item_symbology": "codabar", "card_symbology": "code128", "asset_symbology": "qr", "letters": "3",
               "spine_size": "12"}  # fmt: skip
    assert "so from now on" in dee.post("/labels/settings/", setting, follow=True).text
    assert dee.post("/labels/settings/", setting | {"spine_size": "3"}).status_code == 422


def test_another_school_finds_no_run(dee: Client, cast: Cast) -> None:
    run = begun(dee)
    LabelRun.objects.filter(pk=run.pk).update(site=cast.high)
    for address in ("", "labels.pdf", "pages/1.svg", "items/"):
        assert dee.get(f"/labels/runs/{run.pk}/{address}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_runs_takes_the_same_statements(
    dee: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        begun(dee)
    dee.get("/labels/")
    with django_assert_num_queries(LIST):
        assert len(re.findall(r'href="/labels/runs/', dee.get("/labels/").text)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_run_takes_the_same_statements(
    dee: Client, cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = begun(dee, kind="asset")
    for number in range(rows):
        run.lines.create(item=makers.make_item(cast.middle, f"Book {number}"))
    with django_assert_num_queries(RUN):
        assert "Book 0" in dee.get(f"/labels/runs/{run.pk}/").text
