"""One showing and one repeat for each teacher, through the clocks over a winter break."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from carrel.rooms.media.models import Recording, Showing
from carrel.rooms.schools.actions import mark_days
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, TENTH, Record, at

pytestmark = pytest.mark.django_db


def show(actor: Actor, recording: Recording, teacher_id: int, on: date, kind: str = "showing", **more: object) -> int:
    values = {"audience": "7B", "now": at(on)} | more
    return actions.enter_showing(
        actor, recording_id=recording.pk, teacher_id=teacher_id, on=on, kind=kind, **values  # type: ignore[arg-type]  # handed on
    ).showing_id  # fmt: skip


def refusal(*arguments: object, **more: object) -> Refused:
    with pytest.raises(Refused) as refused:
        show(*arguments, **more)  # type: ignore[arg-type]  # handed on
    return refused.value


def test_once_again_for_reinforcement_and_never_a_third_time(cast: Cast, dee: Actor, record: Record) -> None:
    made, clark, day = record(), cast.clark.pk, RECORDED + timedelta(days=1)
    assert refusal(dee, made, clark, day, "repeat").code == "media.nothing_to_repeat"
    show(dee, made, clark, day)
    assert refusal(dee, made, clark, day).code == "media.shown_once"
    asked = refusal(dee, made, clark, day, "repeat")
    assert (asked.code, asked.can_be_passed) == ("media.repeat_for_reinforcement", True)
    show(dee, made, clark, day, "repeat", overrides=["media.repeat_for_reinforcement"], reason="Half were away")
    assert refusal(dee, made, clark, day, "repeat").code == "media.shown_twice"
    # Another teacher counts for herself, and looking at it alone is not counted.
    show(dee, made, cast.lib.pk, day)
    show(dee, made, clark, day, "evaluation")
    assert [(each.kind, each.reason) for each in queries.showings_of(made.pk)] == [
        ("showing", ""), ("repeat", "Half were away"), ("showing", ""), ("evaluation", ""),
    ]  # fmt: skip


def test_through_its_days(cast: Cast, dee: Actor, record: Record) -> None:
    made, clark = record(), cast.clark.pk
    assert refusal(dee, made, clark, RECORDED - timedelta(days=1), now=at(RECORDED)).code == (
        "media.shown_before_recording"
    )
    assert refusal(dee, made, clark, TENTH, now=at(RECORDED)).code == "media.shown_later"
    show(dee, made, clark, TENTH)
    after = TENTH + timedelta(days=1)
    assert refusal(dee, made, cast.lib.pk, after).code == "media.teachers_only"
    show(dee, made, cast.lib.pk, after, "evaluation")
    show(dee, made, clark, LAST, "evaluation")
    assert refusal(dee, made, clark, LAST + timedelta(days=1), "evaluation").code == "media.past_its_days"
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    assert refusal(dee, made, clark, LAST, "evaluation").code == "media.is_erased"


def test_a_snow_day_gives_one_more_day(cast: Cast, dee: Actor, record: Record) -> None:
    made, after = record(), TENTH + timedelta(days=1)
    assert refusal(dee, made, cast.clark.pk, after).code == "media.teachers_only"
    snow = date(2027, 1, 6)
    mark_days(SYSTEM, site_ids=[cast.middle.pk], first_on=snow, last_on=snow, kind="closed", note="Snow", now=at(snow))
    show(dee, made, cast.clark.pk, after)


def test_a_year_without_school_days_lets_no_student_see_it(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    mark_days(
        SYSTEM,
        site_ids=[cast.middle.pk],
        first_on=RECORDED,
        last_on=LAST,
        kind="closed",
        note="Flood",
        now=at(RECORDED),
    )
    assert refusal(dee, made, cast.clark.pk, LAST).code == "media.no_school_day"
    show(dee, made, cast.clark.pk, LAST, "evaluation")


def test_what_is_only_told(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    visiting = makers.make_person("Ida", "Moss", home_site=cast.high, category=cast.clark.category)
    done = actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=visiting.pk, on=date(2026, 12, 19), kind="showing",
        now=at(date(2026, 12, 19)), key="k",
    )  # fmt: skip
    assert {each.code for each in done.tells} == {"media.other_building", "media.not_a_school_day"}
    again = actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=visiting.pk, on=date(2026, 12, 19), kind="showing",
        now=at(date(2026, 12, 19)), key="k",
    )  # fmt: skip
    assert again.showing_id == done.showing_id
    assert Showing.objects.count() == 1


def test_a_permission_does_away_with_the_limits_while_it_lasts(cast: Cast, dee: Actor, record: Record) -> None:
    made, boss = record(), cast.actor(cast.boss)
    until = LAST + timedelta(days=30)
    right = actions.add_right(
        boss, record_id=made.item.record_id, kind="permission", holder="WGBH", from_on=RECORDED, until_on=until,
        now=at(RECORDED),
    )  # fmt: skip
    for _ in range(3):
        show(dee, made, cast.clark.pk, until)
    assert refusal(dee, made, cast.clark.pk, until + timedelta(days=1)).code == "media.past_its_days"
    actions.end_right(boss, right_id=right, now=at(until))
    assert refusal(dee, made, cast.clark.pk, until).code == "media.past_its_days"


def test_only_who_may(cast: Cast, record: Record) -> None:
    made = record()
    assert refusal(cast.actor(cast.dee), made, cast.ana.pk, RECORDED).code == "media.shown_by_no_teacher"
    with pytest.raises(NotAllowed):
        show(cast.actor(cast.clark), made, cast.clark.pk, RECORDED)
