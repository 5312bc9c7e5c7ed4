"""A school whose calendar has no open day for a year: each page says so and what to do, and none breaks."""

from datetime import timedelta

import pytest
from django.test import Client

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.models import Block, Hold, Loan, PolicyRow
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of
from tests.rooms.circulation.stations import PIN, give_pin

pytestmark = pytest.mark.django_db
SAYS = "no open day"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.fixture
def dee(cast: Cast) -> Hand:
    makers.make_policy(
        length=14, length_unit="calendar_days", renewals=3, suspend_days=1, fine_days="open", max_loans=9
    )
    makers.close_for_good(cast.middle)
    return hand_of("dee")


def test_the_desk_names_the_school_and_what_to_do(cast: Cast, dee: Hand) -> None:
    item = makers.make_item(cast.middle, "Holes")
    dee.scan(ANA_CARD)
    dee.scan(item.barcode)
    assert dee.status == 200
    assert (dee.state, SAYS in dee.page, "Alder Creek" in dee.page) == ("refused", True, True)
    assert not Loan.objects.exists()


def test_returns_late_ones_and_the_book_drop_go_on(cast: Cast, dee: Hand) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle, "Holes"), cast.ben, lent_at=now() - timedelta(days=30))
    dee.scan("%DROP")
    assert (dee.status, dee.verdict) == (200, "No open day")
    dee.scan(loan.item.barcode)
    loan.refresh_from_db()
    assert (dee.status, loan.returned_at is not None) == (200, True)
    assert not Block.objects.filter(until_on__isnull=True).exists()


def test_a_caught_hold_is_told_to_have_no_end(cast: Cast, dee: Hand) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ben, lent_at=now() - timedelta(days=2))
    makers.make_hold(item.record, cast.ana)
    dee.scan(item.barcode)
    assert (dee.status, Hold.objects.get().status, Hold.objects.get().shelf_until_on) == (200, "on_shelf", None)
    for path in ("/holds/", "/holds/pull/"):
        assert dee.client.get(path).status_code == 200


def pages(cast: Cast, loan: Loan, other_id: int) -> list[str]:
    asked = f"card={ANA_CARD}&item={loan.item.barcode}&returned_on={now().date() + timedelta(days=90)}"
    return [
        f"/loans/{loan.pk}/", f"/loans/{loan.pk}/why/", f"/loans/why_not/{cast.ana.pk}/{other_id}/", "/",
        f"/loans/what_if/?{asked}", "/schools/calendar/",
        f"/people/{cast.ana.pk}/", f"/items/{loan.item_id}/", f"/holds/titles/{loan.item.record_id}/place/",
    ]  # fmt: skip


def test_no_page_about_dates_breaks(cast: Cast, dee: Hand) -> None:
    day = now().date().isoformat()
    steps = [["lent", day, {}, True], ["length_open_days", day, {"length": 9}, True]]
    loan = makers.make_loan(makers.make_item(cast.middle, "Holes"), cast.ana, lent_at=now())
    Loan.objects.filter(pk=loan.pk).update(why={"rows": {}, "steps": steps, "was": "available"})
    other = makers.make_item(cast.middle, "Sula")
    answers = {path: dee.client.get(path, follow=True).status_code for path in pages(cast, loan, other.pk)}
    assert set(answers.values()) == {200}, answers
    page = dee.client.post(f"/loans/{loan.pk}/renew/", {"key": "a-key-of-this-form"}, follow=True)
    assert (page.status_code, SAYS in page.text) == (409, True)


def test_her_own_account_and_the_station_say_so(cast: Cast, dee: Hand) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle, "Holes"), cast.ana, lent_at=now())
    own = signed_in("ana")
    answer = own.post("/mine/renew/", {"loan": str(loan.pk), "key": "a-key-of-this-form"}, follow=True)
    assert (answer.status_code, SAYS in answer.text) == (409, True)
    give_pin(cast, ANA_CARD)
    kiosk = signed_in("dee")
    kiosk.post("/self-check/open/")
    kiosk.post("/self-check/scan/", {"text": ANA_CARD, "key": "card-of-ana"})
    kiosk.post("/self-check/pin/", {"pin": PIN})
    item = makers.make_item(cast.middle, "Sula")
    answer = kiosk.post("/self-check/scan/", {"text": item.barcode, "key": "book-of-ana"}, follow=True)
    assert answer.status_code == 200
    assert Loan.objects.filter(item=item).count() == 0


def test_the_edit_of_a_row_is_shown_before_it_is_kept(cast: Cast, dee: Hand) -> None:
    makers.make_item(cast.middle)
    boss = signed_in("omar")
    answer = boss.post("/loans/policies/add/", {"site": cast.middle.pk, "length": "7", "length_unit": "open_days"})
    assert answer.status_code == 200
    assert not PolicyRow.objects.filter(site=cast.middle).exists()
