"""A seat goes to a person, a place or a device, never beyond the seats there are, also when many ask at once."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import F

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from carrel.rooms.software.actions import Product, Term
from carrel.rooms.software.models import Licence, Seat
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import FIRST, LAST, License

pytestmark = pytest.mark.django_db


def test_a_person_a_place_and_a_device(cast: Cast, dee: Actor, licence: License) -> None:
    made, lab, device = licence(), makers.make_place(cast.middle, name="Lab"), makers.make_item(cast.middle, "iPad")
    first = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON, key="k")
    again = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON, key="k")
    assert again.seat_id == first.seat_id
    actions.give_seat(dee, licence_id=made.pk, place_id=lab.pk, now=makers.NOON)
    actions.give_seat(dee, licence_id=made.pk, item_id=device.pk, now=makers.NOON)
    held = queries.seats_of(dee, made.pk, with_codes=True)
    assert [(each.kind, each.holder) for each in held] == [
        ("person", "Ana Garcia"), ("place", "Lab"), ("item", f"iPad {device.barcode}"),
    ]  # fmt: skip
    assert queries.seats_on_item(device.pk) == [(made.pk, "Mathlab 4")]
    with pytest.raises(Refused) as refused:
        actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    assert {each.code for each in refused.value.objections} == {"software.holds_a_seat", "software.no_seat_left"}
    assert list(queries.violations()) == []


def test_codes_go_with_seats(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.add_codes(dee, licence_id=made.pk, codes=["A-1", "A-2"], now=makers.NOON)
    given = [
        actions.give_seat(dee, licence_id=made.pk, person_id=person.pk, now=makers.NOON).code
        for person in (cast.ana, cast.ben)
    ]
    assert given == ["A-1", "A-2"]
    with pytest.raises(Refused) as refused:
        actions.give_seat(dee, licence_id=made.pk, person_id=cast.mateo.pk, now=makers.NOON)
    assert refused.value.code == "software.no_code_left"
    assert {each.code for each in queries.seats_of(dee, made.pk, with_codes=False)} == {""}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"starts_on": date(2025, 8, 1), "expires_on": date(2026, 7, 31)}, "software.licence_over"),
        ({"seats": 0}, "software.no_seat_left"),
    ],
)
def test_refusals(cast: Cast, dee: Actor, licence: License, term: dict[str, object], code: str) -> None:
    made = licence(**term)
    with pytest.raises(Refused) as refused:
        actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    assert refused.value.code == code


def test_one_holder_and_one_that_is_there(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    for holder in ({}, {"person_id": cast.ana.pk, "place_id": 1}, {"person_id": 999_999}, {"place_id": 999_999},
                   {"item_id": makers.make_item(cast.high).pk}):  # fmt: skip
        with pytest.raises(Refused) as refused:
            actions.give_seat(dee, licence_id=made.pk, now=makers.NOON, **holder)
        assert refused.value.code == "software.holder_missing"
    with pytest.raises(NotAllowed):
        actions.give_seat(cast.actor(cast.eli), licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)


def test_one_that_begins_later_is_told_of(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(starts_on=date(2027, 1, 1))
    given = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    assert [each.code for each in given.tells] == ["software.licence_not_yet"]


def test_a_licence_without_a_limit(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(kind="site", seats=None)
    actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    assert [each.seats_left for each in queries.licences_at(dee, makers.TODAY)] == [None]


def test_the_database_refuses_what_no_action_would_do(cast: Cast, licence: License) -> None:
    made = licence(seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.filter(pk=made.pk).update(seats_open=F("seats_open") + 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(licence=made, from_on=FIRST, given_at=makers.NOON)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed came to, all started in the same moment, each in a thread with a connection of its own."""
    start, answers = threading.Barrier(len(deeds)), [object()] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[place] = deed()
        except Refused as refused:
            answers[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_and_five_who_want_it() -> None:
    site = makers.make_site()
    pk = actions.add_licence(
        SYSTEM, product=Product("Mathlab", "seats", site.pk), term=Term(FIRST, LAST, 2), now=makers.NOON
    )
    actions.add_codes(SYSTEM, licence_id=pk, codes=[f"C-{number}" for number in range(5)], now=makers.NOON)
    readers = [makers.make_person("Reader", str(number), home_site=site).pk for number in range(5)]

    def ask(person_id: int) -> Callable[[], object]:
        return lambda: actions.give_seat(SYSTEM, licence_id=pk, person_id=person_id, now=makers.NOON)

    answers = at_once(*map(ask, readers))
    refused = [each for each in answers if isinstance(each, Refused)]
    assert [each.code for each in refused] == ["software.no_seat_left"] * 3
    assert Seat.objects.filter(taken_back_at=None).count() == Licence.objects.get().seats_open == 2
    assert len(set(Seat.objects.values_list("code", flat=True))) == 2
