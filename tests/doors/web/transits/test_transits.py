"""What is on the way: both lists, called off, missing, its slip once more; others' journeys are out of reach."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.kernel.clock import now
from carrel.cellar.papers.models import PrintJob
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def sent(cast: Cast, days: int = 1, **values: object) -> Transit:
    item = makers.make_item(cast.middle, "Holes")
    return makers.make_transit(item, cast.high, sent_at=now() - timedelta(days=days, minutes=1), **values)


def test_nothing_is_on_the_way(cast: Cast) -> None:
    assert "Nothing is on the way" in client_of(cast.dee).get("/transits/").text


def test_both_lists_and_how_long(cast: Cast) -> None:
    sent(cast, days=9)
    coming = makers.make_item(cast.high, "Ghost")
    makers.make_transit(coming, cast.middle, sent_at=now())
    page = client_of(cast.dee).get("/transits/").text
    for words in ("On the way to here", "On the way from here", "Cedar", "Ghost", "9 days", "It is missing"):
        assert words in page
    today = client_of(cast.dee).get("/").text
    assert "1 book should have arrived" in today


def test_it_never_left(cast: Cast) -> None:
    journey = sent(cast)
    dee = client_of(cast.dee)
    assert "stays where it is" in dee.post(f"/transits/{journey.pk}/cancel/", follow=True).text
    assert Item.objects.get(pk=journey.item_id).state == "available"
    assert "not on its way any more" in dee.post(f"/transits/{journey.pk}/cancel/", follow=True).text


def test_it_is_missing(cast: Cast) -> None:
    journey = sent(cast, days=9)
    dee = client_of(cast.dee)
    assert "is missing now" in dee.post(f"/transits/{journey.pk}/missing/", follow=True).text
    assert Item.objects.get(pk=journey.item_id).state == "missing"


def test_its_slip_once_more(cast: Cast) -> None:
    journey = sent(cast)
    assert "on its way" in client_of(cast.dee).post(f"/transits/{journey.pk}/slip/", follow=True).text
    assert PrintJob.objects.get().about_id == journey.pk


def test_a_journey_between_others_is_not_touched(cast: Cast) -> None:
    journey = makers.make_transit(makers.make_item(cast.high), cast.elementary)
    dee = client_of(cast.dee)
    for verb in ("cancel", "missing", "slip"):
        dee.post(f"/transits/{journey.pk}/{verb}/")
    journey.refresh_from_db()
    assert journey.ended_at is None
    assert not PrintJob.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        sent(cast)
    dee = client_of(cast.dee)
    dee.get("/transits/")
    with django_assert_num_queries(11):
        dee.get("/transits/")


def test_something_is_sent_by_hand_and_the_page_is_ready_for_the_next(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    dee = client_of(cast.dee)
    assert "Send something" in dee.get("/transits/").text
    number = Item.objects.get(pk=item.pk).barcode
    values = {"key": "k1", "to_site": cast.high.pk, "number": number}
    answer = dee.post("/transits/send/", values, follow=True)
    assert "is on its way to Cedar" in answer.text
    assert f'value="{cast.high.pk}" selected' in answer.text
    assert Transit.objects.get().why == "sent"
    assert "is on its way already" in (again := dee.post("/transits/send/", values | {"key": "k2"})).text
    assert again.status_code == 409
    unknown = dee.post("/transits/send/", values | {"number": "nothing"})
    assert (unknown.status_code, "No item has this number" in unknown.text) == (422, True)


def test_an_item_is_sent_from_its_page(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    dee, address = client_of(cast.dee), f"/items/{item.pk}/send/"
    assert "Send it to another school" in dee.get(f"/items/{item.pk}/").text
    assert dee.post(address, {"key": "k1"}).status_code == 422
    answer = dee.post(address, {"key": "k1", "to_site": cast.high.pk}, follow=True)
    assert "is on its way to Cedar" in answer.text
    assert "Send it to another school" not in answer.text
    refused = dee.post(address, {"key": "k2", "to_site": cast.high.pk})
    assert (refused.status_code, "is on its way already" in refused.text) == (422, True)
    assert dee.post("/items/999999/send/", {}).status_code == 404


def test_the_page_of_an_item_says_where_it_was_sent(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    journey = makers.make_transit(item, cast.high)
    Transit.objects.filter(pk=journey.pk).update(ended_at=now(), ended_as="arrived")
    Item.objects.filter(pk=item.pk).update(state="available")
    assert "at Cedar, sent there by staff" in client_of(cast.dee).get(f"/items/{item.pk}/").text
