"""sever_returned_loans: who read what is gone the night after the return, unless the policy or a debt keeps it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.actions import privacy, renew, sever_returned_loans
from carrel.rooms.circulation.models import Hold, Loan, Reservation
from carrel.rooms.inventory.models import ItemNumber
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
LONG_AGO = NOON - timedelta(days=40)


def returned(cast: Cast, *, hours: int = 13, **values: object) -> Loan:
    item = values.pop("item", None) or makers.make_item(cast.middle)
    return makers.make_loan(
        item,
        cast.ana,
        lent_at=LONG_AGO,
        returned_at=NOON - timedelta(hours=hours),
        **values,  # type: ignore[arg-type]  # an item
    )


def owes(cast: Cast, loan: Loan, **values: object) -> Charge:
    made = {
        "person": cast.ana, "site": cast.middle, "kind": "damaged", "amount_minor": 500, "left_minor": 500,
        "charged_on": date(2026, 11, 22), "about_barcode": loan.item.barcode, "created_at": NOON,
    }  # fmt: skip
    return Charge.objects.create(**made | values)


def names_somebody(loan: Loan) -> bool:
    return Loan.objects.filter(pk=loan.pk, patron__isnull=False).exists()


def test_only_what_came_back_long_enough_ago_loses_its_patron(cast: Cast) -> None:
    old, fresh = returned(cast), returned(cast, hours=11)
    out = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    assert sever_returned_loans(SYSTEM, now=NOON) == 1
    assert sever_returned_loans(SYSTEM, now=NOON) == 0
    assert list(Loan.objects.filter(patron=None)) == [old]
    old.refresh_from_db()
    assert (old.category, old.grade, old.home_site) == (cast.ana.category, cast.ana.grade, cast.middle)
    assert {fresh.pk, out.pk} == set(Loan.objects.filter(patron=cast.ana).values_list("pk", flat=True))
    assert AuditEntry.objects.get(code="circulation.sever_returned_loans").facts == {"severed": 1}


def test_the_policy_keeps_the_borrower_for_damage_that_is_found_late(cast: Cast) -> None:
    devices = makers.make_item_type("chromebook")
    makers.make_policy(site=cast.middle, category=cast.ana.category, item_type=devices, keep_borrower_days=14)
    item = makers.make_item(cast.middle, item_type=devices)
    kept, over = returned(cast, item=item, hours=13 * 24), returned(cast, item=item, hours=14 * 24 + 1)
    book = returned(cast, hours=13 * 24)
    assert sever_returned_loans(SYSTEM, now=NOON) == 2
    assert [names_somebody(each) for each in (kept, over, book)] == [True, False, False]


@pytest.mark.parametrize("about", ["barcode", "former number", "title"])
def test_a_loan_that_is_owed_for_keeps_its_patron_until_it_is_settled(cast: Cast, about: str) -> None:
    loan, other = returned(cast, item=makers.make_item(cast.middle, "Hatchet")), returned(cast)
    ItemNumber.objects.create(item=loan.item, number="OLD77", kind="old")
    said = {
        "barcode": {},
        "former number": {"about_barcode": "old 77"},
        "title": {"about_barcode": "", "about_title": "Hatchet"},
    }[about]
    charge = owes(cast, loan, **said)
    assert sever_returned_loans(SYSTEM, now=NOON) == 1
    assert names_somebody(loan)
    assert not names_somebody(other)
    Charge.objects.filter(pk=charge.pk).update(left_minor=0, settled_at=NOON)
    assert sever_returned_loans(SYSTEM, now=NOON) == 1
    assert not names_somebody(loan)


def test_a_debt_of_another_or_of_an_earlier_loan_keeps_nothing(cast: Cast) -> None:
    loan = returned(cast)
    owes(cast, loan, person=cast.ben)
    owes(cast, loan, charged_on=date(2026, 9, 1))
    owes(cast, loan, about_barcode="", about_title="")
    assert sever_returned_loans(SYSTEM, now=NOON) == 1


def test_a_check_out_that_was_taken_back_goes_with_the_night_whatever_is_owed(cast: Cast) -> None:
    makers.make_policy(keep_borrower_days=30)
    loan = returned(cast, is_undone=True)
    owes(cast, loan)
    assert sever_returned_loans(SYSTEM, now=NOON) == 1
    assert not names_somebody(loan)


def test_ended_holds_and_reservations_that_are_over_forget_with_them(cast: Cast) -> None:
    record = makers.make_item(cast.middle).record
    over = Reservation.objects.create(
        record=record, site=cast.middle, teacher=cast.clark, copies=1, from_on=date(2026, 11, 2),
        until_on=date(2026, 11, 6), placed_at=LONG_AGO, status="done",
    )  # fmt: skip

    def hold(**values: object) -> Hold:
        made = {"record": record, "patron": cast.ana, "pickup_site": cast.middle, "placed_at": LONG_AGO, "grade": "7"}
        return Hold.objects.create(**made | values)

    old = hold(status="expired", ended_at=NOON - timedelta(hours=13), note="for Ana's project")
    fresh = hold(status="cancelled", ended_at=NOON - timedelta(hours=2))
    waiting = hold()
    sever_returned_loans(SYSTEM, now=NOON)
    old.refresh_from_db()
    over.refresh_from_db()
    assert (old.patron, old.note, old.grade, over.teacher) == (None, "", "7", None)
    assert set(Hold.objects.filter(patron=cast.ana)) == {fresh, waiting}


def test_what_a_reader_did_to_their_own_loan_goes_without_their_name(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=3)
    staff, ana = cast.actor(cast.dee), Account.objects.get(username="ana")
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, days=5)
    for key, account in (("own", ana.pk), ("theirs", staff.account_id)):
        actor = replace(staff, account_id=account, name="Somebody")
        renew(actor, loan_id=loan.pk, now=NOON + timedelta(days=1 if key == "own" else 2), key=key)
    Loan.objects.filter(pk=loan.pk).update(returned_at=NOON + timedelta(days=3))
    sever_returned_loans(SYSTEM, now=NOON + timedelta(days=5))
    mine, theirs = AuditEntry.objects.filter(code="circulation.renew").order_by("pk")
    assert (mine.account_id, mine.actor_name, theirs.account_id) == (None, "", staff.account_id)
    assert dict(KeptAnswer.objects.values_list("key", "account_id")) == {"own": None, "theirs": staff.account_id}


def test_a_district_is_severed_in_steps(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_STEP", 2)
    for _ in range(5):
        returned(cast)
    assert sever_returned_loans(SYSTEM, now=NOON) == 5
    steps = AuditEntry.objects.filter(code="circulation.sever_returned_loans").order_by("pk")
    assert [each.facts["severed"] for each in steps] == [2, 2, 1]
