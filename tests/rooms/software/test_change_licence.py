"""What is said of a licence is changed, within the seats that are held."""

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


def test_changed_with_its_latest_term(cast: Cast, dee: Actor, licence: License) -> None:
    made, place = licence(), makers.make_place(cast.middle)
    product = Product("Mathlab 5", "seats", cast.middle.pk, version="5.1", place_id=place.pk)
    actions.change_licence(dee, licence_id=made.pk, product=product, term=Term(FIRST, LAST, 5), now=makers.NOON)
    made.refresh_from_db()
    assert (made.product, made.version, made.seats, made.place, made.licence_key) == (
        "Mathlab 5", "5.1", 5, place, "AB-12",
    )  # fmt: skip
    assert [each.seats for each in queries.terms_of(made.pk)] == [5]
    before = AuditEntry.objects.get(code="software.change_licence").facts["before"]
    assert (before["product"], before["seats"]) == ("Mathlab 4", "3")
    actions.change_licence(
        dee, licence_id=made.pk, product=product, term=Term(FIRST, LAST, 5), licence_key="CD", now=makers.NOON
    )
    made.refresh_from_db()
    assert made.licence_key == "CD"


def test_refusals(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    for person in (cast.ana, cast.ben):
        actions.give_seat(dee, licence_id=made.pk, person_id=person.pk, now=makers.NOON)
    product = Product("Mathlab 4", "seats", cast.middle.pk)
    with pytest.raises(Refused) as refused:
        actions.change_licence(dee, licence_id=made.pk, product=product, term=Term(FIRST, LAST, 1), now=makers.NOON)
    assert refused.value.code == "software.seats_are_held"
    with pytest.raises(NotAllowed):
        actions.change_licence(
            cast.actor(cast.eli), licence_id=made.pk, product=product, term=Term(FIRST, LAST, 3), now=makers.NOON
        )
    other = Product("Mathlab 4", "seats", cast.middle.pk, place_id=makers.make_place(cast.high).pk)
    with pytest.raises(Refused) as refused:
        actions.change_licence(dee, licence_id=made.pk, product=other, term=Term(FIRST, LAST, 3), now=makers.NOON)
    assert refused.value.code == "inventory.no_such_place"
