"""A receipt goes to the slip printer as often as it is asked for."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.papers.models import PrintJob
from carrel.cellar.papers.slips import Slip
from carrel.rooms.charges import actions
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


def test_again_and_again(cast: Cast, dee: Actor, charged: Charged) -> None:
    charged(minor=500)
    pk = pay(dee, cast.ben.pk, 100)
    slip = Slip("charges.receipt", "Receipt", "2026/00001")
    for _ in range(2):
        actions.print_receipt(dee, receipt_id=pk, slip=slip, now=makers.NOON)
    assert PrintJob.objects.filter(kind="charges.receipt", about_id=pk).count() == 2
    with refused("charges.receipt_unknown"):
        actions.print_receipt(dee, receipt_id=0, slip=slip, now=makers.NOON)
