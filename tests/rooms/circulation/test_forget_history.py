"""forget_history: the whole list goes, and none is kept from then on."""

import pytest

from carrel.rooms.circulation.actions import forget_history, keep_history
from carrel.rooms.circulation.models import HistoryChoice, PastLoan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_it_erases_ones_own_and_stops(cast: Cast) -> None:
    record = makers.make_record("Holes")
    for person in (cast.ana, cast.ben):
        PastLoan.objects.create(person=person, record=record, lent_on=TODAY, returned_on=TODAY)
        HistoryChoice.objects.create(person=person, since_at=NOON)
    assert forget_history(cast.actor(cast.ana), now=NOON) == 1
    assert forget_history(cast.actor(cast.ana), now=NOON) == 0
    assert list(PastLoan.objects.values_list("person", flat=True)) == [cast.ben.pk]
    assert list(HistoryChoice.objects.values_list("person", flat=True)) == [cast.ben.pk]
    assert keep_history(cast.actor(cast.ana), now=NOON)
