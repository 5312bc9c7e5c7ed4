"""Waiting for a title from the catalogue: the own place, the way to get one, and nobody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.actions import place_reservation
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.fixture
def holes(cast: Cast) -> Item:
    """The only copy, out to Ben."""
    makers.make_policy(length=14, length_unit="calendar_days", on_shelf_holds="if_all_out", hold_from="district")
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ben)
    return item


def place(client: Client, item: Item, cast: Cast, **more: object) -> str:
    there = f"/catalogue/{item.record_id}/"
    sent = {"record": item.record_id, "pickup": cast.middle.pk, "next": there, "key": "a-hold-of-mine"} | more
    answer = client.post("/mine/holds/place/", sent)
    assert answer.headers["Location"] == there
    return client.get(there).content.decode()


def test_from_the_page_of_a_title(cast: Cast, holes: Item) -> None:
    ana = as_user("ana")
    before = ana.get(f"/catalogue/{holes.record_id}/").content.decode()
    assert "Place a hold" in before and "Nobody waits for it" in before
    first = before.index("Alder Creek</option>")
    assert first < before.index("Birch</option>"), "the own school comes first"
    after = place(ana, holes, cast)
    assert "number 1 of 1" in after and "Cancel my hold" in after and "Place a hold" not in after
    assert Hold.objects.get().patron == cast.ana
    place(ana, holes, cast)
    assert Hold.objects.count() == 1, "the same key twice"
    assert "Holes" in ana.get("/mine/").content.decode()


def test_the_queue_is_a_number_without_names(cast: Cast, holes: Item) -> None:
    Hold.objects.create(
        record=holes.record, patron=cast.fay, pickup_site=cast.high, placed_at=now() - timedelta(days=1)
    )
    text = as_user("ana").get(f"/catalogue/{holes.record_id}/").content.decode()
    assert "1 reader waits for it" in text
    for hidden in ("Fay", "Lindqvist", "Ben", "Okoye"):
        assert hidden not in text
    assert "number 2 of 2" in place(as_user("ana"), holes, cast)


def test_cancelling_ones_own_and_nobody_elses(cast: Cast, holes: Item) -> None:
    place(as_user("ana"), holes, cast)
    hold = Hold.objects.get()
    for other in ("fay", "clark", "dee"):
        as_user(other).post(f"/mine/holds/{hold.pk}/cancel/", {"next": "/mine/"})
        assert Hold.objects.get().status == "waiting", other
    as_user("ana").post(f"/mine/holds/{hold.pk}/cancel/", {"next": "/mine/"})
    assert Hold.objects.get().status == "cancelled"
    again = as_user("ana")
    again.post(f"/mine/holds/{hold.pk}/cancel/", {"next": "/mine/"})
    assert "has ended already" in again.get("/mine/").content.decode()


def test_what_stops_a_reader_is_said_instead_of_a_button(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", on_shelf_holds="if_all_out", hold_from="district")
    item = makers.make_item(cast.middle, "Holes")
    text = as_user("ana").get(f"/catalogue/{item.record_id}/").content.decode()
    assert "A copy of ‹Holes› is in. Fetch it from the shelf." in text and "Place a hold" not in text
    assert "reason" not in text
    assert "A copy of ‹Holes› is in." in place(as_user("ana"), item, cast)
    assert not Hold.objects.exists()


def test_odd_forms_place_nothing(cast: Cast, holes: Item) -> None:
    ana = as_user("ana")
    for odd in ("", "x", "0", "-1", "9" * 40, "٣"):
        assert ana.post("/mine/holds/place/", {"record": odd, "pickup": odd}).status_code == 302
        assert ana.post("/mine/holds/place/", {"record": holes.record_id, "pickup": odd}).status_code == 302
    assert not Hold.objects.exists()


def test_a_visitor_and_an_account_without_a_person_see_no_button(cast: Cast, holes: Item) -> None:
    makers.give_role(makers.make_account("aide"), "assistant", cast.middle)
    for client in (Client(), as_user("aide")):
        assert "Place a hold" not in client.get(f"/catalogue/{holes.record_id}/").content.decode()
        assert "Place a hold" not in client.get("/catalogue/?q=holes").content.decode()


def test_from_the_list_of_results(cast: Cast, holes: Item) -> None:
    makers.make_item(cast.middle, "Holes and Shovels")
    ana = as_user("ana")
    text = ana.get("/catalogue/?q=holes").content.decode()
    assert text.count("Place a hold") == 1, "not where a copy is in"
    ana.post("/mine/holds/place/", {"record": holes.record_id, "pickup": cast.middle.pk, "next": "/catalogue/?q=holes"})
    text = ana.get("/catalogue/?q=holes").content.decode()
    assert "Your hold" in text and "Place a hold" not in text


@pytest.mark.parametrize("rows", [3, 6])
def test_results_cost_the_same_for_three_and_for_six(  # fewer are looked at for a better spelling
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        item = makers.make_item(cast.middle, f"Holes {number}")
        makers.make_loan(item, cast.ben)
        Hold.objects.create(record=item.record, patron=cast.ana, pickup_site=cast.middle, placed_at=now())
        Hold.objects.create(record=item.record, patron=cast.mateo, pickup_site=cast.middle, placed_at=now())
    ana = as_user("ana")
    ana.get("/catalogue/?q=holes")
    # PostgreSQL asks once more how many hits there are before it fetches them, and takes a sample where records have
    # high numbers, as they get in a long run of tests.
    with django_assert_max_num_queries(23 if connection.vendor == "postgresql" else 21):
        ana.get("/catalogue/?q=holes")


def test_pausing_keeps_the_place_and_is_ones_own(cast: Cast, holes: Item) -> None:
    ana = as_user("ana")
    place(ana, holes, cast)
    hold = Hold.objects.get()
    as_user("fay").post(f"/mine/holds/{hold.pk}/pause/", {"next": "/mine/"})
    for odd in ("2020-01-01", "tomorrow"):
        ana.post(f"/mine/holds/{hold.pk}/pause/", {"next": "/mine/", "until_on": odd})
    assert not Hold.objects.get().is_frozen
    ana.post(f"/mine/holds/{hold.pk}/pause/", {"next": "/mine/"})
    text = ana.get("/mine/").content.decode()
    assert "keeps its place: 1 of 1" in text and "Go on waiting" in text
    as_user("fay").post(f"/mine/holds/{hold.pk}/go-on/", {"next": "/mine/"})
    assert Hold.objects.get().is_frozen
    ana.post(f"/mine/holds/{hold.pk}/go-on/", {"next": "/mine/"})
    assert not Hold.objects.get().is_frozen


def test_a_class_reservation_is_one_line_for_its_teacher(cast: Cast) -> None:
    makers.make_policy()
    record = makers.make_record("Number the Stars")
    for _ in range(3):
        makers.make_item(cast.middle, record=record)
    day = now().date()
    place_reservation(
        cast.actor(cast.dee),
        record_id=record.pk,
        site_id=cast.middle.pk,
        teacher_id=cast.clark.pk,
        class_id=cast.seven_b.pk,
        copies=3,
        from_on=day + timedelta(days=2),
        until_on=day + timedelta(days=9),
        now=now(),
    )
    text = as_user("clark").get("/mine/").content.decode()
    assert text.count("Number the Stars") == 1 and "3 copies, 7B" in text
