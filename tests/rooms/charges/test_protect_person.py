"""Billing stops for a person, and nobody below the permission sees it or why."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    Charge,
)
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


GROUND = "McKinney-Vento"


def test_what_is_owed_goes_and_what_comes_is_not_asked_for(
    cast: Cast, dee: Actor, charged: Charged, for_loan: NewCharge
) -> None:
    charged(minor=500)
    charged(minor=300, kind="sale")
    lena = cast.actor(cast.lib)
    assert actions.protect_person(lena, person_id=cast.ben.pk, ground=GROUND, now=makers.NOON) == 1
    assert queries.owed_by(cast.ben.pk) == 300
    actions.charge(dee, new=for_loan, now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 300
    assert Charge.objects.filter(kind="lost", left_minor=0).exists()
    lines = [line for shown in queries.charges_of(cast.ben.pk) for line in shown.lines]
    assert all(GROUND not in line.reason for line in lines)
    assert not any(GROUND in f"{entry.reason} {entry.facts}" for entry in AuditEntry.objects.all())
    assert not AuditEntry.objects.filter(code__contains="protect").exists()
    assert queries.protection_of(dee, cast.ben.pk) is None
    found = queries.protection_of(lena, cast.ben.pk)
    assert found is not None
    assert found.ground == GROUND
    assert list(queries.violations()) == []


def test_refusals(cast: Cast, dee: Actor) -> None:
    lena = cast.actor(cast.lib)
    with pytest.raises(NotAllowed):
        actions.protect_person(dee, person_id=cast.ben.pk, ground=GROUND, now=makers.NOON)
    actions.protect_person(lena, person_id=cast.ben.pk, ground=GROUND, now=makers.NOON)
    for person, ground, code in (
        (cast.ben, " ", "reason_missing"),
        (cast.fay, GROUND, "person_unknown"),
        (cast.ben, GROUND, "protected_already"),
    ):  # fmt: skip
        with refused(f"charges.{code}"):
            actions.protect_person(lena, person_id=person.pk, ground=ground, now=makers.NOON)
