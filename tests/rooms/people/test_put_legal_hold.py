"""put_legal_hold: what is stored of a person, or one kind of data, is not deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import sever_loans_of_patron, sever_returned_loans
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.actions import forget_views, lift_legal_hold, put_legal_hold
from carrel.rooms.people.models import LegalHold, PersonView
from carrel.rooms.people.queries.legal_holds import kinds_held, legal_holds_in_sight
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

YEARS = timedelta(days=800)


def returned(cast: Cast) -> None:
    for reader in (cast.ana, cast.ben):
        loan = makers.make_loan(makers.make_item(cast.middle), reader, lent_at=NOON - timedelta(days=9))
        Loan.objects.filter(pk=loan.pk).update(returned_at=NOON - timedelta(days=2))


def named() -> set[int | None]:
    return set(Loan.objects.exclude(patron=None).values_list("patron_id", flat=True))


def test_the_loans_of_the_person_keep_their_name_until_it_is_lifted(cast: Cast) -> None:
    returned(cast)
    dee = cast.actor(cast.dee)
    hold_id = put_legal_hold(dee, person_id=cast.ana.pk, reason="Case 12", now=NOON)
    sever_returned_loans(SYSTEM, now=NOON)
    assert named() == {cast.ana.pk}
    assert sever_loans_of_patron(dee, person_id=cast.ana.pk, now=NOON).loans == 0 and named() == {cast.ana.pk}
    lift_legal_hold(dee, hold_id=hold_id, now=NOON)
    sever_returned_loans(SYSTEM, now=NOON)
    assert named() == set()


def test_who_looked_at_the_person_stays_on_record(cast: Cast) -> None:
    for person in (cast.ana, cast.ben):
        PersonView.objects.create(at=NOON - YEARS, person=person, page="person")
    put_legal_hold(cast.actor(cast.dee), person_id=cast.ana.pk, reason="Case 12", now=NOON)
    assert forget_views(SYSTEM, now=NOON) == 1
    assert PersonView.objects.get().person == cast.ana


def test_a_kind_is_held_by_the_district(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        put_legal_hold(cast.actor(cast.dee), kind="loans", reason="Case 12", now=NOON)
    assert refused.value.code == "people.other_school"
    put_legal_hold(cast.actor(cast.boss), kind="loans", reason="Case 12", now=NOON)
    assert kinds_held() == {"loans"}
    assert not legal_holds_in_sight(cast.actor(cast.dee)) and legal_holds_in_sight(cast.actor(cast.boss))


def test_a_reason_and_one_thing_are_needed(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    for given, code in (
        ({"person_id": cast.ana.pk, "reason": " "}, "hold_without_reason"),
        ({"reason": "Case"}, "hold_on_nothing"),
        ({"reason": "Case", "kind": "loans", "person_id": cast.ana.pk}, "hold_on_nothing"),
    ):
        with pytest.raises(Refused) as refused:
            put_legal_hold(boss, now=NOON, **given)  # type: ignore[arg-type]  # of several kinds
        assert refused.value.code == f"people.{code}"
    assert not LegalHold.objects.exists()


def test_not_on_a_student_of_another_school_and_not_by_a_teacher(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        put_legal_hold(cast.actor(cast.dee), person_id=cast.fay.pk, reason="Case", now=NOON)
    assert refused.value.code == "people.other_school"
    with pytest.raises(NotAllowed):
        put_legal_hold(cast.actor(cast.clark), person_id=cast.ana.pk, reason="Case", now=NOON)


def test_it_is_on_record(cast: Cast) -> None:
    hold_id = put_legal_hold(cast.actor(cast.dee), person_id=cast.ana.pk, reason="Case 12", now=NOON)
    assert AuditEntry.objects.get(code="people.put_legal_hold").about_id == hold_id
