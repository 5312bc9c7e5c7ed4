"""A licence is bought for its next term: what was stays on record, and seats stay held."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries, rules
from carrel.rooms.software.actions import Term
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import FIRST, LAST, License

pytestmark = pytest.mark.django_db


def test_the_next_term_counts_and_the_last_is_history(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    first, last = rules.next_term(starts_on=FIRST, expires_on=LAST)
    assert first is not None
    for _ in range(2):
        actions.renew_licence(dee, licence_id=made.pk, term=Term(first, last, 2, 31000), now=makers.NOON, key="k")
    made.refresh_from_db()
    assert (made.expires_on, made.seats, made.cost_minor, made.seats_open) == (last, 2, 31000, 1)
    assert [(each.starts_on, each.cost_minor) for each in queries.terms_of(made.pk)] == [(first, 31000), (FIRST, 29900)]


def test_refusals(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.renew_licence(dee, licence_id=made.pk, term=Term(LAST, FIRST, 0), now=makers.NOON)
    assert {each.code for each in refused.value.objections} == {
        "software.seats_are_held", "software.ends_before_it_begins",
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.renew_licence(cast.actor(cast.eli), licence_id=made.pk, term=Term(FIRST), now=makers.NOON)
