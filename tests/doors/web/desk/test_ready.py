"""Whoever is at the desk is told what stands on the hold shelf for them."""

import pytest
from django.test import Client

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import ANA_CARD, MATEO_CARD, Cast
from tests.doors.web.desk.conftest import Hand

pytestmark = pytest.mark.django_db


def test_a_hold_that_is_ready_is_told_until_it_is_lent(dee: Hand, cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=now())
    dee.scan(MATEO_CARD)
    assert "hold is ready" not in dee.page
    dee.scan(ANA_CARD)
    assert "1 hold is ready: ‹Holes›" in dee.page
    dee.scan(item.barcode)
    assert "hold is ready" not in dee.page


def test_a_student_worker_learns_no_title(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=now())
    client = Client()
    client.force_login(Account.objects.get(username="eli"))
    eli = Hand(client)
    eli.scan(ANA_CARD)
    assert "1 hold is ready" in eli.page
    assert "Holes" not in eli.page
