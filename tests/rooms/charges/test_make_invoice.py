"""What is open is billed, itemised, to whoever owes it."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    Invoice,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_itemised(cast: Cast, dee: Actor, charged: Charged) -> None:
    first, second = charged(minor=500), charged(minor=300)
    for number in (1, 2):
        pk = actions.make_invoice(dee, person_id=cast.ben.pk, addressee="Ms Okoye", now=makers.NOON)
        invoice = Invoice.objects.get(pk=pk)
        assert (invoice.total_minor, invoice.number, invoice.addressee) == (800, number, "Ms Okoye")
    assert [(line.charge, line.left_minor) for line in invoice.lines.all()] == [(first, 500), (second, 300)]
    assert queries.invoice_seen(cast.actor(cast.lib), pk) == invoice
    assert queries.invoices_of(cast.ben.pk)[0] == invoice


def test_refusals(cast: Cast, dee: Actor) -> None:
    for person, code in ((cast.ben, "charges.nothing_to_invoice"), (cast.fay, "charges.person_unknown")):
        with refused(code):
            actions.make_invoice(dee, person_id=person.pk, addressee="x", now=makers.NOON)
