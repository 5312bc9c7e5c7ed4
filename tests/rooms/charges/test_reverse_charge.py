"""A charge is taken off a name with a reason; it and its history stay."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import ChargeLine
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_what_is_left_goes_and_the_lines_stay(cast: Cast, dee: Actor, bring: Bring) -> None:
    charge = bring(left_minor=1000)
    actions.reverse_charge(dee, charge_id=charge.pk, reason="The book was on the shelf", now=makers.NOON)
    [shown] = queries.charges_of(cast.ben.pk)
    assert shown.left_minor == 0
    assert [(line.kind, line.amount_minor, line.reason) for line in shown.lines][-1] == (
        "reversed",
        -1000,
        "The book was on the shelf",
    )
    last = ChargeLine.objects.get(kind="reversed")
    assert last.reverses == ChargeLine.objects.get(kind="charged")
    assert queries.owed_by(cast.ben.pk) == 0
    entry = AuditEntry.objects.get(code="charges.reverse_charge")
    assert (entry.about_kind, entry.facts, entry.reason) == ("charge", {"minor": 1000}, "The book was on the shelf")
    assert list(queries.violations()) == []


def test_refusals(cast: Cast, dee: Actor, bring: Bring) -> None:
    charge, of_another_school = bring(), bring(person_id=cast.fay.pk, key="koha:2")
    for charge_id, reason, code in (
        (charge.pk, "  ", "charges.reason_missing"),
        (of_another_school.pk, "why not", "charges.unknown"),
        (0, "why not", "charges.unknown"),
    ):
        with pytest.raises(Refused) as refused:
            actions.reverse_charge(dee, charge_id=charge_id, reason=reason, now=makers.NOON)
        assert refused.value.code == code
    actions.reverse_charge(dee, charge_id=charge.pk, reason="found", now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.reverse_charge(dee, charge_id=charge.pk, reason="found", now=makers.NOON)
    assert refused.value.code == "charges.nothing_left"
    with pytest.raises(NotAllowed):
        actions.reverse_charge(cast.actor(cast.eli), charge_id=charge.pk, reason="x", now=makers.NOON)
