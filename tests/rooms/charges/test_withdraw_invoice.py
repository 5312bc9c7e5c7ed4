"""An invoice is withdrawn; the debts stay."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_withdrawn(cast: Cast, dee: Actor, charged: Charged) -> None:
    charged(minor=500)
    pk = actions.make_invoice(dee, person_id=cast.ben.pk, addressee="x", now=makers.NOON)
    actions.withdraw_invoice(dee, invoice_id=pk, now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 500
    with refused("charges.invoice_unknown"):
        actions.withdraw_invoice(dee, invoice_id=pk, now=makers.NOON)
