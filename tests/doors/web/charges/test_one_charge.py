"""The page of one charge: where it comes from, its law, its history, its pictures, and what may be done with it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carrel.doors.web.circulation.explaining import row_words
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge, ChargePhoto, MoneySetting
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.circulation.models import PolicyRow
from carrel.rooms.circulation.queries.grid import row_of
from tests import makers
from tests.cast import Cast
from tests.doors.web.charges.test_charges import client_of, text_of
from tests.rooms.circulation.fining import charging, lent
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    return client_of("dee")


@pytest.fixture
def charge(cast: Cast) -> Charge:
    new = NewCharge(
        cast.ben.pk, cast.middle.pk, "damaged", 900, 900, makers.TODAY, "Torn page", "T1", "Holes",
        basis={"rule": "damage", "price_minor": 1800, "age_years": 6, "left_percent": 50, "count": 3},
    )  # fmt: skip
    return Charge.objects.get(pk=actions.charge(cast.actor(cast.dee), new=new, now=makers.NOON))


def said(client: Client, path: str, data: dict[str, object] | None = None) -> str:
    answer = client.post(path, data or {}, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_it_says_where_it_comes_from_and_by_which_law(cast: Cast, dee: Client, charge: Charge) -> None:
    MoneySetting.objects.create(site=cast.middle, policy_text="Board Policy 6161.2")
    page = text_of(dee, f"/charges/{charge.pk}/")
    for words in (
        "Damaged: Torn page, ‹Holes›", "$9.00", "price $18.00, 6 years old, 50 % of the price left, 3 times",
        "California Education Code § 48904", "is said, lending goes on", "Board Policy 6161.2", "Dee Novak",
        "The parent or guardian owes it",
    ):  # fmt: skip
        assert words in page, words
    assert f"/charges/{charge.pk}/" in text_of(dee, f"/charges/account/{cast.ben.pk}/")
    assert f"/charges/{charge.pk}/" in text_of(dee, "/charges/")
    assert dee.get("/charges/999999/").status_code == 404
    assert client_of("eli").get(f"/charges/{charge.pk}/").status_code == 403


def test_a_fine_says_its_sum_and_the_row_it_came_from(cast: Cast, dee: Client) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=makers.NOON)
    charge = Charge.objects.get()
    page = text_of(dee, f"/charges/{charge.pk}/")
    assert "14 days late, $0.10 for each" in page
    assert row_words(row_of(PolicyRow.objects.get())) in page
    assert f"/loans/{loan.pk}/" in page
    assert f"/charges/{charge.pk}/" in text_of(dee, f"/loans/{loan.pk}/")


def test_a_picture_is_put_on_shown_taken_off_and_put_back(cast: Cast, dee: Client, charge: Charge) -> None:
    sent = SimpleUploadedFile("torn.jpg", picture().read(), "image/jpeg")
    assert "The picture is on the charge." in said(dee, f"/charges/{charge.pk}/photos/", {"photo": sent, "key": "k"})
    photo = ChargePhoto.objects.get()
    for size in ("", "?size=small"):
        shown = dee.get(f"/charges/photos/{photo.pk}/{size}")
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert "private" in shown["Cache-Control"]
    for other in ("eli", "clark"):
        assert client_of(other).get(f"/charges/photos/{photo.pk}/").status_code == 403
    assert "can be put back" in said(dee, f"/charges/photos/{photo.pk}/remove/")
    assert "Taken off" in text_of(dee, f"/charges/{charge.pk}/")
    assert "is on the charge" in said(dee, f"/charges/photos/{photo.pk}/put-back/")
    assert ChargePhoto.objects.get().removed_at is None
    no_picture = SimpleUploadedFile("a.pdf", b"%PDF-1.4", "image/jpeg")
    assert "is not a picture that can be read" in said(dee, f"/charges/{charge.pk}/photos/", {"photo": no_picture})
    assert "Photo:" in said(dee, f"/charges/{charge.pk}/photos/")
    assert dee.get("/charges/photos/999999/").status_code == 404
    assert dee.post("/charges/photos/999999/remove/").status_code == 404


def test_what_is_done_there_comes_back_there(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    waived = dee.post(f"{account}waive/{charge.pk}/", {"amount": "1", "reason": "Kind", "back": "charge"})
    assert waived["Location"] == f"/charges/{charge.pk}/"
    page = said(dee, f"{account}waive/{charge.pk}/", {"amount": "7", "reason": "Fire", "ask": "1", "back": "charge"})
    assert "A waiver of it waits for approval." in page
    page = said(dee, f"/charges/{charge.pk}/reverse/", {"person": cast.ben.pk, "from": "charge", "reason": "Old tear"})
    assert "Nothing is left of $9.00." in page
    page = said(dee, f"/charges/{charge.pk}/reinstate/", {"person": cast.ben.pk, "from": "charge"})
    assert "is left of $9.00" in page
    dee.post(f"{account}pay/", {"amount": "3", "means": "cash", "key": "p"})
    refund = {"amount": "3.01", "reason": "It was there before", "back": "charge"}
    assert "No more can be given back" in said(dee, f"{account}refund/{charge.pk}/", refund)
    refund["amount"] = "3"
    assert "It is owed back." in said(dee, f"{account}refund/{charge.pk}/", refund)
    assert queries.owed_back(cast.ben.pk) == 300
