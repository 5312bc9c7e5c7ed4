"""certify_night, and the night that calls it: numbers and kinds, no names; what is held stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cli.timetable import RETENTION, do_what_is_due, forget_again
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.actions import put_legal_hold
from carrel.rooms.people.models import PersonView
from carrel.rooms.reports.actions import certify_night
from carrel.rooms.reports.models import Certificate
from carrel.rooms.reports.phrases import RETENTION_WORDS
from carrel.rooms.reports.queries.retention import last_night
from carrel.rooms.reports.rules.retention import KINDS, kinds_suspended
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import NOON, a_month


def test_every_kind_has_its_words_and_its_work() -> None:
    assert set(KINDS) == set(RETENTION) == set(RETENTION_WORDS)


def test_a_hold_on_somebody_keeps_whole_kinds_that_can_spare_nobody() -> None:
    assert kinds_suspended((), anybody=False) == frozenset()
    assert kinds_suspended(("views",), anybody=False) == {"views"}
    kept = kinds_suspended((), anybody=True)
    assert "settled" in kept and "loans" not in kept and "attachments" not in kept


def test_the_certificate_says_how_much_of_what(cast: Cast) -> None:
    made = certify_night(SYSTEM, counts={"loans": 3, "views": 0, "nonsense": 9}, begun_at=NOON, now=NOON)
    certificate = Certificate.objects.get(pk=made)
    assert [(line.kind, line.count) for line in certificate.lines.all()] == [("loans", 3)]
    assert (certificate.by_name, certificate.held) == ("Carrel", [])
    assert last_night() == {"loans": 3}
    with pytest.raises(NotAllowed):
        certify_night(cast.actor(cast.dee), counts={}, begun_at=NOON, now=NOON)


def test_a_night_deletes_what_is_due_counts_it_first_and_certifies_it(cast: Cast) -> None:
    a_month(cast)
    PersonView.objects.create(at=NOON - timedelta(days=400), person=cast.ana, page="person")
    do_what_is_due(now=NOON + timedelta(days=1))
    assert last_night()["loans"] == 11 and last_night()["views"] == 1
    text = " ".join(str(value) for line in Certificate.objects.values() for value in line.values())
    assert "Ana" not in text and "Garcia" not in text


def test_what_is_held_stays_and_the_certificate_says_so(cast: Cast) -> None:
    a_month(cast)
    put_legal_hold(cast.actor(cast.boss), kind="loans", reason="Case 12", now=NOON)
    do_what_is_due(now=NOON + timedelta(days=1))
    assert Loan.objects.filter(returned_at__isnull=False, patron__isnull=False).count() == 11
    assert Certificate.objects.get().held == ["loans"] and "loans" not in last_night()


def test_after_a_restore_it_is_deleted_again(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=NOON - timedelta(days=9))
    Loan.objects.filter(pk=loan.pk).update(returned_at=NOON - timedelta(days=2))
    forget_again(now=NOON)
    assert Loan.objects.get().patron is None and last_night() == {"loans": 1}
