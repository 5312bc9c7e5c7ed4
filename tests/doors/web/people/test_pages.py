"""Every page of people opens for the technician and says what it should."""

import pytest
from django.test import Client

from carrel.rooms.people.models import Account, PersonView
from tests.cast import Cast
from tests.makers import PASSWORD


def signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": username, "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.django_db
def test_pages_open(cast: Cast) -> None:
    dee = signed_in("dee")
    account = Account.objects.get(username="eli")
    for path in (
        "/people/",
        "/people/?q=ana",
        "/people/?q=nobody",
        "/people/add/",
        f"/people/{cast.ana.pk}/",
        f"/people/{cast.ana.pk}/change/",
        f"/people/{cast.ana.pk}/cards/",
        f"/people/{cast.ana.pk}/merge/",
        f"/people/{cast.ana.pk}/merge/?other={cast.ben.pk}",
        f"/people/{cast.ana.pk}/who-looked/",
        "/people/classes/",
        f"/people/classes/{cast.seven_b.pk}/",
        "/people/accounts/",
        "/people/accounts/add/",
        f"/people/accounts/add/?person={cast.ben.pk}",
        f"/people/accounts/{account.pk}/",
        "/people/roles/",
        "/people/patron_categories/",
        "/account/",
        "/account/password/",
        "/account/second-factor/",
    ):
        answer = dee.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
    assert PersonView.objects.filter(person=cast.ana, page="person").count() == 1
