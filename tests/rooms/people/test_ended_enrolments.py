"""Who left a class, or has yet to come to it, is neither in it, nor its teacher, nor sees it."""

from datetime import date, timedelta

import pytest

from carrel.rooms.people import queries
from carrel.rooms.people.models import Enrolment
from tests.cast import Cast
from tests.makers import NOON, TODAY, enrol, make_person

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def teach(cast: Cast, **days: date) -> None:
    Enrolment.objects.filter(person=cast.clark).update(**days)


@pytest.mark.parametrize("days", [{"ends_on": YESTERDAY}, {"starts_on": TOMORROW}])
def test_a_teacher_who_left_the_class_is_not_its_teacher(cast: Cast, days: dict[str, date]) -> None:
    assert queries.homeroom_teacher(cast.ana.pk, TODAY) == "Joan Clark"
    teach(cast, **days)
    clark, dee = cast.actor(cast.clark), cast.actor(cast.dee)
    assert queries.homeroom_teacher(cast.ana.pk, TODAY) == ""
    assert queries.classes_taught_by(cast.clark.pk, today=TODAY) == []
    assert queries.classes_of(clark, cast.middle.pk, today=TODAY) == []
    assert queries.class_shown(clark, cast.seven_b.pk, today=TODAY) is None
    shown = queries.class_shown(dee, cast.seven_b.pk, today=TODAY)
    assert shown is not None
    assert shown.teachers == ""
    assert [each.name for each in queries.classes_taught_by(cast.clark.pk)] == ["7B"]


@pytest.mark.parametrize("days", [{"ends_on": TODAY}, {"starts_on": TODAY}, {"starts_on": TODAY, "ends_on": TODAY}])
def test_the_first_and_the_last_day_count(cast: Cast, days: dict[str, date]) -> None:
    teach(cast, **days)
    assert queries.homeroom_teacher(cast.ana.pk, TODAY) == "Joan Clark"
    assert [each.teachers for each in queries.classes_taught_by(cast.clark.pk, today=TODAY)] == ["Joan Clark"]


def test_who_left_is_not_counted_and_not_on_the_list(cast: Cast) -> None:
    left, coming = (make_person(name, "Reed", home_site=cast.middle) for name in ("Left", "Coming"))
    enrol(left, cast.seven_b, ends_on=YESTERDAY)
    enrol(coming, cast.seven_b, starts_on=TOMORROW)
    shown = queries.class_shown(cast.actor(cast.dee), cast.seven_b.pk, today=TODAY)
    assert shown is not None
    assert shown.students == 1
    assert [each.name for each in queries.class_members(cast.seven_b.pk, today=TODAY)] == ["Ana Garcia"]


def test_the_class_that_is_due_names_who_teaches_it_today(cast: Cast) -> None:
    (schedule,) = [cast.middle.bell_schedules.create(name="Day", weekdays="1111100")]
    schedule.bell_periods.create(name="1", starts="11:00", ends="13:00")
    assert [each.teacher for each in queries.classes_now(cast.middle.pk, NOON)] == ["Joan Clark"]
    teach(cast, ends_on=YESTERDAY)
    assert [each.teacher for each in queries.classes_now(cast.middle.pk, NOON)] == [""]
