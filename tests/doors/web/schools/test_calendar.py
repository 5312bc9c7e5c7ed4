from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools import queries
from carrel.rooms.schools.models import CalendarDay
from tests.cast import Cast


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def test_the_month_shows_what_is_closed_and_why(cast: Cast) -> None:
    CalendarDay.objects.create(site=cast.middle, day=date(2026, 11, 26), kind="closed", note="Thanksgiving")
    page = signed_in(cast.dee).get(reverse("schools.calendar"), {"month": "2026-11"})
    assert page.status_code == 200
    assert "November 2026" in page.text
    assert "Thanksgiving" in page.text
    assert "20 open days" in page.text


def test_another_schools_days_are_not_shown(cast: Cast) -> None:
    CalendarDay.objects.create(site=cast.high, day=date(2026, 11, 26), kind="closed", note="Cedar only")
    assert "Cedar only" not in signed_in(cast.dee).get(reverse("schools.calendar"), {"month": "2026-11"}).text


@pytest.mark.parametrize("month", ["", "soon", "2026-13", "2026-1x", "-1-1", "99999999-01", "٢٠٢٦-١١"])
def test_a_month_that_is_none_is_this_month(cast: Cast, month: str) -> None:
    assert signed_in(cast.dee).get(reverse("schools.calendar"), {"month": month}).status_code == 200


def test_days_are_marked_and_made_ordinary_again(cast: Cast) -> None:
    client = signed_in(cast.dee)
    snow = {"first_on": "2026-12-07", "last_on": "2026-12-08", "kind": "closed", "note": "Snow"}
    answer = client.post(reverse("schools.mark_days"), snow)
    assert answer.url == "/schools/calendar/?month=2026-12"
    assert not queries.calendar_of(cast.middle.pk).is_open(date(2026, 12, 7))
    client.post(reverse("schools.mark_days"), snow | {"kind": "ordinary"})
    assert queries.calendar_of(cast.middle.pk).is_open(date(2026, 12, 7))


def test_the_district_managers_mark_reaches_every_school(cast: Cast) -> None:
    signed_in(cast.boss).post(
        reverse("schools.mark_days"), {"first_on": "2026-12-07", "kind": "closed", "all_sites": "on"}
    )
    for site in (cast.middle, cast.elementary, cast.high):
        assert not queries.calendar_of(site.pk).is_open(date(2026, 12, 7))


def test_a_slip_of_the_pen_is_shown_beside_its_field(cast: Cast) -> None:
    answer = signed_in(cast.dee).post(
        reverse("schools.mark_days"), {"first_on": "2026-12-07", "last_on": "2026-12-01", "kind": "closed"}
    )
    assert answer.status_code == 422
    assert "The last day lies before the first." in answer.text
    assert not CalendarDay.objects.exists()


def test_a_helper_marks_nothing(cast: Cast) -> None:
    answer = signed_in(cast.eli).post(reverse("schools.mark_days"), {"first_on": "2026-12-07", "kind": "closed"})
    assert answer.status_code == 403
    assert not CalendarDay.objects.exists()
