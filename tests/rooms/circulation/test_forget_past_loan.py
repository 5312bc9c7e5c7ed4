"""forget_past_loan: one title goes, of one's own list only."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import forget_past_loan
from carrel.rooms.circulation.models import PastLoan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_one_title_of_ones_own(cast: Cast) -> None:
    record = makers.make_record("Holes")
    mine, other, theirs = (
        PastLoan.objects.create(person=person, record=record, lent_on=TODAY, returned_on=TODAY)
        for person in (cast.ana, cast.ana, cast.ben)
    )
    ana = cast.actor(cast.ana)
    forget_past_loan(ana, past_loan_id=mine.pk, now=NOON)
    for unknown in (mine.pk, theirs.pk):
        with pytest.raises(Refused) as refused:
            forget_past_loan(ana, past_loan_id=unknown, now=NOON)
        assert refused.value.code == "circulation.past_loan_unknown"
    assert set(PastLoan.objects.all()) == {other, theirs}
