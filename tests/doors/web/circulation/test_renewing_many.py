"""The pages on which a class or a list is renewed in one act."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.actions import auto_renew
from carrel.rooms.circulation.models import LoanChange
from carrel.rooms.people.models import Account, Person, PersonView
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person), backend="carrel.doors.web.account.backend.AccountBackend")
    return client


@pytest.fixture
def dee(cast: Cast) -> Client:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="due")
    return signed_in(cast.dee)


def test_a_class_is_renewed_in_one_act_listed_and_taken_back(cast: Cast, dee: Client) -> None:
    goes = makers.make_loan(makers.make_item(cast.middle, "Holes"), cast.ana, lent_at=now())
    spent = makers.make_loan(makers.make_item(cast.middle, "Sula"), cast.ana, lent_at=now(), renewals=1)
    makers.make_loan(makers.make_item(cast.middle, "Emma"), cast.ben, lent_at=now())
    url = f"{reverse('circulation.renew_many')}?class={cast.seven_b.pk}"
    assert url.partition("?")[2] in dee.get(reverse("people.school_class", args=[cast.seven_b.pk])).text
    page = dee.get(url).text
    assert "Renew for 7B" in page and "Holes" in page and "Emma" not in page
    assert PersonView.objects.filter(person=cast.ana, page="renew_many").exists()
    form = {"loan": [goes.pk, spent.pk], "key": "once"}
    answer: Any = dee.post(url, form)
    again: Any = dee.post(url, form)
    assert answer.url == again.url
    page = dee.get(answer.url).text
    assert "1 loan renewed" in page and "it was renewed as often as allowed" in page
    act_id = answer.url.rstrip("/").rpartition("/")[2]
    undo = reverse("circulation.undo_renew_many", args=[act_id])
    dee.post(undo, {"key": "u"})
    goes.refresh_from_db()
    assert goes.renewals == 0
    assert "Taken back since." in dee.get(answer.url).text
    dee.post(undo, {"key": "v"})
    assert LoanChange.objects.count() == 2


def test_a_teachers_list_and_the_overdues_lead_there(cast: Cast, dee: Client) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle, "Holes"), cast.clark, lent_at=makers.NOON)
    url = reverse("circulation.renew_many")
    assert f"{url}?person={cast.clark.pk}" in dee.get(reverse("circulation.loan", args=[loan.pk])).text
    assert "Holes" in dee.get(url, {"person": [cast.clark.pk, cast.ana.pk]}).text
    makers.make_loan(makers.make_item(cast.middle, "Sula"), cast.ben, lent_at=makers.NOON.replace(year=2025))
    assert f'name="person" value="{cast.ben.pk}"' in dee.get(reverse("circulation.overdues")).text


def test_nothing_ticked_nobody_asked_and_what_is_mistyped(cast: Cast, dee: Client) -> None:
    url = reverse("circulation.renew_many")
    assert "Nothing is out" in dee.get(url).text
    assert dee.get(url, {"person": ["x", "9" * 40, "\x00"]}).status_code == 200
    assert dee.get(url, {"class": "999999"}).status_code == 404
    assert dee.post(url, {"loan": ["x"]}).status_code == 302
    assert dee.get(reverse("circulation.renewed_many", args=[0])).status_code == 404
    assert dee.post(reverse("circulation.undo_renew_many", args=[0])).status_code == 404


def test_readers_of_another_school_are_not_there(cast: Cast, dee: Client) -> None:
    loan = makers.make_loan(makers.make_item(cast.high, "Dune"), cast.fay, lent_at=now())
    url = reverse("circulation.renew_many")
    assert "Dune" not in dee.get(url, {"person": cast.fay.pk}).text
    answer: Any = dee.post(url, {"loan": loan.pk, "key": "k"})
    page = dee.get(answer.url).text
    assert "Dune" not in page and "Lindqvist" not in page
    assert not LoanChange.objects.exists()


@pytest.mark.parametrize("loans", [1, 3])
def test_more_loans_ask_no_more(cast: Cast, dee: Client, loans: int) -> None:
    for number in range(loans):
        makers.make_loan(makers.make_item(cast.middle, f"Book {number}"), cast.ana, lent_at=now())
    with CaptureQueriesContext(connection) as made:
        dee.get(reverse("circulation.renew_many"), {"person": cast.ana.pk})
    assert sum("circulation_loan" in each["sql"] for each in made) == 1


def test_what_renewed_itself_is_taken_back_on_the_loans_page(cast: Cast, dee: Client) -> None:
    makers.make_policy(site=cast.middle, auto_renew=True)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=now(), days=1)
    auto_renew(SYSTEM, now=now() + timedelta(hours=6))
    page = reverse("circulation.loan", args=[loan.pk])
    assert "Take the renewal back" in dee.get(page).text
    back = reverse("circulation.take_back_renewal", args=[loan.pk])
    for _number in range(2):
        dee.post(back, {"key": ""})
    loan.refresh_from_db()
    assert loan.renewals == 0
    assert "Take the renewal back" not in dee.get(page).text


def test_what_the_night_could_not_renew_says_why_on_the_loans_page(cast: Cast, dee: Client) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=now())
    LoanChange.objects.create(
        loan=loan, kind="not_renewed", at=now(), from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=1,
        before={"codes": ["circulation.renewal_held"]},
    )  # fmt: skip
    page = dee.get(reverse("circulation.loan", args=[loan.pk])).text
    assert "Not renewed by itself: somebody waits for it" in page
