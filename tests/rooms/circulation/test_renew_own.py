"""renew_own: what readers may do with their own loans, and with nobody else's."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import renew, renew_own
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


def test_a_student_renews_her_own_once_for_a_key(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1, renew_from="now")
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    ana = cast.actor(cast.ana)
    assert renew_own(ana, loan_id=loan.pk, now=LATER, key="renew-holes-1").due_on == date(2026, 12, 10)
    assert renew_own(ana, loan_id=loan.pk, now=LATER, key="renew-holes-1").repeated
    assert AuditEntry.objects.get(code="circulation.renew").account_id == ana.account_id


def test_she_passes_no_question(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=0)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    with pytest.raises(Refused, match="renewal_limit"):
        renew_own(cast.actor(cast.ana), loan_id=loan.pk, now=LATER)


def test_anothers_loan_is_as_unknown_as_none(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1)
    others = makers.make_loan(makers.make_item(cast.middle), cast.ben)
    ended = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=NOON)
    for loan_id in (others.pk, ended.pk, 404):
        with pytest.raises(Refused, match="loan_unknown"):
            renew_own(cast.actor(cast.ana), loan_id=loan_id, now=LATER)
    with pytest.raises(Refused, match="loan_unknown"):
        renew_own(cast.actor(cast.fay), loan_id=others.pk, now=LATER)
    with pytest.raises(NotAllowed):
        renew(cast.actor(cast.ana), loan_id=others.pk, now=LATER)
    with pytest.raises(NotAllowed):
        renew_own(station(cast), loan_id=others.pk, now=LATER)


def test_who_moved_to_another_school_still_renews(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    Person.objects.filter(pk=cast.ana.pk).update(home_site=cast.high)
    assert renew_own(cast.actor(cast.ana), loan_id=loan.pk, now=LATER).loan_id == loan.pk
