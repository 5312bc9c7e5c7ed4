"""Lost, or brought back: the page of a loan's end, the list of the shelves, the fine that is forgiven."""

from datetime import timedelta

import pytest
from django.test import Client

from carrel.cellar.kernel.clock import now
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Claim, Loan
from tests.cast import Cast
from tests.doors.web.circulation.test_pages import signed_in
from tests.makers import make_item, make_loan
from tests.rooms.circulation.fining import charging, owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(cast: Cast) -> Loan:
    charging(lost_fee_minor=500, renewals=2)
    item = make_item(cast.middle, price_minor=1500, call_number="FIC SAC")
    return make_loan(item, cast.ben, lent_at=now() - timedelta(days=20))


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_the_page_says_what_would_be_billed_and_bills_it(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    page = text(dee, f"/loans/{loan.pk}/lost/")
    assert "$15.00" in page
    assert "$5.00" in page
    assert "$0.60" in page
    answer = dee.post(f"/loans/{loan.pk}/lost/", {"price_minor": "12.50", "key": "lost-page-1"}, follow=True)
    said = answer.content.decode()
    assert "Billed: $18.10" in said
    assert "Taken for lost on" in said
    assert owed(cast.ben) == {"lost": 1250, "processing": 500, "overdue": 60}
    assert "Ben Okoye" in said, "who was billed stands on the loan's page"
    back = dee.post(f"/loans/{loan.pk}/take_back_loss/", {"key": "lost-back-1"}, follow=True)
    assert "goes on as it was" in back.content.decode()
    assert owed(cast.ben) == {}


def test_a_price_that_is_none_is_said_beside_the_field(cast: Cast, loan: Loan) -> None:
    answer = signed_in(cast.dee).post(f"/loans/{loan.pk}/lost/", {"price_minor": "much", "key": "lost-page-2"})
    assert answer.status_code == 422
    assert "18.99" in answer.content.decode()
    loan.item.price_minor = None
    loan.item.save()
    answer = signed_in(cast.dee).post(f"/loans/{loan.pk}/lost/", {"price_minor": "", "key": "lost-page-3"})
    assert answer.status_code == 409
    assert "Nobody wrote down" in answer.content.decode()


def test_a_claim_stands_on_the_list_and_is_found_from_there(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    day = (now() - timedelta(days=5)).date().isoformat()
    values = {"said_on": day, "note": "to Mr Weber", "key": "claim-page-1"}
    answer = dee.post(f"/loans/{loan.pk}/claim/", values, follow=True)
    assert "Look on the shelf" in answer.content.decode()
    page = text(dee, "/loans/claims/")
    assert "FIC SAC" in page
    assert "to Mr Weber" in page
    assert "Okoye" not in page, "whoever searches the shelves needs no name"
    assert b"FIC SAC" in b"".join(dee.get("/loans/claims/?as=csv"))
    answer = dee.post(f"/loans/{loan.pk}/check_in/", {"key": "claim-found"}, follow=True)
    assert "They were right" in answer.content.decode()
    assert Claim.objects.get().settled_as == "found"
    assert "Nobody says so of anything" in text(dee, "/loans/claims/")


@pytest.mark.parametrize("values", [{"said_on": "soon"}, {"said_on": ""}])
def test_a_day_that_is_none_notes_nothing(cast: Cast, loan: Loan, values: dict[str, str]) -> None:
    answer = signed_in(cast.dee).post(f"/loans/{loan.pk}/claim/", values)
    assert (answer.status_code, Claim.objects.count()) == (422, 0)


def test_a_claim_twice_is_answered_with_the_reason(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    day = (now() - timedelta(days=1)).date().isoformat()
    dee.post(f"/loans/{loan.pk}/claim/", {"said_on": day, "key": "claim-a"})
    answer = dee.post(f"/loans/{loan.pk}/claim/", {"said_on": day, "key": "claim-b"})
    assert answer.status_code == 409
    assert "noted already" in answer.content.decode()


def test_the_loans_page_tells_the_sum_and_forgives_it(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    assert "6 days late, $0.10 for each" in text(dee, f"/loans/{loan.pk}/")
    actions.check_in(cast.actor(cast.dee), item_id=loan.item_id, now=now())
    assert "Forgive the fine" in text(dee, f"/loans/{loan.pk}/")
    answer = dee.post(f"/loans/{loan.pk}/fine/", {"key": "forgive-1"}, follow=True)
    assert "Forgiven: $0.60" in answer.content.decode()
    answer = dee.post(f"/loans/{loan.pk}/fine/", {"key": "forgive-2"}, follow=True)
    assert "Nothing is owed" in answer.content.decode()
    answer = dee.post(f"/loans/{loan.pk}/fine/", {"key": "forgive-3", "back": "1"}, follow=True)
    assert "Charged again: $0.60" in answer.content.decode()
    assert Charge.objects.get().left_minor == 60


def test_the_persons_page_and_the_items_lead_there(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    person = text(dee, f"/people/{cast.ben.pk}/")
    assert "$0.60 so far" in person
    assert f"/loans/{loan.pk}/lost/" in person
    assert f"/loans/{loan.pk}/lost/" in text(dee, f"/items/{loan.item_id}/")


def test_the_overdues_say_what_each_costs(cast: Cast, loan: Loan) -> None:
    dee = signed_in(cast.dee)
    page = text(dee, "/loans/overdues/?sort=-fine")
    assert page.count("$0.60") == 2, "the reader's and the sum of all"
    assert b"0.6" in b"".join(dee.get("/loans/overdues/?as=csv"))


def test_another_school_sees_nothing_of_it(cast: Cast, loan: Loan) -> None:
    loan.patron = cast.fay
    loan.save()
    dee = signed_in(cast.dee)
    assert dee.get(f"/loans/{loan.pk}/lost/").status_code == 404
    assert dee.post(f"/loans/{loan.pk}/claim/", {"said_on": "2026-01-01"}).status_code == 404


def test_the_what_if_page_reckons_the_fine(cast: Cast, loan: Loan) -> None:
    category, kind, today = cast.ben.category_id, loan.item.item_type_id, now().date()
    back = today + timedelta(days=24)
    url = f"/loans/what_if/?category={category}&item_type={kind}&site={cast.middle.pk}&on={today}&returned_on={back}"
    page = text(signed_in(cast.dee), url)
    assert "A fine of $1.00" in page or "A fine of $0.90" in page, "ten days late; the clocks of two sites may differ"
