"""forget_leavers: persons leave the database with everything that hangs on them; who has to stay stays."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.people.actions import forget_leavers
from carrel.rooms.people.models import Account, Card, Enrolment, Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


def test_a_person_goes_with_card_class_and_account(cast: Cast) -> None:
    assert forget_leavers(SYSTEM, person_ids=[cast.ana.pk], now=NOON) == (1, 0)
    for model, name in ((Person, "pk"), (Card, "person"), (Enrolment, "person"), (Account, "person")):
        assert not model._default_manager.filter(**{name: cast.ana.pk}).exists()
    assert AuditEntry.objects.get(code="people.forget_leavers").facts == {"count": 1}


def test_who_stands_in_a_record_that_stays_keeps_nobody_else(cast: Cast) -> None:
    makers.make_charge(cast.ben, 100)
    assert forget_leavers(SYSTEM, person_ids=[cast.ben.pk, cast.mateo.pk], now=NOON) == (1, 1)
    assert Person.objects.filter(pk=cast.ben.pk).exists() and Card.objects.filter(person=cast.ben).exists()


def test_only_the_night_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        forget_leavers(cast.actor(cast.clark), person_ids=[], now=NOON)
