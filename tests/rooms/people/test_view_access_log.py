"""view_access_log: who reads who looked is on record too; the log itself is narrowed by person, account and day."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.people.actions import record_view, view_access_log
from carrel.rooms.people.queries import site_views, views_at
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/Los_Angeles")


def test_it_says_what_was_asked_for(cast: Cast) -> None:
    view_access_log(cast.actor(cast.dee), asked={"person": "ana"}, shape="csv", now=NOON)
    entry = AuditEntry.objects.get(code="people.view_access_log")
    assert entry.facts == {"person": "ana", "as": "csv"}
    with pytest.raises(NotAllowed):
        view_access_log(cast.actor(cast.clark), asked={}, shape="page", now=NOON)


def test_looks_are_found_by_person_by_who_looked_and_by_day(cast: Cast) -> None:
    dee, boss = cast.actor(cast.dee), cast.actor(cast.boss)
    at_desk = replace(dee, desk="Front desk", badge_person_id=cast.eli.pk, badge_name="Eli Park")
    for actor, person, days in ((dee, cast.ana, 0), (at_desk, cast.ben, 1), (boss, cast.fay, 0)):
        record_view(actor, person_id=person.pk, page="loan", now=NOON - timedelta(days=days))

    def found(**asked: object) -> list[tuple[str, str, str]]:
        views = site_views(views_at(dee, zone=HERE, **asked))  # type: ignore[arg-type]  # what is asked for by name
        return [(each.person, each.who, each.where) for each in views]

    ana, ben = ("Ana Garcia", "Dee Novak", "Alder Creek"), ("Ben Okoye", "Eli Park", "Alder Creek, Front desk")
    assert found() == [ana, ben]
    assert found(person="gar") == [ana]
    assert found(account="eli") == [ben]
    assert found(account="dee novak") == [ana]
    assert found(account="dee") == [ana, ben]
    assert found(from_on=date(2026, 11, 23)) == [ana]
    assert found(until_on=date(2026, 11, 22)) == [ben]
    assert len(list(views_at(boss, zone=HERE))) == 3
