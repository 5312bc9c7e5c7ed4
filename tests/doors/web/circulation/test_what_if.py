from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import HardDueDate, HardDueDay, Loan
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools.models import CalendarDay
from tests.cast import ANA_CARD, FAY_CARD, Cast
from tests.makers import make_category, make_item, make_item_type, make_policy

ADDRESS = reverse("circulation.what_if")
YEAR = now().year + 1
WEDNESDAY = next(day for day in (date(YEAR, 3, 1) + timedelta(days=n) for n in range(7)) if day.weekday() == 2)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def ask(cast: Cast, **asked: Any) -> Any:
    return signed_in(cast.dee).get(ADDRESS, asked)


def days(count: int) -> date:
    return WEDNESDAY + timedelta(days=count)


def test_an_empty_page_asks_and_answers_nothing(cast: Cast) -> None:
    page = ask(cast)
    assert page.status_code == 200
    assert "Show what would happen" in page.text
    assert "Limits" not in page.text
    assert ask(cast, card="", item="").status_code == 200


def test_a_reader_an_item_and_a_day(cast: Cast) -> None:
    row = make_policy(length=14, length_unit="open_days", max_loans=5, renewals=2)
    CalendarDay.objects.create(site=cast.middle, day=days(6), kind="closed", note="Conferences")
    item = make_item(cast.middle, "Holes")
    found = ask(cast, card=ANA_CARD, item=item.barcode, on=WEDNESDAY, returned_on=days(30)).context
    explained = found["explained"]
    assert explained.due_on == days(21)  # fourteen open days are twenty and the conferences
    assert explained.lent_on == WEDNESDAY
    assert next(day for day in explained.days if day.day == days(6)).note == "Conferences"
    limit = found["limits"][0]
    assert (limit.count, limit.limit, limit.reached, limit.row_id) == (0, 5, False, row.pk)
    assert [(each.on, each.due_on) for each in found["found"].renewals] == [
        (days(21), days(41)),
        (days(41), days(61)),
    ]
    assert (found["late"].days, found["late"].open_days) == (9, 7)
    assert found["found"].other_days[0] == type(found["found"].other_days[0])(days(1), days(22))
    assert not Loan.objects.exists()


def test_the_page_says_it_in_words_and_names_the_rows(cast: Cast) -> None:
    row = make_policy(length=14, length_unit="open_days", max_loans=0)
    item = make_item(cast.middle, "Holes")
    text = ask(cast, card=ANA_CARD, item=item.barcode, on=WEDNESDAY).text
    assert "<cite>Holes</cite> to Ana Garcia on" in text
    assert f"#row-{row.pk}" in text
    assert "reached" in text and "Asks" in text
    assert "Its row allows no renewal." in text
    assert "Nothing would be owed" in text
    assert "counted as if nothing came back until then" in text


def test_what_is_out_counts_and_becomes_late_by_then(cast: Cast) -> None:
    make_policy(length=7, length_unit="calendar_days", max_overdue=1)
    out, other = make_item(cast.middle, "Sula"), make_item(cast.middle, "Holes")
    actions.check_out(cast.actor(cast.dee, now()), patron_id=cast.ana.pk, item_id=out.pk, now=now())
    found = ask(cast, card=ANA_CARD, item=other.barcode, on=WEDNESDAY).context
    assert [each[0].code for each in found["objections"]] == ["circulation.too_many_overdue"]
    assert [each.reached for each in found["limits"][:2]] == [False, True]


def test_a_kind_of_reader_and_a_kind_of_item_are_enough(cast: Cast) -> None:
    book = make_item_type("book")
    tablet = make_item_type("tablet", parent=book)
    staff = make_category("staff")
    make_policy(length=14, length_unit="calendar_days")
    special = make_policy(category=staff, item_type=book, length=30, length_unit="calendar_days", max_loans_of_type=2)
    found = ask(cast, category=staff.pk, item_type=tablet.pk, site=cast.middle.pk, on=WEDNESDAY).context
    assert found["explained"].due_on == days(30)
    assert found["objections"] == []
    type_limit = found["limits"][2]
    assert (type_limit.counts, type_limit.count, type_limit.limit, type_limit.row_id) == ("Book", None, 2, special.pk)
    assert next(each for each in found["settings"] if each.name == "length").row_id == special.pk


def test_a_reader_with_a_kind_of_item_and_the_other_way_round(cast: Cast) -> None:
    book = make_item_type("book")
    make_policy(length=14, length_unit="calendar_days", max_loans_of_type=1)
    out = make_item(cast.middle, "Sula", item_type=book)
    actions.check_out(cast.actor(cast.dee, now()), patron_id=cast.ana.pk, item_id=out.pk, now=now())
    found = ask(cast, card=ANA_CARD, item_type=book.pk, on=WEDNESDAY).context
    assert "circulation.over_type_limit" in {each[0].code for each in found["objections"]}
    found = ask(cast, category=make_category("student").pk, item=out.barcode, on=WEDNESDAY).context
    assert found["explained"].title == "Sula"
    assert found["objections"] == []  # that it is out now says nothing about that day


def test_a_hard_due_date_ends_the_renewals(cast: Cast) -> None:
    series = HardDueDate.objects.create(name="End of term")
    HardDueDay.objects.create(hard_due_date=series, on=days(20), compare="before")
    make_policy(length=14, length_unit="calendar_days", renewals=5, hard_due_date=series)
    found = ask(cast, category=make_category().pk, item_type=make_item_type().pk, on=WEDNESDAY).context["found"]
    assert [each.due_on for each in found.renewals] == [days(20)]


def test_without_a_length_nothing_is_due_and_it_is_said(cast: Cast) -> None:
    page = ask(cast, category=make_category().pk, item_type=make_item_type().pk, on=WEDNESDAY)
    assert "It would have no due date." in page.text
    assert page.context["late"] is None
    assert "no due date" in page.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"card": ANA_CARD}, "Scan an item, or choose a kind of item."),
        ({"item": "1"}, "Scan a card, or choose a kind of reader."),
        ({"card": FAY_CARD, "item": "1"}, "No reader of this school has this number."),
        ({"card": "nobody", "item": "1"}, "No item has this number."),
        ({"card": ANA_CARD, "item": "1", "on": "2000-01-01"}, "Give a day within two years of today."),
        ({"card": ANA_CARD, "item": "1", "on": str(WEDNESDAY), "returned_on": "2001-01-01"}, "after the lending"),
        ({"card": ANA_CARD, "item": "1", "on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(cast: Cast, asked: dict[str, str], said: str) -> None:
    page = ask(cast, **asked)
    assert page.status_code == 422
    assert said in page.text
    assert "Fay" not in page.text


def test_another_school_is_not_a_choice(cast: Cast) -> None:
    asked = {"category": make_category().pk, "item_type": make_item_type().pk, "site": cast.high.pk}
    assert ask(cast, **asked).status_code == 422
    assert signed_in(cast.boss).get(ADDRESS, asked).status_code == 200


@pytest.mark.parametrize("renewals", [0, 6])
def test_the_answer_costs_the_same_however_many_renewals(
    cast: Cast, renewals: int, django_assert_max_num_queries: Any
) -> None:
    make_policy(length=14, length_unit="calendar_days", renewals=renewals)
    item, client = make_item(cast.middle), signed_in(cast.dee)
    asked = {"card": ANA_CARD, "item": item.barcode, "on": WEDNESDAY}
    client.get(ADDRESS, asked)
    with django_assert_max_num_queries(45):
        client.get(ADDRESS, asked)
