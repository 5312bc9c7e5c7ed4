"""Vendors and funds are plain nouns: kept, mistyped, taken away."""

from django.test import Client
from django.urls import reverse

from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools.models import Fund, Vendor
from tests.cast import Cast


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def test_two_vendors_never_read_the_same(cast: Cast) -> None:
    client = signed_in(cast.dee)
    client.post(reverse("schools.add_vendor"), {"name": "  Follett ", "kind": "books"})
    again = client.post(reverse("schools.add_vendor"), {"name": "FOLLETT", "kind": "books"})
    assert "already" in again.text
    assert [each.name for each in Vendor.objects.all()] == ["Follett"]
    changed = client.post(
        reverse("schools.change_vendor", args=[Vendor.objects.get().pk]), {"name": "Follett Content", "kind": "system"}
    )
    assert changed.url == reverse("schools.vendors")
    assert Vendor.objects.get().folded == "follett content"


def test_a_fund(cast: Cast) -> None:
    client = signed_in(cast.dee)
    client.post(reverse("schools.add_fund"), {"name": "Title I", "code": "TITLE-I"})
    assert "TITLE-I" in client.get(reverse("schools.funds")).text
    client.post(reverse("schools.remove_fund", args=[Fund.objects.get().pk]))
    assert not Fund.objects.exists()
