"""Licences through their pages: entered, seats given and taken back, codes, renewed, given up."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from carrel.rooms.catalogue.actions import add_brief_record
from carrel.rooms.people.models import PersonView
from carrel.rooms.software import actions
from carrel.rooms.software.actions import Product, Term
from carrel.rooms.software.models import Licence, Seat, SeatCode
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def client_of(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": username, "password": makers.PASSWORD}).status_code == 302
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def today() -> date:
    return timezone.now().astimezone(ZoneInfo("America/Los_Angeles")).date()


def make_licence(cast: Cast, product: str = "Mathlab", *, days: int = 100, seats: int = 2) -> Licence:
    pk = actions.add_licence(
        cast.actor(cast.dee), product=Product(product, "seats", cast.middle.pk), licence_key="SECRET-1",
        term=Term(today() - timedelta(days=300), today() + timedelta(days=days), seats), now=timezone.now(),
    )  # fmt: skip
    return Licence.objects.get(pk=pk)


def test_entered_changed_and_renewed(cast: Cast) -> None:
    dee = client_of("dee")
    form = {
        "product": "Mathlab", "kind": "seats", "site": cast.middle.pk, "starts_on": "2026-08-01",
        "expires_on": "2027-07-31", "seats": 30, "cost": "299.50", "licence_key": "AB-12", "key": "k",
    }  # fmt: skip
    assert dee.post("/software/add/", form | {"product": ""}).status_code == 422
    answer = dee.post("/software/add/", form | {"seats": ""})
    assert (answer.status_code, "Say how many seats" in answer.content.decode()) == (409, True)
    page = dee.post("/software/add/", form, follow=True).content.decode()
    assert "AB-12" in page
    assert "$299.50" in page
    made = Licence.objects.get()
    assert 'value="299.50"' in text_of(dee, f"/software/{made.pk}/change/")
    assert "No item has this label" in dee.post(
        f"/software/{made.pk}/change/", form | {"number": "0"}
    ).content.decode()  # fmt: skip
    page = dee.post(f"/software/{made.pk}/change/", form | {"version": "4.2"}, follow=True).content.decode()
    assert "Mathlab 4.2" in page
    assert 'value="2028-07-31"' in text_of(dee, f"/software/{made.pk}/renew/")
    term = {"starts_on": "2027-08-01", "expires_on": "2028-07-31", "seats": 25, "key": "t"}
    page = dee.post(f"/software/{made.pk}/renew/", term, follow=True).content.decode()
    assert "Whoever holds a seat keeps it." in page
    assert "Take the latest renewal back" in page
    page = dee.post(f"/software/{made.pk}/renew/take-back/", follow=True).content.decode()
    assert "The renewal is taken back." in page
    assert "There is no renewal to take back." in dee.post(
        f"/software/{made.pk}/renew/take-back/", follow=True
    ).content.decode()  # fmt: skip
    assert "is given up" in dee.post(f"/software/{made.pk}/end/", follow=True).content.decode()
    assert "Mathlab" not in text_of(dee, "/software/")
    assert "Mathlab" in text_of(dee, "/software/?ended=1")
    assert "taken up again" in dee.post(f"/software/{made.pk}/reopen/", follow=True).content.decode()


def test_a_licence_of_a_title_stands_on_its_record(cast: Cast) -> None:
    made, dee = add_brief_record(cast.actor(cast.dee), title="Mathlab", format="software", now=NOON), client_of("dee")
    page = text_of(dee, f"/catalogue/{made.record_id}/")
    assert "No licence of it is on record." in page
    where = f"/software/add/?record={made.record_id}"
    assert f'href="{where}"' in page
    assert 'value="Mathlab"' in text_of(dee, where)
    form = {
        "product": "Mathlab",
        "kind": "seats",
        "site": cast.middle.pk,
        "starts_on": today(),
        "seats": 30,
        "key": "k",
    }
    assert dee.post(where, form).status_code == 302
    assert Licence.objects.get().record_id == made.record_id
    assert "30 seats left" in text_of(dee, f"/catalogue/{made.record_id}/")
    assert "Licences of software" not in text_of(dee, f"/catalogue/{makers.make_record('Holes').pk}/")


def test_the_label_of_its_media_says_of_which_title_it_is(cast: Cast) -> None:
    disc, dee = makers.make_item(cast.middle, "Typing tutor"), client_of("dee")
    form = {
        "product": "Typing tutor", "kind": "seats", "site": cast.middle.pk, "starts_on": today(), "seats": 30,
        "number": disc.barcode, "key": "k",
    }  # fmt: skip
    assert dee.post("/software/add/", form).status_code == 302
    made = Licence.objects.get()
    assert (made.item_id, made.record_id) == (disc.pk, disc.record_id)


def test_seats_and_codes(cast: Cast) -> None:
    made, dee = make_licence(cast), client_of("dee")
    path = f"/software/{made.pk}/"
    assert "2 codes came in." in dee.post(f"{path}codes/add/", {"codes": "A-1\nA-2"}, follow=True).content.decode()
    assert dee.post(f"{path}codes/add/", {"codes": ""}).status_code == 422
    page = dee.post(f"{path}seats/give/", {"person": "Ana", "key": "a"}, follow=True).content.decode()
    assert "with the code A-1" in page
    assert PersonView.objects.filter(person=cast.ana, page="seats").exists()
    answer = dee.post(f"{path}seats/give/", {"key": "b"})
    assert (answer.status_code, "Say who or what gets the seat" in answer.content.decode()) == (409, True)
    assert dee.post(f"{path}seats/give/", {"person": "Nobody at all"}).status_code == 422
    lab = makers.make_place(cast.middle, name="Lab 2")
    assert "Lab 2" in dee.post(f"{path}seats/give/", {"place": lab.pk, "key": "c"}, follow=True).content.decode()
    answer = dee.post(f"{path}seats/give/", {"person": "Ben", "key": "d"})
    assert "All 2 seats of ‹Mathlab› are held." in answer.content.decode()
    seat = Seat.objects.get(person=cast.ana)
    page = dee.post(f"/software/seats/{seat.pk}/take-back/", follow=True).content.decode()
    assert "Give it again" in page
    assert "held again" in dee.post(f"/software/seats/{seat.pk}/restore/", follow=True).content.decode()
    assert dee.post(f"/software/codes/{SeatCode.objects.get(code='A-1').pk}/remove/").status_code == 409
    dee.post(f"/software/seats/{seat.pk}/take-back/")
    page = dee.post(f"/software/codes/{SeatCode.objects.get(code='A-1').pk}/remove/", follow=True).content.decode()
    assert "The code is taken away." in page


def test_a_device_says_what_is_on_it(cast: Cast) -> None:
    made, device, dee = make_licence(cast), makers.make_item(cast.middle, "iPad 7"), client_of("dee")
    dee.post(f"/software/{made.pk}/seats/give/", {"number": device.barcode, "key": "a"})
    assert "Software on it" in text_of(dee, f"/items/{device.pk}/")


def test_numbers_and_codes_only_for_those_who_may(cast: Cast) -> None:
    made = make_licence(cast)
    actions.add_codes(cast.actor(cast.dee), licence_id=made.pk, codes=["CODE-9"], now=timezone.now())
    actions.give_seat(cast.actor(cast.dee), licence_id=made.pk, person_id=cast.ana.pk, now=timezone.now())
    makers.give_role(makers.make_account("aide"), "assistant", cast.middle)
    for username, sees in (("dee", True), ("aide", False)):
        page = text_of(client_of(username), f"/software/{made.pk}/")
        assert ("SECRET-1" in page, "CODE-9" in page) == (sees, sees)
        assert "Ana Garcia" in page
    csv = b"".join(client_of("dee").get("/software/?as=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    assert "Mathlab" in csv
    assert "SECRET-1" not in csv


def test_what_ends_soon(cast: Cast) -> None:
    for name, days in (("Far", 200), ("Spring", 80), ("Month", 20), ("Week", 5), ("Gone", -3)):
        make_licence(cast, name, days=days)
    makers.make_record("Holes")
    dee = client_of("dee")
    for within, named in ((90, "Gone Week Month Spring"), (30, "Gone Week Month"), (7, "Gone Week")):
        page = text_of(dee, f"/software/?within={within}")
        places = [page.index(f">{name}</a>") for name in named.split()]
        assert places == sorted(places)
        assert ">Far</a>" not in page
    assert "3 licences of software end" in text_of(dee, "/")
    assert dee.get("/software/?as=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_no_more_for_more_rows(cast: Cast, count: int, django_assert_num_queries: object) -> None:
    made = [make_licence(cast, f"Mathlab {number}", seats=5) for number in range(count)]
    for person in (cast.ana, cast.ben, cast.mateo)[:count]:
        actions.give_seat(cast.actor(cast.dee), licence_id=made[0].pk, person_id=person.pk, now=timezone.now())
    dee = client_of("dee")
    for path, queries in (("/software/", 9), (f"/software/{made[0].pk}/", 17)):
        dee.get(path)
        with django_assert_num_queries(queries):  # type: ignore[operator]  # pytest-django's fixture
            dee.get(path)


def test_a_licence_of_the_district_names_nobody_of_another_school(cast: Cast) -> None:
    pk = actions.add_licence(
        cast.actor(cast.boss), product=Product("Atlas", "site"), term=Term(today()), now=timezone.now()
    )
    actions.give_seat(cast.actor(cast.boss), licence_id=pk, person_id=cast.fay.pk, now=timezone.now())
    page = text_of(client_of("dee"), f"/software/{pk}/")
    assert "Lindqvist" not in page
    assert "somebody of another school" in page
    assert client_of("dee").post(f"/software/{pk}/end/").status_code == 409
