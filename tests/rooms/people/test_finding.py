"""Finding persons by card and by name, and who is in which class."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.people import queries
from carrel.rooms.people.models import Person
from carrel.rooms.people.rules import Sight
from carrel.rooms.schools.models import BellPeriod, BellSchedule
from tests import makers
from tests.cast import ANA_CARD, DEE_BADGE, Cast
from tests.makers import TODAY


@pytest.mark.django_db
def test_by_card_badge_and_student_number(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ben.pk).update(local_number="100042")
    for number, person, kind in (
        (ANA_CARD, cast.ana, "card"),
        (DEE_BADGE, cast.dee, "badge"),
        ("100042", cast.ben, "card"),
    ):
        found = queries.person_of_card(f" {number.lower()} ")
        assert found is not None
        assert (found.person_id, found.kind, found.status) == (person.pk, kind, "valid")
    for nonsense in ("", "😀", "x" * 10_000, "\x00", "' OR 1=1 --"):
        assert queries.person_of_card(nonsense) is None


@pytest.mark.django_db
def test_by_part_of_name_class_and_grade_within_sight(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    for text in ("ana", "gar", "garcia ana", "ÁNA", "7b", "ana 7b"):
        assert "Ana Garcia" in [each.name for each in queries.persons_found(dee, text)], text
    for text in ("fay", "", "   ", "😀", "zzz", "%", "_"):
        assert queries.persons_found(dee, text) == [], text
    assert [each.name for each in queries.persons_found(cast.actor(cast.boss), "fay")] == ["Fay Lindqvist"]


@pytest.mark.django_db
def test_who_may_look_for_whom(cast: Cast) -> None:
    assert [each.name for each in queries.persons_found(cast.actor(cast.eli), "ben")] == ["Ben Okoye"]
    assert [each.name for each in queries.persons_found(cast.actor(cast.clark), "a")] == ["Ana Garcia"]
    assert queries.persons_found(cast.actor(cast.gus), "ana") == []
    assert queries.persons_found(cast.actor(cast.ana), "ana") == []


@pytest.mark.django_db
def test_a_further_school_sees_the_student(cast: Cast) -> None:
    cast.fay.further_sites.create(site=cast.middle)
    dee = cast.actor(cast.dee)
    assert queries.sight_of_person(dee, cast.fay.pk) is Sight.FULL
    assert [each.person_id for each in queries.persons_found(dee, "fay")] == [cast.fay.pk]


@pytest.mark.django_db
def test_guardians_are_seen_where_their_children_are(cast: Cast) -> None:
    rosa = makers.make_person("Rosa", "Garcia", home_site=None)
    cast.ana.guardians.create(guardian=rosa, relation="mother")
    assert queries.may_see_person(cast.actor(cast.dee), rosa.pk)
    stranger = makers.make_person("No", "Child", home_site=None)
    assert not queries.may_see_person(cast.actor(cast.dee), stranger.pk)


@pytest.mark.django_db
def test_two_of_one_name_are_marked(cast: Cast) -> None:
    makers.make_person("Ana", "Garcia", home_site=cast.middle, grade="6")
    makers.make_person("Ana", "Garza", home_site=cast.middle, left_on=TODAY)
    found = queries.persons_found(cast.actor(cast.dee), "ana", today=TODAY)
    assert [(each.name, each.looks_alike, each.has_left) for each in found] == [
        ("Ana Garcia", True, False),
        ("Ana Garcia", True, False),
        ("Ana Garza", False, True),
    ]


@pytest.mark.django_db
def test_a_list_of_three_costs_what_a_list_of_one_does(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with CaptureQueriesContext(connection) as one:
        queries.persons_found(dee, "ana")
    for number in range(3):
        makers.make_person("Ana", f"Number{number}", home_site=cast.middle)
    with CaptureQueriesContext(connection) as more:
        assert len(queries.persons_found(dee, "ana")) == 4
    assert len(one) == len(more) == 1


@pytest.mark.django_db
def test_classes_and_their_members(cast: Cast) -> None:
    dee, clark = cast.actor(cast.dee), cast.actor(cast.clark)
    assert [each.name for each in queries.class_members(cast.seven_b.pk)] == ["Ana Garcia"]
    assert {each.name for each in queries.classes_of(dee, cast.middle.pk)} >= {"7B", "8A"}
    assert [each.name for each in queries.classes_of(clark, cast.middle.pk)] == ["7B"]
    shown = queries.class_shown(dee, cast.seven_b.pk)
    assert shown is not None
    assert (shown.teachers, shown.students) == ("Joan Clark", 1)
    assert queries.class_shown(clark, cast.eight_a.pk) is None
    assert queries.class_shown(cast.actor(cast.eli), cast.seven_b.pk) is not None
    assert queries.class_shown(cast.actor(cast.fay), cast.seven_b.pk) is None


@pytest.mark.django_db
def test_the_class_that_is_due_now(cast: Cast) -> None:
    bells = BellSchedule.objects.create(site=cast.middle, name="Daily")
    BellPeriod.objects.create(bell_schedule=bells, name="Period 1", starts=time(8), ends=time(8, 50))
    BellPeriod.objects.create(bell_schedule=bells, name="Period 2", starts=time(9), ends=time(9, 50))
    at_nine = datetime(2026, 11, 23, 17, 10, tzinfo=UTC)
    cast.eight_a.periods = "2"
    cast.eight_a.save()
    due = queries.classes_now(cast.middle.pk, at_nine)
    assert [(each.name, each.period, each.starts) for each in due] == [("8A", "Period 2", time(9))]
    assert queries.classes_now(cast.middle.pk, datetime(2026, 11, 22, 17, 10, tzinfo=UTC)) == []
    assert queries.classes_by_period(cast.middle.pk, TODAY)["Period 2"] == ["8A"]
