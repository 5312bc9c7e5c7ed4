"""A licence is entered with its first term."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from carrel.rooms.software.actions import Product, Term
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import FIRST, LAST, License

pytestmark = pytest.mark.django_db


def test_entered_once(cast: Cast, dee: Actor) -> None:
    product, term = Product("Mathlab 4", "seats", cast.middle.pk), Term(FIRST, LAST, 3)
    first = actions.add_licence(dee, product=product, term=term, now=makers.NOON, key="k")
    assert actions.add_licence(dee, product=product, term=term, now=makers.NOON, key="k") == first
    [shown] = queries.licences_at(dee, makers.TODAY)
    assert (shown.product, shown.seats, shown.seats_left, shown.standing) == ("Mathlab 4", 3, 3, "in_force")
    assert len(queries.terms_of(first)) == 1
    assert queries.licences_at(cast.actor(cast.boss), makers.TODAY) == [shown]
    assert queries.licences_at(makers.make_actor(site=cast.high), makers.TODAY) == []
    assert "AB" not in str(AuditEntry.objects.get(code="software.add_licence").facts)


@pytest.mark.parametrize(
    ("product", "term", "code"),
    [
        (Product("Mathlab", "seats"), Term(FIRST, LAST, None), "software.seats_missing"),
        (Product("Mathlab", "subscription"), Term(FIRST), "software.end_missing"),
        (Product("Mathlab", "site"), Term(FIRST, FIRST - timedelta(days=1)), "software.ends_before_it_begins"),
        (Product(" ", "site"), Term(FIRST), "software.title_missing"),
    ],
)
def test_refusals(cast: Cast, product: Product, term: Term, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_licence(cast.actor(cast.boss), product=product, term=term, now=makers.NOON)
    assert refused.value.code == code


def test_only_who_may(cast: Cast, dee: Actor, licence: License) -> None:
    for site_id in (None, cast.high.pk):
        with pytest.raises(Refused) as refused:
            licence(site_id=site_id)
        assert refused.value.code == "software.unknown"
    with pytest.raises(NotAllowed):
        licence(actor=cast.actor(cast.clark))
