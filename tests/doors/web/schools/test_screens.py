"""The generic screens, by the example of places and bell schedules: shown, kept, mistyped, removed, not allowed."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from carrel.doors.web import crud
from carrel.doors.web.schools.screens import SCREENS
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools.models import BellPeriod, BellSchedule, Place
from tests.cast import Cast
from tests.doors.web.test_access_matrix import addresses
from tests.house.ways import named_addresses
from tests.makers import make_place

ROADS = ("/schools/", "/charges/law/")
"""Pages that link lists of the generic screens without naming them one by one."""


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.nouns)
def test_every_list_and_every_empty_form_opens(cast: Cast, screen: object) -> None:
    client = signed_in(cast.boss)
    assert client.get(reverse(screen.list_name)).status_code == 200  # type: ignore[attr-defined]  # a Screen
    assert client.get(reverse(screen.name("add"))).status_code == 200  # type: ignore[attr-defined]  # a Screen


def test_the_overview_leads_to_every_list(cast: Cast) -> None:
    text = signed_in(cast.dee).get(reverse("schools.overview")).text
    assert all(reverse(screen.list_name) in text for screen in SCREENS)


def test_every_list_of_the_generic_screens_is_linked_from_somewhere(cast: Cast) -> None:
    client = signed_in(cast.boss)
    of_screens = {
        route: name
        for name, pattern, route in addresses()
        if pattern.callback.__module__ == crud.__name__ and "<" not in route and not route.endswith("/add/")
    }
    texts, named = [client.get(path).text for path in ROADS], named_addresses()
    lost = [
        name
        for route, name in of_screens.items()
        if name not in named and not any(f'href="{route}"' in text for text in texts)
    ]
    assert len(of_screens) > 15 and lost == []


def test_a_place_is_added_changed_and_taken_away(cast: Cast) -> None:
    client = signed_in(cast.dee)
    values = {"name": "Fiction", "code": "FIC", "kind": "area", "sort": 0, "site": cast.middle.pk}
    assert client.post(reverse("schools.add_place"), values).url == reverse("schools.places")
    place = Place.objects.get()
    client.post(reverse("schools.change_place", args=[place.pk]), values | {"name": "Novels"})
    assert "Novels" in client.get(reverse("schools.places")).text
    assert "“Novels” away" in client.get(reverse("schools.remove_place", args=[place.pk])).text
    client.post(reverse("schools.remove_place", args=[place.pk]))
    assert not Place.objects.exists()


def test_what_is_needed_is_not_taken_away(cast: Cast) -> None:
    room = make_place(cast.middle, name="Library")
    make_place(cast.middle, parent=room)
    answer = signed_in(cast.dee).post(reverse("schools.remove_place", args=[room.pk]))
    assert "still needed by 1" in answer.text
    assert Place.objects.filter(pk=room.pk).exists()


def test_a_mistyped_place_is_shown_with_what_is_wrong(cast: Cast) -> None:
    answer = signed_in(cast.dee).post(reverse("schools.add_place"), {"name": "", "code": "F", "site": cast.middle.pk})
    assert answer.status_code == 200
    assert not Place.objects.exists()


def test_another_schools_place_is_not_there(cast: Cast) -> None:
    elsewhere = make_place(cast.high)
    assert signed_in(cast.dee).get(reverse("schools.change_place", args=[elsewhere.pk])).status_code == 404


def test_a_teacher_sees_no_settings(cast: Cast) -> None:
    assert signed_in(cast.clark).get(reverse("schools.places")).status_code == 403


def test_periods_are_added_and_taken_away(cast: Cast) -> None:
    client = signed_in(cast.dee)
    schedule = BellSchedule.objects.create(site=cast.middle, name="Ordinary")
    address = reverse("schools.bell_periods", args=[schedule.pk])
    client.post(address, {"name": "1", "starts": "08:15", "ends": "09:05", "bell_schedule": schedule.pk})
    assert "8:15" in client.get(address).text
    client.post(reverse("schools.remove_bell_period", args=[BellPeriod.objects.get().pk]))
    assert not BellPeriod.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_list_asks_no_more_questions(
    cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_place(cast.middle, parent=make_place(cast.middle))
    client = signed_in(cast.dee)
    client.get(reverse("schools.places"))
    with django_assert_max_num_queries(10):
        client.get(reverse("schools.places"))
