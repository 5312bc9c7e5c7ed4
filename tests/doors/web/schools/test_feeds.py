from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from carrel.cellar.ics import read_calendar
from carrel.cellar.kernel.clock import now
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.models import CalendarDay, SchoolYear, Term
from carrel.rooms.schools.rules import Calendar
from tests.cast import Cast

TODAY = now().date()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def mark(cast: Cast, kind: str, first: int, days: int, note: str = "") -> None:
    stretch = {"first_on": TODAY + timedelta(days=first), "last_on": TODAY + timedelta(days=first + days - 1)}
    actions.mark_days(cast.actor(cast.dee), site_ids=[cast.middle.pk], kind=kind, note=note, now=now(), **stretch)


def test_what_goes_out_comes_in_again_the_same(cast: Cast) -> None:
    mark(cast, "closed", 30, 12, "Winter break, “long”; \\ and , all")
    mark(cast, "half", 50, 1)
    mark(cast, "open", 60, 2, "Book fair")
    raw = signed_in(cast.dee).get(reverse("schools.export_calendar")).content
    boss = cast.actor(cast.boss)
    file = actions.send_calendar(boss, site_ids=[cast.high.pk], name="acm.ics", raw=raw, now=now())
    actions.take_in_calendar(boss, file_id=file.pk, now=now())
    ours, theirs = queries.calendar_of(cast.middle.pk), queries.calendar_of(cast.high.pk)
    days = [TODAY + timedelta(days=step) for step in range(100)]
    assert [theirs.state_of(day) for day in days] == [ours.state_of(day) for day in days]
    changed = [day for day in days if Calendar().state_of(day) != ours.state_of(day)]
    assert [theirs.note_of(day) for day in changed] == [ours.note_of(day) for day in changed]


def test_a_subscribed_calendar_needs_no_sign_in_and_names_nobody(cast: Cast) -> None:
    mark(cast, "closed", 30, 3, "Ski week")
    year = SchoolYear.objects.create(
        district=cast.middle.district, name="Now", starts_on=TODAY, ends_on=TODAY + timedelta(days=300)
    )
    Term.objects.create(school_year=year, name="Fall", starts_on=TODAY, ends_on=TODAY + timedelta(days=100))
    client = signed_in(cast.dee)
    client.post(reverse("schools.renew_feed"))
    feed = queries.feed_of(cast.middle.pk)
    assert feed is not None
    address = reverse("schools.calendar_feed", args=[feed.secret])
    assert address in client.get(reverse("schools.calendar_files")).text
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert "csrftoken" not in answer.cookies and "sessionid" not in answer.cookies
    events = read_calendar(
        answer.content, first_on=TODAY - timedelta(days=9), last_on=TODAY + timedelta(days=400), zone=now().tzinfo
    ).events
    assert [each.name for each in events] == ["Fall: first day", "Closed: Ski week", "Fall: last day"]
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    mark(cast, "closed", 40, 1)
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_another_address_makes_the_old_one_lead_nowhere(cast: Cast) -> None:
    client = signed_in(cast.dee)
    client.post(reverse("schools.renew_feed"))
    first = queries.feed_of(cast.middle.pk)
    assert first is not None
    client.post(reverse("schools.renew_feed"))
    assert Client().get(reverse("schools.calendar_feed", args=[first.secret])).status_code == 404
    assert Client().get(reverse("schools.calendar_feed", args=["x"])).status_code == 404
    client.post(reverse("schools.close_feed"))
    assert queries.feed_of(cast.middle.pk) is None


def test_the_feed_speaks_the_language_of_the_district(cast: Cast) -> None:
    type(cast.middle.district).objects.update(language="es")
    CalendarDay.objects.create(site=cast.middle, day=date(TODAY.year + 1, 3, 31), kind="closed", note="César Chávez")
    feed = actions.renew_feed(cast.actor(cast.dee), site_id=cast.middle.pk, now=now())
    text = Client().get(reverse("schools.calendar_feed", args=[feed.secret])).content.decode()
    assert "SUMMARY:Cerrado: César Chávez" in text


def test_a_helper_neither_exports_nor_shares(cast: Cast) -> None:
    client = signed_in(cast.eli)
    assert client.get(reverse("schools.export_calendar")).status_code == 403
    assert client.post(reverse("schools.renew_feed")).status_code == 403
