"""What is kept of oneself: chosen, shown to oneself alone, saved, erased."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carrel.rooms.circulation.models import HistoryChoice, Loan, PastLoan
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def test_nothing_is_remembered_until_one_chooses_it_and_all_goes_when_one_ends_it(cast: Cast) -> None:
    ana = as_user("ana")
    assert "Nothing is remembered." in ana.get("/mine/history/").content.decode()
    page = ana.post("/mine/history/keep/", follow=True).content.decode()
    assert "Only you can see it" in page
    first, second = (
        PastLoan.objects.create(person=cast.ana, record=makers.make_record(title), lent_on=TODAY, returned_on=TODAY)
        for title in ("Holes", "Hatchet")
    )
    page = ana.get("/mine/history/").content.decode()
    assert "Holes" in page
    assert "Hatchet" in page
    table = b"".join(ana.get("/mine/history/?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert len(table.splitlines()) == 3
    ana.post(f"/mine/history/forget/{first.pk}/")
    assert list(PastLoan.objects.all()) == [second]
    assert "1 title is erased." in ana.post("/mine/history/forget/", follow=True).content.decode()
    assert not PastLoan.objects.exists()
    assert not HistoryChoice.objects.exists()


def test_nobody_sees_or_erases_anothers(cast: Cast) -> None:
    HistoryChoice.objects.create(person=cast.ana, since_at=NOON)
    hers = PastLoan.objects.create(
        person=cast.ana, record=makers.make_record("Secret reading"), lent_on=TODAY, returned_on=TODAY
    )
    for username in ("clark", "dee", "lena", "omar", "fay"):
        client = as_user(username)
        client.post("/mine/history/keep/")
        assert "Secret reading" not in client.get("/mine/history/").content.decode()
        page = client.post(f"/mine/history/forget/{hers.pk}/", follow=True).content.decode()
        assert "This title is not in your reading history any more." in page
    for path in (f"/people/{cast.ana.pk}/", f"/people/{cast.ana.pk}/kept/"):
        assert "Secret reading" not in as_user("omar").get(path).content.decode()
    assert PastLoan.objects.filter(pk=hers.pk).exists()


def test_ones_own_name_goes_at_once(cast: Cast) -> None:
    moment = timezone.now()
    makers.make_loan(
        makers.make_item(cast.middle, "Wonder"), cast.ana, lent_at=moment - timedelta(days=2), returned_at=moment
    )
    ana = as_user("ana")
    page = ana.get("/mine/history/").content.decode()
    assert "Wonder" in page
    page = ana.post("/mine/history/sever/", follow=True).content.decode()
    assert "1 loan that came back is no longer on the name." in page
    assert not Loan.objects.filter(patron=cast.ana).exists()


def test_the_whole_record_with_the_history_in_it(cast: Cast) -> None:
    PastLoan.objects.create(
        person=cast.ana, record=makers.make_record("Secret reading"), lent_on=TODAY, returned_on=TODAY
    )
    answer = as_user("ana").post("/mine/history/record/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        tables = json.loads(archive.read("record.json"))["tables"]
    assert [each["record__title"] for each in tables["history"]] == ["Secret reading"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_account_of_nobody_is_told_so(cast: Cast) -> None:
    makers.give_role(makers.make_account("machine"), "student", cast.middle)
    machine = as_user("machine")
    assert "Nothing is kept of you" in machine.get("/mine/history/").content.decode()
    for path in ("keep/", "forget/", "sever/", "record/"):
        answer = machine.post(f"/mine/history/{path}", follow=True)
        assert "belongs to nobody in the records" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(
    cast: Cast, django_assert_num_queries: object, count: int
) -> None:
    HistoryChoice.objects.create(person=cast.ana, since_at=NOON)
    for _ in range(count):
        record = makers.make_record("Holes")
        PastLoan.objects.create(person=cast.ana, record=record, lent_on=TODAY, returned_on=TODAY)
        makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=timezone.now())
    ana = as_user("ana")
    ana.get("/mine/history/")
    with django_assert_num_queries(PAGE_QUERIES):  # type: ignore[operator]  # pytest-django's fixture
        assert ana.get("/mine/history/").status_code == 200


PAGE_QUERIES = 17
