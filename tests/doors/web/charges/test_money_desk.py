"""The money desk: a card opens the account; paid, worked off, found and paid out; sold, counted, closed; on paper."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carrel.cellar.papers.models import PrintJob
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Article, CashDay, Charge, Credit, DamageRow, Invoice, Receipt, WaiverAsked
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import BEN_CARD, Cast
from tests.doors.web.charges.test_charges import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    return client_of("dee")


@pytest.fixture
def charge(cast: Cast) -> Charge:
    new = NewCharge(
        cast.ben.pk, cast.middle.pk, "lost", 2000, 2000, makers.TODAY, "Lost", "T1", "Holes", loan_id=41,
        basis={"rule": "replacement", "price_minor": 2000},
    )  # fmt: skip
    return Charge.objects.get(pk=actions.charge(cast.actor(cast.dee), new=new, now=makers.NOON))


def said(client: Client, path: str, data: dict[str, object] | None = None) -> str:
    answer = client.post(path, data or {}, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_a_card_opens_the_account(cast: Cast, dee: Client, charge: Charge) -> None:
    answer = dee.get("/charges/find/", {"q": BEN_CARD})
    assert answer["Location"] == f"/charges/account/{cast.ben.pk}/"
    assert "Okoye" in text_of(dee, "/charges/find/?q=o")
    assert "Nobody found" in text_of(dee, "/charges/find/?q=zzzz")
    page = text_of(dee, f"/charges/account/{cast.ben.pk}/")
    for words in ("$20.00", "Lost: Lost, ‹Holes›", "price $20.00", "The parent or guardian owes it", "48904"):
        assert words in page
    assert dee.get(f"/charges/account/{cast.fay.pk}/").status_code == 404
    assert "Billing of this person" not in page
    assert "Billing of this person" in text_of(client_of("lena"), f"/charges/account/{cast.ben.pk}/")


def test_paid_worked_off_found_and_paid_out(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    pay = {"amount": "8.00", "means": "cash", "tendered": "10", "charge": charge.pk, "key": "a"}
    page = said(dee, f"{account}pay/", pay)
    assert "It is paid. Give back $2.00. $12.00 is still owed." in page
    receipt = Receipt.objects.get()
    assert f"Receipt {receipt.code}" in page
    assert f"<li>{day_words(receipt.on)}</li>" in page
    assert dee.get(f"/charges/receipts/{receipt.pk}/pdf/").content.startswith(b"%PDF")
    assert "on its way to the printer" in said(dee, f"/charges/receipts/{receipt.pk}/print/")
    assert PrintJob.objects.get().content["big"] == "$8.00"
    assert "It is agreed." in said(dee, f"{account}work/", {"agreed_with": "Ms Okoye"})
    agreement = queries.open_work(cast.ben.pk)
    assert agreement is not None
    work = {"on": "2026-01-08", "minutes": 450, "what": "Shelving", "supervised_by": "Dee", "key": "w"}
    assert "The work is entered. $0.00 is still owed." in said(dee, f"{account}work/{agreement.pk}/", work)
    actions.refund_found(
        cast.actor(cast.dee), loan_id=41, found_on=makers.TODAY, outcome="refund", processing_outcome="none",
        latest_on=None, now=makers.NOON,
    )  # fmt: skip
    page = text_of(dee, account)
    assert "It came of work in lieu and is not paid out." in page
    money = Credit.objects.get(is_payable=True)
    page = said(dee, f"{account}credits/{money.pk}/pay-out/", {"means": "cash", "key": "o"})
    assert "It is paid out." in page
    assert "-$8.00" in page
    assert queries.owed_back(cast.ben.pk) == 1200
    assert "The agreement is over." in said(dee, f"{account}work/{agreement.pk}/end/")


def test_refusals_are_said_on_the_account(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    assert "more than is left" in said(dee, f"{account}pay/", {"amount": "20.01", "means": "cash"})
    assert "is no amount of money" in said(dee, f"{account}pay/", {"amount": "lots", "means": "cash"})
    assert "Write down the number of the check" in said(dee, f"{account}pay/", {"amount": "1", "means": "cheque"})
    assert not Receipt.objects.exists()
    page = said(dee, f"{account}waive/{charge.pk}/", {"amount": "6", "reason": "Fire"})
    assert "is waived by a librarian or a manager. Ask for approval." in page
    assert "It waits" in said(dee, f"{account}waive/{charge.pk}/", {"amount": "6", "reason": "Fire", "ask": "1"})
    asked = WaiverAsked.objects.get()
    assert "Approve" not in text_of(dee, "/charges/waivers/")
    assert dee.post(f"/charges/waivers/{asked.pk}/approve/").status_code == 403
    lena = client_of("lena")
    assert "Fire" in text_of(lena, "/charges/waivers/")
    assert "Your name stands beside it." in said(lena, f"/charges/waivers/{asked.pk}/approve/")
    assert "It is waived." in said(dee, f"{account}waive/{charge.pk}/", {"amount": "1", "reason": "x"})
    asked_again = {"amount": "10", "reason": "x", "ask": "1"}
    said(dee, f"{account}waive/{charge.pk}/", asked_again)
    pk = WaiverAsked.objects.latest("pk").pk
    assert "It is not waived." in said(lena, f"/charges/waivers/{pk}/decline/")
    assert queries.owed_by(cast.ben.pk) == 1300


def test_charged_by_hand_and_by_the_schedule(cast: Cast, dee: Client) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    hand = {"kind": "fee", "amount": "3", "text": "New card", "key": "h"}
    assert "It is charged." in said(dee, f"{account}charge/", hand)
    row = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100, is_each=True)
    damage = {"row": row.pk, "count": 3, "price": "20", "years": 1, "title": "Holes", "key": "d"}
    assert "Torn page: $3.00 is charged." in said(dee, f"{account}damage/", damage)
    assert queries.owed_by(cast.ben.pk) == 600
    charge = Charge.objects.get(kind="damaged")
    page = said(dee, f"/charges/{charge.pk}/reverse/", {"person": cast.ben.pk, "from": "account", "reason": "Wear"})
    assert "Account: Ben" in page


def test_plan_invoice_refund_and_reversal(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    plan = {"agreed_with": "Ms Okoye", "parts": 3, "first_on": "2027-01-08", "weeks": 4}
    assert "The plan is made." in said(dee, f"{account}plan/", plan)
    assert "Okoye, Ben" in text_of(dee, "/charges/plans/")
    assert dee.get("/charges/plans/?as=csv").status_code == 200
    made = queries.open_plan(cast.ben.pk)
    assert made is not None
    assert [part.amount_minor for part in made.parts.all()] == [668, 666, 666]
    assert "The plan is over." in said(dee, f"{account}plan/{made.pk}/end/")
    assert "The invoice is made." in said(dee, f"{account}invoices/", {"addressee": "Ms Okoye"})
    invoice = Invoice.objects.get()
    assert dee.get(f"/charges/invoices/{invoice.pk}/").content.startswith(b"%PDF")
    assert "The invoice is withdrawn." in said(dee, f"{account}invoices/{invoice.pk}/withdraw/")
    said(dee, f"{account}pay/", {"amount": "8", "means": "card", "reference": "A1", "key": "p"})
    assert "It is owed back." in said(dee, f"{account}refund/{charge.pk}/", {"amount": "5", "reason": "Worn"})
    credit = Credit.objects.get()
    assert "The credit is taken back." in said(dee, f"{account}credits/{credit.pk}/reverse/", {"reason": "No"})
    said(dee, f"{account}refund/{charge.pk}/", {"amount": "5", "reason": "Worn"})
    credit = Credit.objects.latest("pk")
    assert "It is paid. $7.00 is still owed." in said(dee, f"{account}credits/{credit.pk}/use/", {"key": "u"})
    receipt = Receipt.objects.get(means="credit")
    page = said(dee, f"/charges/receipts/{receipt.pk}/reverse/", {"reason": "Mistake", "key": "r"})
    assert "It is taken back by this receipt." in page
    assert "Takes back receipt" in page


def test_sold_counted_and_closed(cast: Cast, dee: Client) -> None:
    assert "Nothing is sold here yet" in text_of(dee, "/charges/money/")
    page = Article.objects.create(site=cast.middle, name="Printed page", price_minor=10)
    assert "The drawer is open." in said(dee, "/charges/drawers/open/", {"amount": "20"})
    assert "It is sold." in said(dee, "/charges/sell/", {"quick": page.pk, "key": "q"})
    many = {f"count_{page.pk}": 5, "means": "cash", "tendered": "1", "key": "m"}
    assert "It is sold. Give back $0.50." in said(dee, "/charges/sell/", many)
    assert "$20.60" in text_of(dee, "/charges/money/")
    day = CashDay.objects.get()
    assert dee.get(f"/charges/drawers/{day.pk}/deposit/").status_code == 404
    close = f"/charges/drawers/{day.pk}/close/"
    assert "Say in a word" in said(dee, close, {"counted": "20"})
    assert "Over or short: -$0.60." in said(dee, close, {"counted": "20", "note": "A coin rolled away"})
    assert dee.get(f"/charges/drawers/{day.pk}/deposit/").content.startswith(b"%PDF")
    assert "-$0.60" in text_of(dee, "/charges/drawers/")
    assert "The drawer is open again." in said(dee, f"/charges/drawers/{day.pk}/reopen/")
    assert "It holds what it should." in said(dee, close, {"counted": "20.60"})
    csv = b"".join(dee.get("/charges/receipts/?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert "0.50" in csv
    assert dee.get("/charges/drawers/?as=xlsx").content.startswith(b"PK")
    narrowed = text_of(dee, "/charges/receipts/?means=cash&sort=-amount")
    assert narrowed.index("$0.50") < narrowed.index("$0.10")
    assert "No receipt fits" in text_of(dee, "/charges/receipts/?means=card&on=2026-99-99")


def test_protection_is_seen_by_few(cast: Cast, dee: Client, charge: Charge) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    lena = client_of("lena")
    assert "Billing has stopped." in said(lena, f"{account}protect/", {"ground": "McKinney-Vento"})
    assert "McKinney-Vento" in text_of(lena, account)
    page = text_of(dee, account)
    assert "Nothing is owed." in page
    for hidden in ("McKinney", "rotect", "Billing"):
        assert hidden not in page
    assert dee.post(f"{account}protect/", {"ground": "x"}).status_code == 403
    assert "billed again" in said(lena, f"{account}protect/end/")


def test_law_and_lists(cast: Cast, dee: Client) -> None:
    page = text_of(dee, "/charges/law/")
    for words in ("California", "Education Code § 49014", "is said, lending goes on", "Schedule of damages"):
        assert words in page
    form = {"name": "Torn page", "amount_minor": "1.00", "percent": "", "sort": 0, "is_active": "on"}
    answer = dee.post("/charges/damage_rows/add/", form | {"site": cast.middle.pk})
    assert answer.status_code == 302
    assert DamageRow.objects.get().amount_minor == 100
    answer = dee.post("/charges/damage_rows/add/", form | {"percent": "10", "name": "x", "site": cast.middle.pk})
    assert "one of the two" in answer.content.decode()
    lena = client_of("lena")
    kept = {
        "waiver_limit_minor": "7.50", "processing_minor": "5", "work_rate_minor": "16", "float_minor": "20",
        "refund_days": "", "policy_text": "BP 6161.2", "site": cast.middle.pk,
    }  # fmt: skip
    assert "Kept." in said(lena, "/charges/setting/", kept)
    assert queries.money_setting(cast.middle.pk).waiver_limit_minor == 750


def test_the_account_costs_as_many_statements_for_one_charge_as_for_three(
    cast: Cast, dee: Client, charge: Charge
) -> None:
    account = f"/charges/account/{cast.ben.pk}/"
    lists = ("/charges/", "/charges/receipts/", "/charges/drawers/", "/charges/plans/", "/charges/waivers/")
    pay = {"amount": "1", "means": "cash", "charge": charge.pk}
    said(dee, f"{account}pay/", pay | {"key": "p"})
    counts = [statements(dee, path) for path in (account, *lists, "/charges/money/")]
    for number in range(3):
        said(dee, f"{account}charge/", {"kind": "fee", "amount": "3", "text": "x", "key": f"h{number}"})
        said(dee, f"{account}pay/", pay | {"key": f"p{number}"})
    assert [statements(dee, path) for path in (account, *lists, "/charges/money/")] == counts
    assert max(counts) <= 42
