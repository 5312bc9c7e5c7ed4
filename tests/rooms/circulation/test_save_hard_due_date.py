"""save_hard_due_date: a named series, entered years ahead."""

from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import DayOfSeries, check_out, save_hard_due_date, save_policy_row
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_a_series_rolls_over_and_holds_for_loans(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    days = [DayOfSeries(date(2026, 12, 1)), DayOfSeries(date(2027, 6, 4), active_from=date(2026, 12, 1))]
    series = save_hard_due_date(boss, name="End of term", days=days, now=NOON)
    settings = {"length": 30, "length_unit": "calendar_days", "hard_due_date": series}
    save_policy_row(boss, now=NOON, settings=settings)
    item = makers.make_item(cast.middle)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert lent.due_on == date(2026, 12, 1)
    save_hard_due_date(boss, name="Term", days=[DayOfSeries(date(2026, 12, 4), "exactly")], series_id=series, now=NOON)
    item = makers.make_item(cast.middle)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert lent.due_on == date(2026, 12, 4)
    facts = AuditEntry.objects.filter(code="circulation.save_hard_due_date").latest("pk").facts
    assert facts["before"]["name"] == "End of term"
    assert facts["after"]["days"] == [["2026-12-04", "exactly", None]]


def test_a_site_enters_its_own_only(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    assert save_hard_due_date(dee, name="Seniors", days=[], site_id=cast.middle.pk, now=NOON)
    with pytest.raises(Refused):
        save_hard_due_date(dee, name="Everybody", days=[], now=NOON)
