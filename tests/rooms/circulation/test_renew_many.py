"""renew_many: a class or a list in one act; what does not go keeps its date and says why."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import renew_many
from carrel.rooms.circulation.models import Loan, LoanChange
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="due")


def test_what_may_be_renewed_is_and_the_rest_says_why(cast: Cast) -> None:
    goes = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    spent = makers.make_loan(makers.make_item(cast.middle, "Sula"), cast.ben, renewals=1)
    elsewhere = makers.make_loan(makers.make_item(cast.high, "Dune"), cast.fay)
    back = makers.make_loan(makers.make_item(cast.middle, "Emma"), cast.ana, returned_at=NOON)
    asked = [goes.pk, spent.pk, elsewhere.pk, back.pk, 0]
    done = renew_many(cast.actor(cast.dee), loan_ids=asked, now=NOON + timedelta(days=3))
    assert done.renewed == (goes.pk,)
    assert dict(done.kept) == {
        0: ("circulation.loan_unknown",),
        spent.pk: ("circulation.renewal_limit",),
        elsewhere.pk: ("circulation.patron_of_another_school",),
        back.pk: ("circulation.loan_is_closed",),
    }
    goes.refresh_from_db()
    assert (goes.renewals, goes.due_at.date()) == (1, date(2026, 12, 22))
    assert LoanChange.objects.get().act_id == done.act_id


def test_the_audit_names_loans_and_no_reader(cast: Cast) -> None:
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    renew_many(cast.actor(cast.dee), loan_ids=Loan.objects.values_list("pk", flat=True), now=NOON)
    entry = AuditEntry.objects.get(code="circulation.renew_many")
    assert (entry.about_kind, entry.about_id) == ("loans", None)


def test_the_same_key_renews_once(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    other = makers.make_loan(makers.make_item(cast.middle), cast.ben, renewals=1)
    first, again = (renew_many(cast.actor(cast.dee), loan_ids=[loan.pk, other.pk], now=NOON, key="k") for _ in range(2))
    assert again.repeated
    assert (again.act_id, again.renewed, again.kept) == (first.act_id, first.renewed, first.kept)
    assert LoanChange.objects.count() == 1


def test_only_who_may(cast: Cast) -> None:
    for person in (cast.eli, cast.clark, cast.ana):
        with pytest.raises(NotAllowed):
            renew_many(cast.actor(person), loan_ids=[], now=NOON)
