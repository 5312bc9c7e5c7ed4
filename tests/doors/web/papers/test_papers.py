"""Slips to print and printers: shown, printed from the page, ticked, sent, dropped, mistyped, not allowed."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.papers.actions import print_slip
from carrel.cellar.papers.models import Printer, PrintJob
from carrel.cellar.papers.slips import Slip
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def asked(cast: Cast, big: str = "0013-G") -> int:
    slip = Slip("tests.slip", "Hold", big, ("‹Holes›", "FIC SAC"), "31811000000017")
    return print_slip(cast.actor(cast.dee), slip=slip, site_id=cast.middle.pk, now=makers.NOON)


def printer(cast: Cast, **values: object) -> Printer:
    facts = {"site_id": cast.middle.pk, "name": "Desk", "address": "127.0.0.1:9100", **values}
    return Printer.objects.create(**facts)


def test_an_empty_list_says_where_slips_come_from(cast: Cast) -> None:
    assert "No slip waits" in client_of(cast.dee).get("/slips/").text


def test_slips_are_printed_from_the_page_and_ticked(cast: Cast) -> None:
    first, second = asked(cast), asked(cast, "0021-O")
    dee = client_of(cast.dee)
    page = dee.get("/slips/").text
    assert "Hold: 0013-G" in page
    assert "‹Holes› · FIC SAC" in page
    paper = dee.get("/slips/print/", {"job": [first]}).text
    assert "0013-G" in paper
    assert "0021-O" not in paper
    assert '<rect x="0" y="0" width="2" height="30"/>' in paper
    assert "0021-O" in dee.get("/slips/print/").text
    answer = dee.post("/slips/printed/", {"job": [first, "x"]}, follow=True)
    assert "1 slip is off the list." in answer.text
    assert "0013-G" not in answer.text
    assert PrintJob.objects.get(pk=second).content


def test_slips_are_sent_and_dropped(cast: Cast) -> None:
    job, own = asked(cast), printer(cast)
    dee = client_of(cast.dee)
    assert "1 slip is on its way." in dee.post("/slips/send/", {"job": job, "printer": own.pk}, follow=True).text
    assert PrintJob.objects.get(pk=job).printer == own
    assert "That printer is not in use" in dee.post("/slips/send/", {"job": job, "printer": 99}, follow=True).text
    assert "1 slip is dropped." in dee.post("/slips/drop/", {"job": job}, follow=True).text
    assert "not in the list" in dee.post("/slips/drop/", {"job": 999}, follow=True).text


def test_a_fault_is_said_with_the_next_try(cast: Cast) -> None:
    job = asked(cast)
    facts = {"printer": "Desk", "address": "10.1.2.3"}
    PrintJob.objects.filter(pk=job).update(
        printer=printer(cast), next_try_at=makers.NOON, tries=1, fault={"code": "papers.no_answer", "facts": facts}
    )
    page = client_of(cast.dee).get("/slips/").text
    assert "“Desk” at 10.1.2.3 does not answer." in page
    assert "Tried again at" in page


def test_another_school_sees_none_of_it(cast: Cast) -> None:
    job = asked(cast)
    makers.give_role(makers.make_account("cedar"), "technician", cast.high)
    other = Client()
    other.force_login(Account.objects.get(username="cedar"))
    assert "0013-G" not in other.get("/slips/").text
    assert "0013-G" not in other.get("/slips/print/", {"job": job}).text
    assert "not in the list" in other.post("/slips/drop/", {"job": job}, follow=True).text
    own = printer(cast)
    assert other.get(f"/slips/printers/{own.pk}/").status_code == 404
    assert "not in use" in other.post(f"/slips/printers/{own.pk}/test/", follow=True).text


def test_a_printer_is_added_for_the_own_site_and_tested(cast: Cast) -> None:
    dee = client_of(cast.dee)
    values = {"name": "Desk", "kind": "raw", "address": "10.1.2.3", "paper_mm": 80, "code_page": "cp1252"}
    values |= {"for_slips": "on", "is_active": "on", "site_id": cast.high.pk}
    assert dee.post("/slips/printers/add/", values).status_code == 302
    own = Printer.objects.get()
    assert own.site_id == cast.middle.pk
    assert "A test slip is on its way." in dee.post(f"/slips/printers/{own.pk}/test/", follow=True).text
    assert PrintJob.objects.get().printer == own


@pytest.mark.parametrize(
    ("kind", "address", "says"),
    [
        ("raw", "10.1.2.3:80", "a port from 9100 to 9199"),
        ("raw", "no way", "a port from 9100 to 9199"),
        ("cups", "-o raw", "letters, digits"),
    ],
)
def test_an_address_nothing_could_be_sent_to(cast: Cast, kind: str, address: str, says: str) -> None:
    values = {"name": "Desk", "kind": kind, "address": address, "paper_mm": 80, "code_page": "cp1252"}
    assert says in client_of(cast.dee).post("/slips/printers/add/", values).text
    assert not Printer.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    printer(cast)
    for _ in range(count):
        asked(cast)
    dee = client_of(cast.dee)
    dee.get("/slips/")
    with django_assert_num_queries(8):
        dee.get("/slips/")
    dee.get("/slips/printers/")
    with django_assert_num_queries(7):
        dee.get("/slips/printers/")
