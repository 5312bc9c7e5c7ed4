"""What may not be done with money is answered at the page with the reason, and nothing changes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from carrel.rooms.charges import actions
from carrel.rooms.charges.models import Charge, ChargeLine, Credit, Receipt
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.circulation.models import Block
from tests import makers
from tests.cast import Cast
from tests.doors.web.charges.test_charges import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    return client_of("dee")


@pytest.fixture
def charge(cast: Cast) -> Charge:
    new = NewCharge(cast.ben.pk, cast.middle.pk, "lost", 2000, 2000, makers.TODAY, "Lost")
    return Charge.objects.get(pk=actions.charge(cast.actor(cast.dee), new=new, now=makers.NOON))


def said(client: Client, path: str, data: dict[str, object]) -> str:
    answer = client.post(path, data, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_refund_above_what_was_paid(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    refund = {"amount": "5.01", "reason": "Found"}
    assert "No more can be given back than was paid" in said(dee, f"{account}refund/{charge.pk}/", refund)
    said(dee, f"{account}pay/", {"amount": "5", "means": "cash", "charge": charge.pk, "key": "a"})
    assert "No more can be given back than was paid" in said(dee, f"{account}refund/{charge.pk}/", refund)
    assert "It is owed back." in said(dee, f"{account}refund/{charge.pk}/", refund | {"amount": "5"})
    again = said(dee, f"{account}refund/{charge.pk}/", refund | {"amount": "0.01"})
    assert "No more can be given back than was paid for it and not given back yet." in again
    assert Credit.objects.get().amount_minor == 500


def test_a_payment_of_a_reversed_charge(cast: Cast, dee: Client, charge: Charge) -> None:
    said(dee, f"/charges/{charge.pk}/reverse/", {"person": cast.ben.pk, "from": "account", "reason": "Found"})
    paid = {"amount": "5", "means": "cash", "charge": charge.pk, "key": "a"}
    page = said(dee, f"/charges/account/{cast.ben.pk}/pay/", paid)
    assert "Nothing is left to pay of this: it is settled or reversed." in page
    assert not Receipt.objects.exists()


def test_a_waiver_by_one_who_may_not(cast: Cast, dee: Client, charge: Charge) -> None:
    waive = f"/charges/account/{cast.ben.pk}/waive/{charge.pk}/"
    assert "is waived by a librarian or a manager" in said(dee, waive, {"amount": "5.01", "reason": "Fire"})
    ari = makers.make_account("ari", makers.make_person("Ari", "Stone", home_site=cast.middle))
    makers.give_role(ari, "assistant", cast.middle)
    answer = client_of("ari").post(waive, {"amount": "1", "reason": "Fire"})
    assert answer.status_code == 403
    assert "role" in answer.content.decode()
    assert not ChargeLine.objects.filter(kind="waived").exists()


def test_a_block_that_the_law_profile_forbids(cast: Cast, dee: Client, charge: Charge) -> None:
    path = reverse("circulation.put_block", args=[cast.ben.pk])
    block = {"kind": "stop", "because": "debt", "note": "Owes a book", "key": "b"}
    page = dee.post(path, block).content.decode()
    assert "The law here forbids to stop lending because of a debt." in page
    assert "48904" in page
    assert not Block.objects.exists()
    dee.post(path, block | {"kind": "warn"})
    assert Block.objects.get().kind == "warn"
