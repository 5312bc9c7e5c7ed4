"""Charges of another system are entered as they stood there, each once, with their history."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_a_charge_stands_as_it_stood(cast: Cast, bring: Bring) -> None:
    bring(left_minor=1000)
    [shown] = queries.charges_of(cast.ben.pk)
    assert (shown.kind, shown.amount_minor, shown.left_minor) == ("lost", 1899, 1000)
    assert [(line.kind, line.amount_minor) for line in shown.lines] == [("charged", 1899), ("settled_before", -899)]
    assert queries.owed_by(cast.ben.pk) == 1000
    assert queries.owed_by_each([cast.ana.pk, cast.ben.pk]) == {cast.ben.pk: 1000}
    assert list(queries.violations()) == []


def test_each_comes_once(bring: Bring) -> None:
    bring()
    with pytest.raises(IntegrityError), transaction.atomic():
        bring()
    assert queries.keys_known(["koha:1", "koha:2", ""]) == {"koha:1"}
    bring(key="")
    bring(key="")
    assert Charge.objects.count() == 3


@pytest.mark.parametrize(("amount", "left"), [(0, 0), (-5, -5), (100, 101), (100, -1), (100_000_000, 1)])
def test_figures_that_cannot_be(dee: Actor, new: NewCharge, amount: int, left: int) -> None:
    with pytest.raises(ValueError, match="Not a sound charge"):
        actions.bring_charges(
            dee, rows=[replace(new, amount_minor=amount, left_minor=left)], brought_from="x", now=makers.NOON
        )


def test_not_for_everybody(cast: Cast, new: NewCharge) -> None:
    for person in (cast.eli, cast.clark, cast.ana):
        with pytest.raises(NotAllowed):
            actions.bring_charges(cast.actor(person), rows=[new], brought_from="x", now=makers.NOON)


def test_what_is_owed_is_seen_where_the_person_belongs(cast: Cast, dee: Actor, bring: Bring) -> None:
    bring()
    bring(person_id=cast.fay.pk, key="koha:2")
    assert [charge.person for charge in queries.charges_owed(dee)] == [cast.ben]
    assert queries.owed_in_all(dee) == (1, 1, 1899)
    assert queries.owed_in_all(cast.actor(cast.boss)) == (2, 2, 2 * 1899)


def test_a_hundred_charges_cost_as_many_statements_as_one(
    dee: Actor, new: NewCharge, django_assert_max_num_queries: object
) -> None:
    rows = [replace(new, key=f"k{number}") for number in range(100)]
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture
        actions.bring_charges(dee, rows=rows, brought_from="x", now=makers.NOON)
