"""My account: one's own, whole, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.kernel.clock import now
from carrel.doors.web.mine.shown import things_out
from carrel.rooms.circulation.models import Hold, Loan
from carrel.rooms.circulation.queries import OpenLoan, open_loans
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def page(client: Client) -> str:
    answer = client.get("/mine/")
    assert answer.status_code == 200
    return answer.content.decode()


def lend(cast: Cast, person: Person, title: str, *, days: int = 5) -> Loan:
    return makers.make_loan(makers.make_item(cast.middle, title), person, days=days, lent_at=now())


def hold(cast: Cast, person: Person, title: str, **values: object) -> Hold:
    record = values.pop("record", None) or makers.make_record(title)
    given = {"record": record, "patron": person, "pickup_site": cast.middle, "placed_at": now()}
    return Hold.objects.create(**given | values)


def test_a_student_sees_her_own_and_nobody_elses(cast: Cast) -> None:
    lend(cast, cast.ana, "Holes")
    lend(cast, cast.ben, "Wells of Ben")
    lend(cast, cast.fay, "Fays Secret")
    hold(cast, cast.ana, "Ghost")
    hold(cast, cast.ben, "Bens Wish")
    makers.make_charge(cast.ana, 350)
    makers.make_charge(cast.fay, 990, "Fays debt")
    text = page(as_user("ana"))
    for own in ("Holes", "Ghost", "Torn cover", "$3.50", "in 5 days"):
        assert own in text
    for others in ("Wells of Ben", "Fays Secret", "Bens Wish", "Fays debt", "Ben Okoye", "Lindqvist", "9.90"):
        assert others not in text


def test_fay_sees_hers(cast: Cast) -> None:
    lend(cast, cast.ana, "Holes")
    text = page(as_user("fay"))
    assert "Holes" not in text and "Ana" not in text
    assert "Nothing is out" in text


def test_it_is_the_first_page_of_readers_and_staff_begin_with_the_day(cast: Cast) -> None:
    for reader in ("ana", "clark"):
        assert as_user(reader).get("/").headers["Location"] == "/mine/"
    for staff in ("dee", "eli"):
        assert as_user(staff).get("/").status_code == 200
    menu = page(as_user("ana"))
    assert 'href="/mine/" aria-current="page"' in menu
    assert ">Today<" not in menu


def test_an_account_without_a_person_says_so(cast: Cast) -> None:
    makers.give_role(makers.make_account("aide"), "assistant", cast.middle)
    assert "belongs to no reader" in page(as_user("aide"))


def test_renewing_one_and_all(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="now")
    first, second = lend(cast, cast.ana, "Holes"), lend(cast, cast.ana, "Ghost")
    ana = as_user("ana")
    assert ana.post("/mine/renew/", {"loan": [first.pk], "key": "one-renewal"}).status_code == 302
    assert ana.post("/mine/renew/", {"loan": [first.pk], "key": "one-renewal"}).status_code == 302, "the same key again"
    assert Loan.objects.get(pk=first.pk).renewals == 1
    answer = ana.post("/mine/renew/", {"loan": [first.pk, second.pk], "key": "all-renewals"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "‹Holes› has been renewed as often as it may be" in text
    assert "reason" not in text, "what only staff can do is not offered"
    assert Loan.objects.get(pk=second.pk).renewals == 1


def test_nobody_renews_anothers_loan(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="now")
    other = lend(cast, cast.ben, "Wells of Ben")
    for who in ("ana", "fay", "dee"):
        answer = as_user(who).post("/mine/renew/", {"loan": [other.pk], "key": "not-mine-at-all"})
        assert answer.status_code == 409
        assert "Wells of Ben" not in answer.content.decode()
    assert Loan.objects.get(pk=other.pk).renewals == 0


def test_a_block_asks_to_come_and_does_not_show_the_note(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="now")
    loan = lend(cast, cast.ana, "Holes")
    makers.make_block(cast.ana, "Threw the atlas out of the window")
    text = as_user("ana").post("/mine/renew/", {"loan": [loan.pk]}).content.decode()
    assert "Something has to be settled" in text and "atlas" not in text


def test_odd_forms_do_nothing(cast: Cast) -> None:
    for loan in ("x", "-1", "9" * 30, "٣", ""):
        assert as_user("ana").post("/mine/renew/", {"loan": [loan], "key": "x" * 300}).status_code == 302


def test_a_class_set_is_one_line_with_its_numbers(cast: Cast) -> None:
    record, at = makers.make_record("Number the Stars"), now()
    items = [makers.make_item(cast.middle, record=record) for _ in range(3)]
    for item in items:
        makers.make_loan(item, cast.clark, lent_at=at)
    text = page(as_user("clark"))
    assert "3 copies" in text and all(item.barcode in text for item in items)
    assert text.count("<h3>") == 1


def test_holds_say_where_they_stand(cast: Cast) -> None:
    record = makers.make_record("Ghost")
    hold(cast, cast.ben, "", record=record, placed_at=now() - timedelta(days=2))
    hold(cast, cast.ana, "", record=record)
    item = makers.make_item(cast.middle, "Holes")
    ready = {"status": "on_shelf", "captured_item": item, "shelf_until_on": makers.TODAY}
    hold(cast, cast.ana, "", record=item.record, **ready)
    hold(cast, cast.ana, "Wonder", is_frozen=True)
    text = page(as_user("ana"))
    assert "You are number 2 of 2" in text
    assert "It lies ready at Alder Creek until" in text
    assert "keeps its place: 1 of 1" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        lend(cast, cast.ana, f"Book {number}")
        hold(cast, cast.ana, f"Wish {number}")
        makers.make_charge(cast.ana, 100)
    ana = as_user("ana")
    page(ana)
    with django_assert_num_queries(QUERIES):
        page(ana)


QUERIES = 16


def test_days_as_people_say_them(cast: Cast) -> None:
    for days in (-3, 0, 1, 9):
        lend(cast, cast.ana, f"In {days}", days=days)
    moment = now() - timedelta(minutes=1)
    loans: tuple[OpenLoan, ...] = open_loans(cast.ana.pk, moment)
    today = {each.title: each.due_on for each in loans}["In 0"]
    with override("en"):
        words = {each.title: each.words for each in things_out(loans, today)}
    assert words == {"In -3": "3 days late", "In 0": "today", "In 1": "tomorrow", "In 9": "in 9 days"}
