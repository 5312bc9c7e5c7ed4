"""restore_policy_version: the grid and the hard due dates are what they were; every edit keeps a version."""

from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import (
    DayOfSeries,
    check_out,
    remove_hard_due_date,
    remove_policy_row,
    restore_policy_version,
    save_hard_due_date,
    save_policy_row,
)
from carrel.rooms.circulation.models import HardDueDate, PolicyRow, PolicyVersion
from carrel.rooms.circulation.queries.grid import grid
from carrel.rooms.circulation.queries.versions import rows_kept, series_kept, version, versions
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
FORTNIGHT = {"length": 14, "length_unit": "open_days"}


def latest() -> PolicyVersion:
    found = PolicyVersion.objects.first()
    assert found is not None
    return found


def test_every_edit_keeps_the_whole_with_who_when_and_why(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    row = save_policy_row(boss, now=NOON, settings=FORTNIGHT, note="New year")
    series = save_hard_due_date(boss, name="Seniors", grades="12", days=[DayOfSeries(date(2027, 5, 14))], now=NOON)
    remove_policy_row(boss, row_id=row, now=NOON)
    remove_hard_due_date(boss, series_id=series, now=NOON)
    kept = list(PolicyVersion.objects.order_by("pk"))
    assert [(len(each.rows), len(each.series)) for each in kept] == [(1, 0), (1, 1), (0, 1), (0, 0)]
    assert (kept[0].note, kept[0].by, kept[0].at) == ("New year", "Omar Haddad", NOON)
    assert kept[1].series[0]["days"] == [["2027-05-14", "before", ""]]


def test_the_grid_as_it_was_found_is_kept_before_the_first_edit(cast: Cast) -> None:
    makers.make_policy(length=21, length_unit="open_days")
    save_policy_row(cast.actor(cast.boss), now=NOON, settings=FORTNIGHT, site_id=cast.middle.pk)
    found, edited = PolicyVersion.objects.order_by("pk")
    assert (found.by, len(found.rows), len(edited.rows)) == ("", 1, 2)


def test_all_is_as_it_was_with_the_same_keys(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    series = save_hard_due_date(boss, name="Term", days=[DayOfSeries(date(2027, 6, 4), "exactly")], now=NOON)
    row = save_policy_row(boss, now=NOON, settings={**FORTNIGHT, "hard_due_date": series, "auto_renew": True})
    before, rows, dates = latest(), rows_kept(), series_kept()
    save_policy_row(boss, now=NOON, row_id=row, settings={"length": 7, "length_unit": "hours"})
    save_policy_row(boss, now=NOON, settings={"renewals": 3}, site_id=cast.high.pk)
    remove_hard_due_date(boss, series_id=series, now=NOON)
    done = restore_policy_version(boss, version_id=before.pk, now=NOON, note="Back")
    assert (done.rows, done.series, done.left_out) == (1, 1, 0)
    assert (rows_kept(), series_kept()) == (rows, dates)
    assert (latest().rows, latest().note) == (rows, "Back")
    assert grid().policy(cast.middle.pk, None, None).value("length") == 14
    added = save_policy_row(boss, now=NOON, settings={"renewals": 3}, site_id=cast.high.pk)
    assert added != row
    restore_policy_version(boss, version_id=before.pk, now=NOON)
    assert PolicyRow.objects.count() == 1


def test_who_works_at_one_site_restores_that_site_only(cast: Cast) -> None:
    boss, dee = cast.actor(cast.boss), cast.actor(cast.dee)
    save_policy_row(boss, now=NOON, settings=FORTNIGHT)
    save_policy_row(dee, now=NOON, settings={"renewals": 1}, site_id=cast.middle.pk)
    before = latest()
    own = PolicyRow.objects.get(site=cast.middle).pk
    general = PolicyRow.objects.get(site=None).pk
    save_policy_row(dee, now=NOON, row_id=own, settings={"renewals": 4})
    save_policy_row(boss, now=NOON, row_id=general, settings={"length": 5, "length_unit": "open_days"})
    restore_policy_version(dee, version_id=before.pk, now=NOON)
    assert PolicyRow.objects.get(site=cast.middle).renewals == 1
    assert PolicyRow.objects.get(site=None).length == 5


def test_a_row_for_what_is_gone_is_left_out(cast: Cast) -> None:
    boss, globe = cast.actor(cast.boss), makers.make_item_type("globe")
    save_policy_row(boss, now=NOON, settings={"renewals": 1}, item_type_id=globe.pk)
    before = latest()
    globe.delete()
    done = restore_policy_version(boss, version_id=before.pk, now=NOON)
    assert (done.rows, done.left_out) == (0, 1)


def test_loans_made_before_keep_their_dates_and_say_which_rows_changed(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    save_policy_row(boss, now=NOON, settings=FORTNIGHT)
    item = makers.make_item(cast.middle)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    restore_policy_version(boss, version_id=latest().pk, now=NOON)
    assert lent.due_on > NOON.date()


def test_what_lies_between_two_versions(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    row = save_policy_row(boss, now=NOON, settings=FORTNIGHT)
    save_policy_row(boss, now=NOON, row_id=row, settings={"length": 7, "length_unit": "open_days", "loanable": False})
    newest, first = versions(boss)
    (changed,) = newest.changes.rows
    assert changed.kind == "changed"
    assert [(each.setting, each.was, each.is_now) for each in changed.settings] == [
        ("loanable", None, False),
        ("length", 14, 7),
    ]
    assert [each.kind for each in first.changes.rows] == ["added"]
    assert version(boss, 0) is None
    remove_policy_row(boss, row_id=row, now=NOON)
    assert [each.kind for each in versions(boss)[0].changes.rows] == ["removed"]


def test_who_works_at_another_site_sees_nothing_of_it(cast: Cast) -> None:
    save_policy_row(cast.actor(cast.boss), now=NOON, settings={"renewals": 1}, site_id=cast.high.pk)
    shown = version(cast.actor(cast.dee), latest().pk)
    assert shown is not None
    assert (shown.rows, shown.shown.changes.count) == ((), 0)


def test_only_who_may_and_only_what_is_there(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        restore_policy_version(cast.actor(cast.eli), version_id=1, now=NOON)
    with pytest.raises(Refused) as refused:
        restore_policy_version(cast.actor(cast.boss), version_id=0, now=NOON)
    assert refused.value.code == "circulation.policy_version_unknown"
    assert not HardDueDate.objects.exists()
