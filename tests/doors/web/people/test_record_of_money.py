"""All money of a person stands in their whole record, in words; that they are not billed, and why, does not."""

import json
from datetime import date, timedelta

import pytest

from carrel.rooms.charges import actions
from carrel.rooms.charges.actions import Tender, Worked
from carrel.rooms.charges.rules import NewCharge, Part
from tests import makers
from tests.cast import Cast
from tests.doors.web.people.test_privacy import as_user, unpacked
from tests.rooms.inventory.papers import photo as picture

pytestmark = pytest.mark.django_db


def test_charges_payments_waivers_plans_work_and_invoices(cast: Cast) -> None:
    dee, boss, ben = cast.actor(cast.dee), cast.actor(cast.boss), cast.ben.pk

    def charged(kind: str, minor: int, person: int = ben) -> int:
        new = NewCharge(
            person, cast.middle.pk, kind, minor, minor, makers.TODAY, "Left in the rain", "T1", "Holes", loan_id=41
        )
        return actions.charge(dee, new=new, now=makers.NOON)

    lost, fee = charged("lost", 5000), charged("fee", 900)
    charged("fee", 777, cast.ana.pk)
    actions.attach_photo(dee, charge_id=lost, stream=picture(), name="wet.jpg", now=makers.NOON)
    actions.take_payment(
        dee, person_id=ben, amount_minor=1000, tender=Tender("cheque", None, "CHECK-4711"), charge_ids=[lost],
        now=makers.NOON,
    )  # fmt: skip
    actions.waive_charge(dee, charge_id=lost, amount_minor=300, reason="A kind word", now=makers.NOON)
    actions.ask_waiver(dee, charge_id=fee, amount_minor=900, reason="A hard year", now=makers.NOON)
    agreement = actions.agree_work(dee, person_id=ben, agreed_with="Ms Okoye", now=makers.NOON)
    worked = Worked(makers.TODAY, 60, "Shelved the sevens", "Dee Novak")
    actions.enter_work(dee, agreement_id=agreement, worked=worked, charge_ids=[lost], now=makers.NOON)
    actions.refund_charge(dee, charge_id=lost, amount_minor=250, reason="Charged too much", now=makers.NOON)
    actions.make_invoice(dee, person_id=ben, addressee="The Okoye family", now=makers.NOON)
    left = 5000 - 1000 - 300 - 1600 + 900
    parts = [Part(date(2027, 1, 8), left - 500), Part(date(2027, 2, 8), 500)]
    actions.make_plan(dee, person_id=ben, parts=parts, agreed_with="Ms Okoye", now=makers.NOON)
    actions.protect_person(boss, person_id=ben, ground="foster_youth", now=makers.NOON + timedelta(minutes=1))

    files = unpacked(as_user("dee").post(f"/people/{ben}/kept/export/"))
    tables = json.loads(files["record.json"])["tables"]
    assert [(each["kind"], each["amount_minor"]) for each in tables["charges"]] == [("lost", 5000), ("fee", 900)]
    kinds = [each["kind"] for each in tables["charge_lines"]]
    assert kinds == ["charged", "paid", "waived", "worked", "waived", "charged", "waived"]
    assert [(each["means"], each["amount_minor"]) for each in tables["receipts"]] == [("cheque", 1000), ("work", 1600)]
    assert [each["reason"] for each in tables["waivers_asked"]] == ["A hard year"]
    assert [(each["amount_minor"], each["reason"]) for each in tables["credits"]] == [(250, "Charged too much")]
    assert [each["kind"] for each in tables["credit_lines"]] == ["made"]
    assert [(each["agreed_with"], each["rate_minor"]) for each in tables["work"]] == [("Ms Okoye", 1600)]
    assert [(each["minutes"], each["what"]) for each in tables["work_entries"]] == [(60, "Shelved the sevens")]
    assert [each["total_minor"] for each in tables["plans"]] == [left]
    assert [each["amount_minor"] for each in tables["plan_parts"]] == [left - 500, 500]
    assert [each["addressee"] for each in tables["invoices"]] == ["The Okoye family"]
    assert [each["left_minor"] for each in tables["invoice_lines"]] == [2100, 900]
    assert len(tables["charge_photos"]) == 1
    page = files["record.html"].decode()
    for words in (
        "Waived",
        "Worked off",
        "Paid",
        "Check",
        "$16.00",
        "CHECK-4711",
        "Parts of the plans",
        "Who was there",
    ):
        assert words in page, words
    everything = b"".join(files.values())
    for hidden in (b"foster_youth", b"rotection", b"7.77", b"777"):
        assert hidden not in everything
