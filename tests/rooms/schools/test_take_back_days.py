"""take_back_days: days marked or cleared by hand are what they were before."""

from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions
from carrel.rooms.schools.models import CalendarDay
from carrel.rooms.schools.queries import calendar_of, lately_marked, marked_days
from tests.cast import Cast
from tests.makers import NOON

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 9)
STRETCH = {"first_on": FIRST, "last_on": LAST, "now": NOON}


def marks() -> list[tuple[date, str, str]]:
    return list(CalendarDay.objects.order_by("day").values_list("day", "kind", "note"))


def test_what_was_marked_before_is_marked_so_again(cast: Cast) -> None:
    dee, site = cast.actor(cast.dee), [cast.middle.pk]
    actions.mark_days(dee, site_ids=site, first_on=LAST, last_on=LAST, kind="half", note="Report cards", now=NOON)
    before = marks()
    act = actions.mark_days(dee, site_ids=site, kind="closed", note="Snow", **STRETCH).act_id
    assert not calendar_of(cast.middle.pk).is_open(FIRST)
    back = actions.take_back_days(dee, act_id=act, now=NOON)
    assert (back.days, back.sites) == (3, 1)
    assert marks() == before
    assert calendar_of(cast.middle.pk).is_open(FIRST)
    with pytest.raises(Refused) as refused:
        actions.take_back_days(dee, act_id=act, now=NOON)
    assert refused.value.code == "schools.marking_taken_back"


def test_days_made_ordinary_are_marked_again(cast: Cast) -> None:
    dee, site = cast.actor(cast.dee), [cast.middle.pk]
    actions.mark_days(dee, site_ids=site, kind="closed", note="Snow", **STRETCH)
    before = marks()
    act = actions.clear_days(dee, site_ids=site, **STRETCH).act_id
    assert actions.take_back_days(dee, act_id=act, now=NOON).days == 3
    assert marks() == before


def test_a_day_marked_otherwise_since_stays(cast: Cast) -> None:
    dee, site = cast.actor(cast.dee), [cast.middle.pk]
    act = actions.mark_days(dee, site_ids=site, kind="closed", note="Snow", **STRETCH).act_id
    actions.mark_days(dee, site_ids=site, first_on=LAST, last_on=LAST, kind="closed", note="Flood", now=NOON)
    assert actions.take_back_days(dee, act_id=act, now=NOON).days == 2
    assert marks() == [(LAST, "closed", "Flood")]


def test_every_school_of_the_district_has_its_days_again(cast: Cast) -> None:
    boss, sites = cast.actor(cast.boss), [cast.middle.pk, cast.high.pk]
    act = actions.mark_days(boss, site_ids=sites, kind="closed", **STRETCH).act_id
    with pytest.raises(Refused) as refused:
        actions.take_back_days(cast.actor(cast.dee), act_id=act, now=NOON)
    assert refused.value.code == "schools.marking_unknown"
    assert actions.take_back_days(boss, act_id=act, now=NOON).sites == 2
    assert marks() == []


def test_the_latest_markings_are_listed_with_what_they_did(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    act = actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", note="Snow", **STRETCH).act_id
    actions.mark_days(cast.actor(cast.boss), site_ids=[cast.high.pk], kind="half", **STRETCH)
    (shown,) = lately_marked(dee)
    assert (shown.act_id, shown.first_on, shown.note, shown.by) == (act, FIRST, "Snow", "Dee Novak")
    found = marked_days(dee, act)
    assert found is not None and not found.is_taken_back


def test_an_act_from_before_sites_were_written_down_is_of_the_one_it_is_about(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    act = actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", **STRETCH).act_id
    entry = AuditEntry.objects.get(pk=act)
    AuditEntry.objects.filter(pk=act).update(facts={k: v for k, v in entry.facts.items() if k != "sites"})
    assert actions.take_back_days(dee, act_id=act, now=NOON).days == 3


def test_only_who_may_and_only_a_marking(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.take_back_days(cast.actor(cast.eli), act_id=1, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.take_back_days(cast.actor(cast.dee), act_id=0, now=NOON)
    assert refused.value.code == "schools.marking_unknown"
