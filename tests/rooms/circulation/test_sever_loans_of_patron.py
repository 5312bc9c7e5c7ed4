"""sever_loans_of_patron: staff take a person off what came back at once, whatever window is open."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.actions import sever_loans_of_patron
from carrel.rooms.circulation.models import Hold, Loan
from carrel.rooms.circulation.rules.severing import Kept
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_everything_that_came_back_goes_and_what_is_out_or_owed_for_stays(cast: Cast) -> None:
    makers.make_policy(keep_borrower_days=30)
    makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=NOON - timedelta(minutes=1))
    out = makers.make_loan(makers.make_item(cast.middle), cast.ben)
    owed = makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=NOON)
    others = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=NOON)
    Charge.objects.create(
        person=cast.ben, kind="lost", amount_minor=900, left_minor=900, charged_on=date(2026, 11, 23),
        about_barcode=owed.item.barcode, created_at=NOON,
    )  # fmt: skip
    hold = Hold.objects.create(
        record=out.item.record, patron=cast.ben, pickup_site=cast.middle, placed_at=NOON, status="filled", ended_at=NOON
    )
    severed = sever_loans_of_patron(cast.actor(cast.dee), person_id=cast.ben.pk, now=NOON)
    assert (severed.loans, severed.holds, severed.kept) == (1, 1, {Kept.OWED: 1})
    assert set(Loan.objects.filter(patron__isnull=False)) == {out, owed, others}
    assert Hold.objects.get(pk=hold.pk).patron is None
    entry = AuditEntry.objects.get(code="circulation.sever_loans_of_patron")
    assert (entry.about_id, entry.facts) == (cast.ben.pk, {"severed": 1, "holds": 1})


def test_only_staff_who_see_the_person(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        sever_loans_of_patron(cast.actor(cast.eli), person_id=cast.ben.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        sever_loans_of_patron(cast.actor(cast.dee), person_id=cast.fay.pk, now=NOON)
    assert refused.value.code == "circulation.patron_of_another_school"
