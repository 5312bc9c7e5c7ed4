from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools import queries
from carrel.rooms.schools.models import CalendarDay, CalendarFile
from tests.cast import Cast
from tests.makers import make_item, make_policy
from tests.rooms.schools.calendar_parts import event, ics

YEAR = now().year + 1
"""Days of next year: the pages ask the clock, and days that are past change nothing."""


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def monday_of_february() -> date:
    first = date(YEAR, 2, 1)
    return date(YEAR, 2, 1 + (7 - first.weekday()) % 7)


MONDAY = monday_of_february()
FRIDAY = MONDAY.replace(day=MONDAY.day + 4)


def send(client: Client, raw: bytes | None = None, **more: Any) -> Any:
    raw = raw if raw is not None else ics(event("Ski week", str(MONDAY), str(FRIDAY)), event("Concert", str(MONDAY)))
    file = SimpleUploadedFile("district.ics", raw, "text/calendar")
    return client.post(reverse("schools.send_calendar"), {"file": file} | more)


def lent_until_monday(cast: Cast) -> Loan:
    make_policy(length=(MONDAY - now().date()).days, length_unit="calendar_days")
    item = make_item(cast.middle, "Holes")
    moment = now().replace(hour=20)  # noon in California: today there and in Greenwich are one day
    done = circulation.check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=moment)
    return Loan.objects.get(pk=done.loan_id)


def test_an_empty_list_says_what_to_do_first(cast: Cast) -> None:
    page = signed_in(cast.dee).get(reverse("schools.calendar_files"))
    assert "No calendar sent in yet" in page.text
    assert "At every school of the district" not in page.text
    assert "At every school of the district" in signed_in(cast.boss).get(reverse("schools.calendar_files")).text


def test_a_file_is_looked_into_before_anything_is_marked(cast: Cast) -> None:
    client = signed_in(cast.dee)
    answer = send(client)
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Ski week" in page.text and "Concert" in page.text
    assert "Days that close" in page.text
    assert not CalendarDay.objects.exists()
    assert "district.ics" in client.get(reverse("schools.calendar_files")).text


def test_a_file_that_is_none_is_refused_beside_its_field(cast: Cast) -> None:
    answer = send(signed_in(cast.dee), b"hello")
    assert answer.status_code == 422
    assert "is no calendar file" in answer.text
    answer = signed_in(cast.dee).post(reverse("schools.send_calendar"), {})
    assert answer.status_code == 422


def test_it_is_taken_in_and_taken_back(cast: Cast) -> None:
    client = signed_in(cast.dee)
    address = send(client).url
    ski = {"kind-0": "", "kind-1": "closed"}
    answer = client.post(f"{address}take_in/", ski, follow=True)
    assert "5 days are marked." in answer.text
    assert not queries.calendar_of(cast.middle.pk).is_open(MONDAY)
    answer = client.post(f"{address}take_back/", follow=True)
    assert "5 days are as they were." in answer.text
    assert queries.calendar_of(cast.middle.pk).is_open(MONDAY)
    assert "meanwhile" in client.post(f"{address}take_back/", follow=True).text


def test_who_decides_otherwise_sees_what_follows_before_it_is_marked(cast: Cast) -> None:
    client = signed_in(cast.dee)
    address = send(client).url
    answer = client.post(f"{address}take_in/", {"kind-0": "half", "kind-1": ""}, follow=True)
    assert "You have decided otherwise" in answer.text
    assert not CalendarDay.objects.exists()
    client.post(f"{address}take_in/", {"kind-0": "half", "kind-1": ""})
    assert CalendarDay.objects.get().kind == "half"


def test_another_choice_is_kept_and_looked_at(cast: Cast) -> None:
    client = signed_in(cast.dee)
    address = send(client).url
    client.post(f"{address}choose/", {"kind-1": "", "kind-7": "closed"})
    assert "Nothing: the calendar is so already." in client.get(address).text


def test_the_loans_it_concerns_are_shown_and_move_only_when_ticked(cast: Cast) -> None:
    loan = lent_until_monday(cast)
    client = signed_in(cast.dee)
    address = send(client).url
    page = client.get(address)
    assert "Loans due on these days" in page.text
    assert "Move the due date of 1 loan" in page.text
    assert "Ana" not in page.text.split("<main")[1]
    table = client.get(address, {"as": "csv"})
    assert "Holes" in b"".join(table).decode("utf-8-sig")
    client.post(f"{address}take_in/", {})
    loan.refresh_from_db()
    before = loan.due_at
    client.post(f"{address}take_back/")
    address = send(client).url
    client.post(f"{address}take_in/", {"move_due_dates": "1"})
    loan.refresh_from_db()
    assert (loan.due_at - before).days == 7
    assert "became a closed day after this was lent" in client.get(reverse("circulation.why", args=[loan.pk])).text
    assert "Moved off a day that became closed" in client.get(reverse("circulation.loan", args=[loan.pk])).text
    client.post(f"{address}take_back/")
    loan.refresh_from_db()
    assert loan.due_at == before


def test_a_file_put_aside_says_so(cast: Cast) -> None:
    client = signed_in(cast.dee)
    address = send(client).url
    assert "Put aside. Nothing of it was marked." in client.post(f"{address}drop/", follow=True).text
    assert "nothing of it was marked" in client.get(address).text
    assert "meanwhile" in client.post(f"{address}take_in/", {}, follow=True).text
    assert "meanwhile" in client.post(f"{address}choose/", {}, follow=True).text
    assert "meanwhile" in client.post(f"{address}drop/", follow=True).text


def test_a_whole_district_at_once(cast: Cast) -> None:
    client = signed_in(cast.boss)
    address = send(client, all_sites="on").url
    page = client.get(address)
    assert "Alder Creek, Birch, Cedar" in page.text
    client.post(f"{address}take_in/", {})
    assert CalendarDay.objects.count() == 15
    assert "5 days it marked" in client.get(address).text
    assert signed_in(cast.dee).get(address).status_code == 404


def test_events_that_cannot_be_read_are_named(cast: Cast) -> None:
    raw = ics(event("Ski week", str(MONDAY))).replace(
        b"END:VCALENDAR", b"BEGIN:VEVENT\r\nSUMMARY:Nowhen\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    client = signed_in(cast.dee)
    page = client.get(send(client, raw).url)
    assert "Nowhen" in page.text and "It has no day." in page.text


@pytest.mark.parametrize("verb", ["choose", "take_in", "take_back", "drop"])
def test_a_file_that_is_not_there_is_not_found(cast: Cast, verb: str) -> None:
    assert signed_in(cast.dee).post(f"/schools/calendar/files/999/{verb}/").status_code == 404
    assert not CalendarFile.objects.exists()
