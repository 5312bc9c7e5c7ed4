"""save_policy_row: the grid is edited, never in contradiction with itself, and the audit knows what was."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import save_hard_due_date, save_policy_row
from carrel.rooms.circulation.models import GridToken, PolicyRow
from carrel.rooms.circulation.queries.grid import grid
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_a_row_is_added_and_changed_and_every_process_hears_of_it(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    row_id = save_policy_row(boss, now=NOON, settings={"length": 14, "length_unit": "open_days", "renewals": 2})
    token = GridToken.objects.get().token
    assert grid().policy(cast.middle.pk, None, None).value("length") == 14
    save_policy_row(boss, now=NOON, row_id=row_id, settings={"length": 21, "length_unit": "open_days"})
    assert GridToken.objects.get().token != token
    policy = grid().policy(cast.middle.pk, None, None)
    assert (policy.value("length"), policy.value("renewals")) == (21, 0)
    before = AuditEntry.objects.filter(code="circulation.save_policy_row").latest("pk").facts["before"]
    assert before == {"length": 14, "length_unit": "open_days", "renewals": 2}


def test_a_row_must_not_contradict_itself_or_stand_twice(cast: Cast) -> None:
    boss, student = cast.actor(cast.boss), cast.ana.category_id
    with pytest.raises(Refused) as refused:
        save_policy_row(boss, now=NOON, settings={"length": 3}, category_id=student)
    assert refused.value.code == "circulation.policy_length_without_unit"
    save_policy_row(boss, now=NOON, settings={"max_loans": 3}, category_id=student)
    with pytest.raises(Refused) as refused:
        save_policy_row(boss, now=NOON, settings={"max_loans": 4}, category_id=student)
    assert refused.value.code == "circulation.policy_row_exists"
    assert PolicyRow.objects.count() == 1


def test_a_sites_staff_edit_their_own_rows_only(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    assert save_policy_row(dee, now=NOON, settings={"renewals": 1}, site_id=cast.middle.pk)
    for site_id in (cast.high.pk, None):
        with pytest.raises(Refused) as refused:
            save_policy_row(dee, now=NOON, settings={"renewals": 1}, site_id=site_id)
        assert refused.value.code == "circulation.site_of_another"
    with pytest.raises(NotAllowed):
        save_policy_row(cast.actor(cast.eli), now=NOON, settings={}, site_id=cast.middle.pk)


def test_a_series_of_another_site_cannot_be_used(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    series = save_hard_due_date(boss, name="Seniors", days=[], site_id=cast.high.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        save_policy_row(boss, now=NOON, settings={"hard_due_date": series}, site_id=cast.middle.pk)
    assert refused.value.code == "circulation.hard_due_date_elsewhere"
