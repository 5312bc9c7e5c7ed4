"""Pages about loans: shown, refused, mistyped, not allowed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.models import Block, Loan
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
    return signed_in(cast.dee)


@pytest.fixture
def late(cast: Cast) -> Loan:
    makers.make_policy(length=14, length_unit="open_days", renewals=1, max_loans=5)
    item = makers.make_item(cast.middle, "New Kid")
    return makers.make_loan(item, cast.ana, lent_at=now() - timedelta(days=30))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_one_more_that_fell_due_is_one(cast: Cast, dee: Client) -> None:
    for number, said in ((1, "1 more fell due this week and is still out."), (2, "2 more fell due this week and are")):
        lent_at = now() - timedelta(days=16)
        makers.make_loan(makers.make_item(cast.middle, f"Due {number}"), cast.ana, lent_at=lent_at)
        assert said in text(dee.get(reverse("circulation.overdues")))


def test_the_overdues_name_readers_and_no_titles_unless_asked(cast: Cast, dee: Client, late: Loan) -> None:
    makers.make_loan(makers.make_item(cast.high, "Dune"), cast.fay, lent_at=now() - timedelta(days=30))
    page = text(dee.get(reverse("circulation.overdues")))
    assert "Garcia, Ana" in page
    assert "New Kid" not in page
    assert "Lindqvist" not in page
    assert "New Kid" in text(dee.get(reverse("circulation.overdues"), {"titles": "1"}))
    assert PersonView.objects.filter(person=cast.ana, page="overdues").exists()


@pytest.mark.parametrize("query", [{"sort": "-late"}, {"homeroom": "7B", "days": "7"}, {"kind": "book"}])
def test_the_overdues_are_sorted_and_narrowed(dee: Client, late: Loan, query: dict[str, str]) -> None:
    assert "Garcia, Ana" in text(dee.get(reverse("circulation.overdues"), query))


def test_a_mistyped_filter_shows_everything(dee: Client, late: Loan) -> None:
    assert "Garcia, Ana" in text(dee.get(reverse("circulation.overdues"), {"days": "\x00many", "sort": "👻" * 999}))


def test_the_overdues_as_files(dee: Client, late: Loan) -> None:
    csv = dee.get(reverse("circulation.overdues"), {"as": "csv"})
    lines = b"".join(csv).decode("utf-8-sig").splitlines()  # type: ignore[call-overload]  # a streamed answer is an iterator
    assert lines[1].startswith('"Garcia, Ana",7B,New Kid,')
    xlsx = dee.get(reverse("circulation.overdues"), {"as": "xlsx"})
    assert xlsx.content.startswith(b"PK")


def test_as_many_statements_for_three_readers_as_for_one(
    cast: Cast, dee: Client, late: Loan, django_assert_num_queries: Any
) -> None:
    dee.get(reverse("circulation.overdues"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        dee.get(reverse("circulation.overdues"))
    for person in (cast.ben, cast.mateo):
        makers.make_loan(makers.make_item(cast.middle), person, lent_at=now() - timedelta(days=30))
    with CaptureQueriesContext(connection) as three:
        dee.get(reverse("circulation.overdues"))
    assert len(one) == len(three)


def test_a_loan_shows_what_happened_and_who_looked_is_on_record(cast: Cast, dee: Client, late: Loan) -> None:
    page = text(dee.get(reverse("circulation.loan", args=[late.pk])))
    assert "New Kid" in page
    assert "16 days late" in page
    assert PersonView.objects.filter(person=cast.ana, page="loan").exists()


def test_a_loan_of_another_schools_student_is_not_there(cast: Cast, dee: Client) -> None:
    loan = makers.make_loan(makers.make_item(cast.high), cast.fay)
    for name in ("circulation.loan", "circulation.why"):
        answer = dee.get(reverse(name, args=[loan.pk]))
        assert answer.status_code == 404
        assert "Fay" not in text(answer)


def test_a_student_worker_sees_no_loans(cast: Cast, late: Loan) -> None:
    eli = signed_in(cast.eli)
    for name, args in (("loan", [late.pk]), ("why", [late.pk]), ("overdues", []), ("policies", []), ("what_if", [])):
        assert eli.get(reverse(f"circulation.{name}", args=args)).status_code == 403


def test_renewing_and_passing_the_limit_with_a_reason(dee: Client, late: Loan) -> None:
    url = reverse("circulation.renew", args=[late.pk])
    assert dee.post(url, {"key": "a"}).status_code == 302
    late.refresh_from_db()
    assert late.renewals == 1
    asked = dee.post(url, {"key": "b"})
    assert asked.status_code == 409
    assert "1 of 1 renewals" in text(asked)
    late.due_at -= timedelta(days=5)
    late.save()
    passed = {"key": "c", "overrides": "circulation.renewal_limit", "reason": "Book report"}
    assert dee.post(url, passed).status_code == 302


def test_a_renewal_sent_twice_is_done_once(dee: Client, late: Loan) -> None:
    url = reverse("circulation.renew", args=[late.pk])
    assert [dee.post(url, {"key": "same"}).status_code for _ in range(2)] == [302, 302]
    late.refresh_from_db()
    assert late.renewals == 1


def test_changing_the_date(dee: Client, late: Loan) -> None:
    url = reverse("circulation.change_due", args=[late.pk])
    day = (now() + timedelta(days=40)).date()
    assert dee.post(url, {"due_on": day.isoformat(), "key": "k"}).status_code == 302
    late.refresh_from_db()
    assert late.due_kind == "day"
    past = dee.post(url, {"due_on": "2020-01-01", "key": "l"})
    assert past.status_code == 409
    assert "before today" in text(past)
    assert dee.post(url, {"due_on": "tomorrow 👻", "key": "m"}).status_code == 422


def test_taking_it_back_from_its_page(dee: Client, late: Loan) -> None:
    url = reverse("circulation.check_in", args=[late.pk])
    assert dee.post(url, {"key": "k"}).status_code == 302
    late.refresh_from_db()
    assert late.returned_at is not None
    assert dee.post(url, {"key": "l"}).status_code == 409


def test_why_shows_the_sum_the_rows_and_the_days(cast: Cast, dee: Client, late: Loan) -> None:
    from carrel.rooms.circulation.actions import check_out

    lent = check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=makers.make_item(cast.middle).pk, now=now())
    page = text(dee.get(reverse("circulation.why", args=[lent.loan_id])))
    assert "14 open days later" in page
    assert "day 3" in page
    assert "All readers, all items, all sites" in page
    assert "taken over from another system" in text(dee.get(reverse("circulation.why", args=[late.pk])))


def test_what_if_names_every_objection(cast: Cast, dee: Client, late: Loan) -> None:
    makers.make_block(cast.ana, "Bring back the atlas")
    item = makers.make_item(cast.middle)
    found = dee.get(reverse("circulation.what_if"), {"card": "21811000000013", "item": item.barcode}, follow=True)
    page = text(found)
    assert "Bring back the atlas" in page
    assert "1 overdue" in page
    assert not Loan.objects.filter(item=item).exists()


@pytest.mark.parametrize("card", ["21813000000019", "nobody", "👻" * 80, "\x00"])
def test_what_if_knows_nobody_of_another_school(cast: Cast, dee: Client, card: str) -> None:
    answer = dee.get(reverse("circulation.what_if"), {"card": card, "item": "nothing"})
    assert answer.status_code == 422
    assert "Fay" not in text(answer)


def test_a_block_is_put_and_lifted(cast: Cast, dee: Client) -> None:
    url = reverse("circulation.put_block", args=[cast.ben.pk])
    assert dee.get(url).status_code == 200
    assert dee.post(url, {"key": "k", "kind": "stop", "note": ""}).status_code == 422
    assert dee.post(url, {"key": "k", "kind": "stop", "note": "Atlas"}).status_code == 302
    block = Block.objects.get()
    lift = reverse("circulation.lift_block", args=[block.pk])
    assert dee.post(lift, {"key": "l"}).status_code == 302
    assert dee.post(lift, {"key": "m"}).status_code == 409
    assert dee.get(reverse("circulation.put_block", args=[cast.fay.pk])).status_code == 404
