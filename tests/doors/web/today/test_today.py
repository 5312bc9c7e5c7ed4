"""The first page: what to do first, for each who comes."""

import inspect
import re
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.test import Client

from carrel.cellar.kernel.clock import now
from carrel.cellar.parking.models import Parked
from carrel.doors.web.today import waiting
from carrel.doors.web.today.day import _open_until
from carrel.rooms.care.actions import (
    CaseWords,
    ask_approval,
    begin_mending,
    open_disposal_list,
    put_on_disposal_list,
    send_to_repair,
)
from carrel.rooms.people.models import Account
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import BellPeriod, BellSchedule, CalendarDay, Site
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.rooms.care.shelf import vendor
from tests.rooms.stocktake.walkers import begin

pytestmark = pytest.mark.django_db


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def page(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_house_says_what_to_do_first(cast: Cast) -> None:
    text = page(signed_in("dee"))
    assert "The shelves are empty. Start here." in text and "Choose a file" in text


def test_a_stranger_goes_to_the_public_catalogue_or_signs_in(cast: Cast) -> None:
    assert "/catalogue/" in Client().get("/")["Location"]
    Site.objects.update(public_catalogue=False)
    assert "/sign-in/" in Client().get("/")["Location"]


def test_a_helper_is_led_to_the_count_that_is_open(cast: Cast) -> None:
    makers.make_item(cast.middle, "Holes")
    count_id = begin(cast.actor(cast.dee))
    eli = signed_in("eli")
    text = page(eli)
    assert "1 count of the shelves is open" in text and "Scan along with it" in text
    assert f'href="/stocktake/{count_id}/"' in text
    page(eli, f"/stocktake/{count_id}/")
    assert "/items/" not in page(eli, "/stocktake/")


def test_the_technician_sees_what_is_late_and_what_is_parked(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ana, days=-30)
    dee = signed_in("dee")
    dee.post("/desk/scan/", {"text": ANA_CARD, "key": "open-ana-now"})
    dee.post("/desk/scan/", {"text": "31811999999999", "key": "scan-something"})
    Parked.objects.update(held_by="")
    text = page(dee)
    assert "1 overdue item" in text and "You were in the middle of" in text
    assert "Holes" not in text and "Ana" not in text


def test_what_is_late_from_mending_and_what_waits_for_a_decision(cast: Cast) -> None:
    dee, day = cast.actor(cast.dee), schools.today_at(cast.middle.pk, now())
    book, lamp, worn = (makers.make_item(cast.middle, title) for title in ("Holes", "Projector", "Worn"))
    late = CaseWords(what="Spine", due_back_on=day - timedelta(days=1), sent_on=day - timedelta(days=3))
    begin_mending(dee, item_id=book.pk, words=late, now=now())
    send_to_repair(dee, item_id=lamp.pk, words=replace(late, vendor_id=vendor().pk), now=now())
    list_id = open_disposal_list(dee, site_id=cast.middle.pk, name="Spring", now=now())
    put_on_disposal_list(dee, list_id=list_id, number=worn.barcode, reason="worn", now=now())
    text = page(signed_in("dee"))
    assert "1 thing should be mended by now" in text and "1 repair is late" in text
    assert "to decide" not in text
    ask_approval(dee, list_id=list_id, now=now())
    assert "1 disposal to decide" in page(signed_in("lena"))


def test_leavers_with_items_and_whom_the_roster_does_not_know(cast: Cast) -> None:
    gone = makers.make_person("Lou", "Left", home_site=cast.middle, left_on=schools.today_at(cast.middle.pk, now()))
    makers.make_loan(makers.make_item(cast.middle, "Holes"), gone)
    makers.make_person("New", "Comer", home_site=cast.middle, is_provisional=True)
    text = page(signed_in("dee"))
    assert "1 leaver still has items" in text and "1 person was added at the desk" in text


def test_everything_that_can_wait_is_asked_for() -> None:
    source = inspect.getsource(waiting)
    asked = set(re.findall(r"\(\"[a-z_.]+\", (_\w+)\)", source))
    assert asked == set(re.findall(r"^def (_\w+)\(.*\) -> Task \| None:", source, re.MULTILINE))


def test_a_student_sees_their_own_loans_and_no_desk(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ana)
    assert signed_in("ana").get("/")["Location"] == "/mine/"
    text = page(signed_in("ana"), "/mine/")
    assert "What I have out" in text and "Holes" in text and "To the desk" not in text


def test_a_teacher_sees_their_classes(cast: Cast) -> None:
    makers.make_item(cast.middle, "Holes")
    assert "7B" in page(signed_in("clark"), "/mine/")


def test_the_day_by_bells(cast: Cast) -> None:
    makers.make_item(cast.middle, "Holes")
    schedule = BellSchedule.objects.create(site=cast.middle, name="Regular", weekdays="1111111")
    BellPeriod.objects.create(bell_schedule=schedule, name="Period 1", starts="08:00", ends="08:50")
    Site.objects.update(open_weekdays="1111111")
    text = page(signed_in("dee"))
    assert "The day by bells" in text and "8:00 AM" in text and "7B" in text


def test_a_closed_day_says_when_it_is_open_again(cast: Cast) -> None:
    makers.make_item(cast.middle, "Holes")
    CalendarDay.objects.create(site=cast.middle, day=schools.today_at(cast.middle.pk, now()), kind="closed", note="Fog")
    Site.objects.update(calendar_token="another")
    text = page(signed_in("dee"))
    assert "Closed today: Fog. Open again on" in text


def test_parked_work_can_be_dropped(cast: Cast) -> None:
    dee = signed_in("dee")
    assert "Nothing is parked" in page(dee, "/parked/")
    dee.post("/desk/scan/", {"text": ANA_CARD, "key": "open-ana-now"})
    assert "Nothing is parked" in page(dee, "/parked/")
    dee.post("/desk/scan/", {"text": "31811999999999", "key": "scan-something"})
    row = Parked.objects.get()
    assert "Lending" in page(dee, "/parked/")
    dee.post("/parked/drop/", {"parked": row.pk})
    assert not Parked.objects.exists()
    assert dee.post("/parked/take-up/", {"parked": row.pk}).status_code == 409
    assert dee.post("/parked/take-up/", {"parked": "x"}).status_code == 409


@pytest.mark.parametrize(
    ("at", "said"), [(time(15, 59), "Open until 4:00 PM."), (time(16, 0), "Closed since 4:00 PM.")]
)
def test_after_hours_the_day_says_that_the_library_has_closed(at: time, said: str) -> None:
    assert _open_until(time(16, 0), at) == said
    assert _open_until(None, at) == "Open today."
