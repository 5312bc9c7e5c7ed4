"""Holds for staff: placed, passed with a reason, frozen, put first, ended, put back; the lists; reservations."""

from datetime import timedelta

import pytest
from django.test import Client

from carrel.cellar.papers.models import PrintJob
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.circulation.models import Hold, Reservation
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import ANA_CARD, FAY_CARD, Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": "dee", "password": makers.PASSWORD}).status_code == 302
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_hold_is_placed_for_a_reader(cast: Cast, dee: Client) -> None:
    item = makers.make_item(cast.middle, "Holes", state="on_loan")
    path = f"/holds/titles/{item.record_id}/place/"
    assert "any copy, whichever comes first" in text_of(dee, path)
    sent = {"card": ANA_CARD, "pickup_site": cast.middle.pk, "key": "a-key-of-this-form"}
    answer = dee.post(path, sent, follow=True)
    assert "Place in the queue: 1." in answer.content.decode()
    assert Hold.objects.get().patron == cast.ana
    assert "1 reader waits" in text_of(dee, f"/catalogue/{item.record_id}/")


def test_what_asks_is_passed_with_a_reason_and_a_wrong_number_is_said(cast: Cast, dee: Client) -> None:
    makers.make_policy(on_shelf_holds="if_all_out", site=cast.middle)
    item = makers.make_item(cast.middle, "Holes")
    path = f"/holds/titles/{item.record_id}/place/"
    sent = {"card": "nobody", "pickup_site": cast.middle.pk, "key": "a-key-of-this-form"}
    answer = dee.post(path, sent)
    assert answer.status_code == 422
    assert "Nobody has this number or name." in answer.content.decode()
    answer = dee.post(path, sent | {"card": ANA_CARD})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "are in. Fetch one from the shelf" in page and "Place it all the same" in page
    passed = {"card": ANA_CARD, "overrides": "circulation.hold_copy_is_in", "reason": "For the play"}
    assert dee.post(path, sent | passed).status_code == 302
    assert Hold.objects.count() == 1


def test_a_student_of_another_school_stays_unknown(cast: Cast, dee: Client) -> None:
    item = makers.make_item(cast.middle, "Holes", state="on_loan")
    sent = {"card": FAY_CARD, "pickup_site": cast.middle.pk, "key": "a-key-of-this-form"}
    page = dee.post(f"/holds/titles/{item.record_id}/place/", sent).content.decode()
    assert "a student of another school" in page
    assert "Fay" not in page


def test_the_buttons_do_what_they_say(cast: Cast, dee: Client) -> None:
    hold = makers.make_hold(makers.make_record("Holes"), cast.ana)
    back = f"/holds/titles/{hold.record_id}/"

    def press(verb: str, **values: str) -> str:
        answer = dee.post(f"/holds/{hold.pk}/{verb}/", {"back": back, **values}, follow=True)
        assert answer.redirect_chain[-1][0] == back
        hold.refresh_from_db()
        return str(answer.content.decode())

    assert "Garcia, Ana" in text_of(dee, back)
    assert "Frozen" in press("freeze")
    assert hold.is_frozen
    press("thaw")
    assert not hold.is_frozen
    assert "put first" in press("front", reason="Competition")
    press("back")
    assert hold.rank == Hold.NORMAL
    ended = press("cancel")
    assert "Nobody waits for this title" in ended and "Ended lately" in ended and "Let it wait again" in ended
    assert hold.status == "cancelled"
    for page in (f"/holds/people/{cast.ana.pk}/", "/holds/"):
        assert f'action="/holds/{hold.pk}/restore/"' in text_of(dee, page)
    assert "has ended already" in press("cancel")
    assert "Ended lately" not in press("restore")
    assert hold.status == "waiting"
    assert dee.post(f"/holds/{hold.pk}/thaw/", {"back": "https://elsewhere.example/"}).headers["Location"] == "/holds/"


def test_a_hold_is_changed(cast: Cast, dee: Client) -> None:
    hold = makers.make_hold(makers.make_record("Holes"), cast.ana)
    path = f"/holds/{hold.pk}/"
    assert "A hold of Ana Garcia" in text_of(dee, path)
    assert dee.post(path, {"pickup_site": ""}).status_code == 422
    past = {"pickup_site": cast.high.pk, "expires_on": "2020-01-01"}
    assert "is past" in dee.post(path, past).content.decode()
    assert dee.post(path, {"pickup_site": cast.high.pk, "note": "By bus"}).status_code == 302
    hold.refresh_from_db()
    assert (hold.pickup_site, hold.note) == (cast.high, "By bus")
    other = makers.make_hold(makers.make_record(), cast.fay)
    assert dee.get(f"/holds/{other.pk}/").status_code == 404


def test_the_pull_list_names_no_reader_and_what_is_not_there_is_missing(cast: Cast, dee: Client) -> None:
    assert "Nothing to fetch" in text_of(dee, "/holds/pull/")
    item = makers.make_item(cast.middle, "Holes", call_number="FIC SAC")
    makers.make_hold(item.record, cast.ana)
    page = text_of(dee, "/holds/pull/")
    assert "FIC SAC" in page and "1 copy to fetch" in page
    assert "Garcia" not in page
    assert "1 copy to fetch from its shelf" in text_of(dee, "/")
    saved = b"".join(dee.get("/holds/pull/?as=csv")).decode()  # type: ignore[arg-type]  # streamed
    assert "FIC SAC" in saved and "Garcia" not in saved
    assert dee.post(f"/holds/pull/{item.pk}/not-found/").status_code == 302
    assert Item.objects.get(pk=item.pk).state == "missing"


def test_the_shelf_shows_what_waits_what_comes_and_what_is_to_be_cleared(cast: Cast, dee: Client) -> None:
    assert "Nothing waits to be fetched" in text_of(dee, "/holds/")
    item = makers.make_item(cast.middle, "Holes")
    hold = makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    far = makers.make_item(cast.high, "Matilda")
    makers.make_hold(far.record, cast.ben)
    check_in(makers.make_actor("technician", cast.high), item_id=far.pk, now=NOON)
    page = text_of(dee, "/holds/")
    assert "Garcia, Ana" in page and "1 on its way here" in page
    assert "1 copy on the hold shelf" in text_of(dee, "/holds/")
    dee.post(f"/holds/{hold.pk}/cancel/")
    assert "1 to take off the shelf" in text_of(dee, "/holds/")
    assert "1 copy to take off the hold shelf" in text_of(dee, "/")


def test_what_a_reader_waits_for(cast: Cast, dee: Client) -> None:
    assert "Ana waits for nothing" in text_of(dee, f"/holds/people/{cast.ana.pk}/")
    makers.make_hold(makers.make_record("Holes"), cast.ana)
    assert "Holes" in text_of(dee, f"/holds/people/{cast.ana.pk}/")
    assert dee.get(f"/holds/people/{cast.fay.pk}/").status_code == 404


def test_copies_are_reserved_for_a_class_changed_and_given_up(cast: Cast, dee: Client) -> None:
    record = makers.make_record("Holes")
    for _ in range(3):
        makers.make_item(cast.middle, record=record)
    path = f"/holds/reservations/add/{record.pk}/"
    assert "This school has 3 copies to lend." in text_of(dee, path)
    first = NOON.date() + timedelta(days=400)
    sent = {
        "school_class": cast.seven_b.pk, "copies": 2, "from_on": first, "until_on": first + timedelta(days=7),
        "days_ahead": 3, "key": "a-key-of-this-form",
    }  # fmt: skip
    assert dee.post(path, sent | {"copies": ""}).status_code == 422
    assert "not reserved yet" in dee.post(path, sent | {"copies": 4}).content.decode()
    assert "7B" in dee.post(path, sent, follow=True).content.decode()
    reservation = Reservation.objects.get()
    assert (reservation.teacher, reservation.holds.count()) == (cast.clark, 2)
    change = f"/holds/reservations/{reservation.pk}/"
    assert "for 7B" in text_of(dee, change)
    assert dee.post(change, sent | {"copies": 3}).status_code == 302
    assert reservation.holds.count() == 3
    page = dee.post(f"{change}cancel/", follow=True).content.decode()
    assert "Nothing is reserved" in page
    assert dee.get(change).status_code == 404


def test_too_many_are_told_with_what_is_free_when_and_who_has_the_rest(cast: Cast, dee: Client) -> None:
    record = makers.make_record("Holes")
    for _ in range(3):
        makers.make_item(cast.middle, record=record)
    path, first = f"/holds/reservations/add/{record.pk}/", NOON.date() + timedelta(days=400)
    sent = {
        "school_class": cast.seven_b.pk, "copies": 2, "from_on": first, "until_on": first + timedelta(days=7),
        "days_ahead": 0, "key": "the-first-of-two",
    }  # fmt: skip
    assert dee.post(path, sent).status_code == 302
    other = Reservation.objects.get()
    later = {"from_on": first + timedelta(days=5), "until_on": first + timedelta(days=12), "key": "the-second-of-two"}
    answer = dee.post(path, sent | later)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is free on these days" in page and "Reserved already" in page
    assert f'href="/holds/reservations/{other.pk}/"' in page and ">7B<" in page
    assert page.count('<td class="end num">1</td>') == 1 and page.count('<td class="end num">3</td>') == 1
    assert "What is free on these days" not in dee.post(path, sent | later | {"copies": ""}).content.decode()
    # Changed, a reservation does not stand in its own way.
    changed = dee.post(f"/holds/reservations/{other.pk}/", sent | {"copies": 4})
    assert changed.status_code == 409
    assert "Reserved already" not in changed.content.decode()


@pytest.mark.parametrize("path", ["/holds/titles/99999999/", "/holds/titles/99999999/place/", "/holds/99999999/"])
def test_what_is_not_there_is_said(dee: Client, path: str) -> None:
    assert dee.get(path).status_code == 404


def test_a_name_is_enough_when_one_reader_has_it(cast: Cast, dee: Client) -> None:
    item = makers.make_item(cast.middle, "Holes", state="on_loan")
    path = f"/holds/titles/{item.record_id}/place/"
    sent = {"pickup_site": cast.middle.pk, "key": "a-key-of-this-form"}
    makers.make_person("Ana", "Gomez", home_site=cast.middle)
    assert "Several readers are meant by this" in dee.post(path, sent | {"card": "ana g"}).content.decode()
    assert "Nobody has this number or name." in dee.post(path, sent | {"card": "fay lindqvist"}).content.decode()
    assert dee.post(path, sent | {"card": "ana garcia"}).status_code == 302
    assert Hold.objects.get().patron == cast.ana


def test_a_slip_of_the_shelf_is_printed_once_more(cast: Cast, dee: Client) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle, "Holes")
    hold = makers.make_hold(item.record, cast.ana)
    path = f"/holds/{hold.pk}/slip/"
    assert "no such hold any more" in dee.post(path, follow=True).content.decode()
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert f'action="{path}"' in text_of(dee, "/holds/")
    assert "The slip is on its way." in dee.post(path, follow=True).content.decode()
    assert PrintJob.objects.filter(about_kind="hold", about_id=hold.pk).count() == 2
