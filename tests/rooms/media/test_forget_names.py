"""The logs forget who asked when their years are over."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cli.soundness.privacy import pairs
from carrel.rooms.media import actions, rules
from carrel.rooms.media.models import CopyMade, MediaSetting, Showing
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_after_three_years_or_as_the_site_says(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=cast.clark.pk, on=RECORDED, kind="showing", now=at(RECORDED)
    )
    actions.log_copy(
        dee, site_id=cast.middle.pk, title="Holes", person_id=cast.clark.pk, copies=1, basis="public_domain",
        made_on=RECORDED, now=at(RECORDED),
    )  # fmt: skip
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    assert list(pairs(at(LAST))) == []
    assert actions.forget_names(SYSTEM, now=at(date(2029, 12, 14))) == 0
    assert actions.forget_names(SYSTEM, now=at(date(2029, 12, 15))) == 1
    assert CopyMade.objects.get().person is None
    MediaSetting.objects.create(site=cast.middle, log_years=1)
    assert actions.forget_names(SYSTEM, now=at(date(2028, 1, 30))) == 2
    made.refresh_from_db()
    assert (made.teacher, Showing.objects.get().teacher) == (None, None)


def test_a_recording_that_is_kept_keeps_its_teacher(record: Record) -> None:
    made = record()
    actions.forget_names(SYSTEM, now=at(RECORDED + timedelta(days=4000)))
    made.refresh_from_db()
    assert made.teacher is not None


def test_years_before_a_leap_day() -> None:
    assert rules.copies_forgotten_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
