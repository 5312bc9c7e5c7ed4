"""What happens to a loan puts a charge on a name, with what the figure came from."""

from dataclasses import replace

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_charge_and_its_basis(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    pk = actions.charge(dee, new=for_loan, now=makers.NOON)
    [shown] = queries.open_of_loan(41)
    assert (shown.charge_id, shown.kind, shown.left_minor, shown.loan_id, shown.item_id) == (pk, "lost", 2500, 41, 17)
    assert shown.basis == {"rule": "replacement", "price_minor": 2500}
    assert [line.kind for line in shown.lines] == ["charged"]
    assert queries.charged_for_loan(41) == [shown]
    assert queries.open_of_loan(42) == []
    assert queries.owed_by(cast.ben.pk) == 2500
    entry = AuditEntry.objects.get(code="charges.charge")
    assert (entry.about_kind, entry.about_id, entry.facts) == ("charge", pk, {"minor": 2500, "kind": "lost"})


def test_the_same_key_charges_once(dee: Actor, for_loan: NewCharge) -> None:
    first = actions.charge(dee, new=for_loan, now=makers.NOON, key="return-1")
    assert actions.charge(dee, new=for_loan, now=makers.NOON, key="return-1") == first
    assert Charge.objects.count() == 1


@pytest.mark.parametrize("change", [{"amount_minor": 0, "left_minor": 0}, {"left_minor": 1}, {"kind": "theft"}])
def test_figures_that_cannot_be(dee: Actor, for_loan: NewCharge, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Not a sound charge"):
        actions.charge(dee, new=replace(for_loan, **change), now=makers.NOON)  # type: ignore[arg-type]  # handed on


def test_a_student_worker_takes_a_late_book_back_and_a_reader_does_not(cast: Cast, for_loan: NewCharge) -> None:
    assert actions.charge(cast.actor(cast.eli), new=for_loan, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.charge(cast.actor(cast.ana), new=for_loan, now=makers.NOON)
