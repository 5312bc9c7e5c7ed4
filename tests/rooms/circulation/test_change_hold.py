"""change_hold: another school to fetch it, another last day, another note."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import change_hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_it_is_changed_and_what_was_before_is_on_record(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana)
    last = TODAY + timedelta(days=30)
    change_hold(
        cast.actor(cast.dee), hold_id=hold.pk, pickup_site_id=cast.high.pk, expires_on=last, note="Call her", now=NOON
    )
    hold.refresh_from_db()
    assert (hold.pickup_site, hold.expires_on, hold.note) == (cast.high, last, "Call her")
    entry = AuditEntry.objects.get(code="circulation.change_hold")
    assert entry.facts["before"]["pickup_site"] == cast.middle.pk


@pytest.mark.parametrize("what", ["site", "day"])
def test_what_cannot_be_is_refused(cast: Cast, what: str) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana)
    closed = makers.make_site(is_active=False)
    site = closed if what == "site" else cast.middle
    day = TODAY - timedelta(days=1) if what == "day" else None
    with pytest.raises(Refused) as refused:
        change_hold(cast.actor(cast.dee), hold_id=hold.pk, pickup_site_id=site.pk, expires_on=day, now=NOON)
    assert refused.value.code == f"circulation.hold_{'pickup_closed' if what == 'site' else 'day_past'}"
