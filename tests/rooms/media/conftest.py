"""What the tests of media start from: Dee, the technician; a year with a winter break; a recording for Ms Clark."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions
from carrel.rooms.media.actions import Broadcast
from carrel.rooms.media.models import Recording
from carrel.rooms.schools.actions import mark_days
from carrel.rooms.schools.models import SchoolYear
from tests import makers
from tests.cast import Cast

ZONE = ZoneInfo("America/Los_Angeles")
RECORDED = date(2026, 12, 14)
TENTH = date(2027, 1, 11)
LAST = date(2027, 1, 28)

Record = Callable[..., Recording]


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day at the school."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


SAID = Broadcast(
    requested_on=RECORDED - timedelta(days=3), channel="KQED", broadcast_at=at(RECORDED, 20), recorded_on=RECORDED,
    is_free=True, has_notice=True, is_whole=True,
)  # fmt: skip


@pytest.fixture
def dee(cast: Cast) -> Actor:
    return cast.actor(cast.dee)


@pytest.fixture
def year(cast: Cast) -> None:
    """A school year, and two weeks without school after four days of it."""
    SchoolYear.objects.create(
        district=cast.middle.district, name="2026-27", starts_on=date(2026, 8, 17), ends_on=date(2027, 6, 10)
    )
    mark_days(
        SYSTEM, site_ids=[cast.middle.pk], first_on=date(2026, 12, 21), last_on=date(2027, 1, 1), kind="closed",
        note="Winter break", now=makers.NOON,
    )  # fmt: skip


@pytest.fixture
def item(cast: Cast) -> Item:
    return makers.make_item(cast.middle, "Nova: The Deep Sea", item_type=makers.make_item_type("dvd", family="media"))


@pytest.fixture
def record(cast: Cast, dee: Actor, year: None, item: Item) -> Record:
    """record(…) enters the recording of 14 December for Ms Clark, with what is told otherwise."""

    def entered(**changes: object) -> Recording:
        of_broadcast = {each.name: changes.pop(each.name) for each in fields(Broadcast) if each.name in changes}
        values: dict[str, object] = {
            "site_id": cast.middle.pk,
            "teacher_id": cast.clark.pk,
            "said": replace(SAID, **of_broadcast),  # type: ignore[arg-type]  # handed on as they are
            "item_id": item.pk,
            "now": at(RECORDED, 22),
        }
        done = actions.record_off_air(dee, **values | changes)  # type: ignore[arg-type]  # handed on as they are
        return Recording.objects.get(pk=done.recording_id)

    return entered
