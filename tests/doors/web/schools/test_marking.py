"""A snow day: what it means for loans before anything moves, marking it, moving the dates with it, and back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.models import HardDueDate, HardDueDay, Loan, LoanChange
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools.models import CalendarDay
from carrel.rooms.schools.queries import calendar_of, today_at
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person), backend="carrel.doors.web.account.backend.AccountBackend")
    return client


def monday(cast: Cast) -> date:
    """A Monday two weeks on."""
    today = today_at(cast.middle.pk, now())
    return today + timedelta(days=21 - today.weekday())


def due_on(cast: Cast, day: date, title: str = "Holes") -> Loan:
    loan = makers.make_loan(makers.make_item(cast.middle, title), cast.ana)
    due = loan.due_at.replace(year=day.year, month=day.month, day=day.day, hour=20)
    Loan.objects.filter(pk=loan.pk).update(due_at=due, why={"steps": [["length_open_days", str(day), {}, True]]})
    loan.refresh_from_db()
    return loan


def form(day: date, **more: str) -> dict[str, str]:
    return {"first_on": day.isoformat(), "kind": "closed", "note": "Snow"} | more


def test_every_school_is_offered_only_to_whoever_works_at_several(cast: Cast) -> None:
    words, calendar, mark = "At every school of the district", reverse("schools.calendar"), reverse("schools.mark_days")
    client, day = signed_in(cast.dee), monday(cast)
    assert words not in client.get(calendar).text
    assert words not in client.post(mark, form(day, again="1")).text
    client.post(mark, form(day, all_sites="on"))
    assert set(CalendarDay.objects.values_list("site", flat=True)) == {cast.middle.pk}
    assert words in signed_in(cast.boss).get(calendar).text


def test_a_snow_day_is_shown_marked_and_taken_back_with_the_dates(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    loan = due_on(cast, day)
    before = loan.due_at
    mark = reverse("schools.mark_days")
    page = client.post(mark, form(day)).text
    assert "Nothing is marked yet. 1 loan is due then." in page
    assert "Move the due date of 1 loan" in page
    assert 'name="note" value="Snow"' in page
    assert not CalendarDay.objects.exists()
    answer: Any = client.post(mark, form(day, keep="1", move_due_dates="1"))
    loan.refresh_from_db()
    assert loan.due_at.date() == day + timedelta(days=2)  # Tuesday's last second, in Greenwich
    page = client.get(answer.url).text
    assert "Due dates moved with it." in page
    assert "None." in page
    assert "Snow" in client.get(reverse("schools.calendar")).text
    act_id = answer.url.rstrip("/").rpartition("/")[2]
    client.post(reverse("schools.take_back_days", args=[act_id]))
    loan.refresh_from_db()
    assert loan.due_at == before
    assert calendar_of(cast.middle.pk).is_open(day)
    assert "Taken back since." in client.get(answer.url).text
    client.post(reverse("schools.take_back_days", args=[act_id]))
    assert LoanChange.objects.count() == 2


def test_what_a_hard_due_date_or_a_class_keeps_back_is_said_before_anything_is_marked(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    series = HardDueDate.objects.create(name="Term end")
    HardDueDay.objects.create(hard_due_date=series, on=day, compare="before")
    makers.make_policy(length=14, length_unit="calendar_days")
    makers.make_policy(category=cast.ana.category, hard_due_date=series)
    loan = due_on(cast, day)
    Loan.objects.filter(pk=loan.pk).update(lent_at=now() - timedelta(days=1))
    for _ in range(2):
        due_on(cast, day)
    held = due_on(cast, day, "Sula")
    Loan.objects.filter(pk=held.pk).update(patron=cast.clark, category=cast.clark.category)
    makers.make_reservation(
        held.item.record, cast.clark, from_on=day + timedelta(days=1), until_on=day + timedelta(days=5), days_ahead=0
    )
    page = client.post(reverse("schools.mark_days"), form(day)).text
    assert "3 stay, because the next open day is after its hard due date." in page
    assert "1 stays, because a class needs the copy before the next open day." in page
    assert "Their due dates stay, each for the reason beside it." in page


def test_left_unticked_the_dates_stay_and_may_move_later(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    loan = due_on(cast, day)
    answer: Any = client.post(reverse("schools.mark_days"), form(day, keep="1"))
    assert not LoanChange.objects.exists()
    page = client.get(answer.url).text
    assert "Move the due date of 1 loan" in page
    move = reverse("schools.move_due_dates", args=[answer.url.rstrip("/").rpartition("/")[2]])
    client.post(move)
    client.post(move)
    assert LoanChange.objects.get().loan_id == loan.pk


def test_where_nothing_is_due_it_is_marked_at_once(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    due_on(cast, day + timedelta(days=1))
    answer: Any = client.post(reverse("schools.mark_days"), form(day))
    assert answer.status_code == 302
    assert not calendar_of(cast.middle.pk).is_open(day)


def test_half_days_and_days_closed_already_move_nothing(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    due_on(cast, day)
    assert client.post(reverse("schools.mark_days"), form(day, kind="half")).status_code == 302
    sunday = day - timedelta(days=1)
    due_on(cast, sunday, "Sula")
    assert client.post(reverse("schools.mark_days"), form(sunday)).status_code == 302


def test_one_goes_back_from_the_preview_with_what_was_filled_in(cast: Cast) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    due_on(cast, day)
    page = client.post(reverse("schools.mark_days"), form(day, again="1")).text
    assert f'value="{day.isoformat()}"' in page
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("loans", [1, 3])
def test_many_loans_are_read_in_one_statement(cast: Cast, loans: int) -> None:
    client, day = signed_in(cast.dee), monday(cast)
    for number in range(loans):
        due_on(cast, day, f"Book {number}")
    with CaptureQueriesContext(connection) as made:
        client.post(reverse("schools.mark_days"), form(day))
    assert sum('FROM "circulation_loan"' in each["sql"] for each in made) == 1


def test_nobody_sees_the_marking_of_another_school(cast: Cast) -> None:
    boss = signed_in(cast.boss)
    boss.post(reverse("schools.mark_days"), form(monday(cast), all_sites="on"))
    act_id = boss.get(reverse("schools.calendar")).text.partition("/marked/")[2].partition("/")[0]
    url = reverse("schools.marked_days", args=[int(act_id or 1)])
    assert signed_in(cast.dee).get(url).status_code == 404
    assert signed_in(cast.dee).get(reverse("schools.marked_days", args=[0])).status_code == 404
