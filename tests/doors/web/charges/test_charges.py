"""What is owed: on the person's page, at the desk, in the list of the school; reversed with a reason and put back."""

import pytest
from django.test import Client

from carrel.rooms.charges import actions
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.circulation.actions import check_out
from tests import makers
from tests.cast import BEN_CARD, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def charge(cast: Cast) -> Charge:
    rows = [
        NewCharge(cast.ben.pk, cast.middle.pk, "lost", 1899, 1000, makers.TODAY, "Lost in May", "T1", "Holes", "a"),
        NewCharge(cast.fay.pk, cast.high.pk, "fee", 500, 500, makers.TODAY, "Card", "", "", "b"),
    ]
    ids = actions.bring_charges(cast.actor(cast.boss), rows=rows, brought_from="fines.csv", now=makers.NOON)
    return Charge.objects.get(pk=ids[0])


def client_of(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": username, "password": makers.PASSWORD}).status_code == 302
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_on_the_persons_page(cast: Cast, charge: Charge) -> None:
    dee = client_of("dee")
    page = text_of(dee, f"/people/{cast.ben.pk}/")
    for said in ("$10.00", "Lost: Lost in May, ‹Holes›", "brought with fines.csv", "Settled before it came here"):
        assert said in page
    assert "Owed" not in text_of(dee, f"/people/{cast.ana.pk}/")


def test_reversed_and_put_back(cast: Cast, charge: Charge) -> None:
    dee, person = client_of("dee"), cast.ben.pk
    answer = dee.post(f"/charges/{charge.pk}/reverse/", {"person": person, "reason": " "}, follow=True)
    assert "Say why the charge is reversed." in answer.content.decode()
    answer = dee.post(f"/charges/{charge.pk}/reverse/", {"person": person, "reason": "Found"}, follow=True)
    page = answer.content.decode()
    assert "The charge is reversed." in page
    assert "Reversed: Found" in page
    assert "$0.00" in page
    answer = dee.post(f"/charges/{charge.pk}/reinstate/", {"person": person}, follow=True)
    assert "The charge is owed again." in answer.content.decode()
    answer = dee.post(f"/charges/{charge.pk}/reinstate/", follow=True)
    assert "There is nothing to reinstate." in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/charges/"


def test_the_list_of_the_school(cast: Cast, charge: Charge) -> None:
    dee = client_of("dee")
    page = text_of(dee, "/charges/")
    assert "1 charge, $10.00 in all. 1 person owes something." in page
    assert "Okoye, Ben" in page
    assert "Lindqvist" not in page
    csv = b"".join(dee.get("/charges/?as=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    assert "18.99,10.00" in csv
    assert dee.get("/charges/?as=xlsx").content.startswith(b"PK")


def test_an_empty_list_says_where_charges_come_from(cast: Cast) -> None:
    assert "Nobody owes anything" in text_of(client_of("dee"), "/charges/")


def test_at_the_desk_for_those_who_may_see_it(cast: Cast, charge: Charge) -> None:
    for username, sees in (("dee", True), ("eli", False)):
        client = client_of(username)
        client.post("/desk/scan/", {"text": BEN_CARD, "key": f"k-{username}"})
        assert ("Owes $10.00" in text_of(client, "/desk/")) is sees


def test_a_debt_does_not_stop_lending(cast: Cast, charge: Charge) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle)
    assert check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=item.pk, now=makers.NOON).tells == ()
