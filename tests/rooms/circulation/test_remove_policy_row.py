"""remove_policy_row: the more general row holds from then on."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import remove_policy_row
from carrel.rooms.circulation.models import PolicyRow
from carrel.rooms.circulation.queries.grid import grid
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_its_values_stay_in_the_audit(cast: Cast) -> None:
    makers.make_policy(renewals=1)
    own = makers.make_policy(site=cast.middle, renewals=5)
    assert grid().policy(cast.middle.pk, None, None).value("renewals") == 5
    remove_policy_row(cast.actor(cast.dee), row_id=own.pk, now=NOON)
    assert grid().policy(cast.middle.pk, None, None).value("renewals") == 1
    facts = AuditEntry.objects.get(code="circulation.remove_policy_row").facts
    assert (facts["before"], facts["site"]) == ({"renewals": 5}, cast.middle.pk)


def test_the_districts_rows_stay(cast: Cast) -> None:
    row = makers.make_policy(renewals=1)
    with pytest.raises(Refused):
        remove_policy_row(cast.actor(cast.dee), row_id=row.pk, now=NOON)
    assert PolicyRow.objects.count() == 1
