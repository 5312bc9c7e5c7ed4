"""self_check_out: check_out at a station; what asks at the desk is refused, and nothing is said of another reader."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_out, self_check_out
from carrel.rooms.circulation.models import Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db


def test_it_lends_by_the_same_action_once_for_a_key(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle, "Holes")
    lent = self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON, key="scan-one-of-ana")
    again = self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON, key="scan-one-of-ana")
    assert (lent.loan_id, again.repeated) == (again.loan_id, True)
    assert Loan.objects.get().patron_id == cast.ana.pk
    entry = AuditEntry.objects.get(code="circulation.check_out")
    assert (entry.actor_name, entry.desk, entry.site_id) == ("Self-check", "Self-check", cast.middle.pk)


def test_what_asks_at_the_desk_is_refused_here(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=1)
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused, match="over_limit"):
        self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert Loan.objects.count() == 1


def test_a_book_of_another_reader_names_nobody(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ben)
    with pytest.raises(Refused) as refused:
        self_check_out(station(cast), person_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert refused.value.code == "circulation.item_on_loan_to_another_reader"
    assert "Ben" not in str([dict(each.facts) for each in refused.value.objections])


def test_a_station_may_nothing_else_and_nobody_else_is_a_station(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(NotAllowed):
        check_out(station(cast), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    with pytest.raises(NotAllowed):
        self_check_out(cast.actor(cast.eli), person_id=cast.ana.pk, item_id=item.pk, now=NOON)
