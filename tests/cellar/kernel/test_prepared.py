"""A prepared query gives what the ORM gives, with other values each time, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import FieldError

from carrel.cellar.kernel.models import KeptAnswer
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.people.models import Enrolment, Person
from carrel.rooms.schools.models import Site
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_values_are_those_of_the_orm_each_time(cast: Cast) -> None:
    prepared = Prepared(
        lambda: Person.objects.filter(given_name=Slot("name")).order_by("pk").values_list("pk", "left_on")
    )
    for name in ("Ana", "Dee", "Nobody"):
        assert prepared.rows(name=name) == list(
            Person.objects.filter(given_name=name).order_by("pk").values_list("pk", "left_on")
        )
    assert prepared.row(name="Nobody") is None


def test_moments_and_days_and_texts_of_json_come_as_python_has_them() -> None:
    moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    KeptAnswer.objects.create(key="first", code="x", answer={"n": [1]}, at=moment)
    KeptAnswer.objects.create(key="second", code="x", answer={}, at=moment + timedelta(days=1))
    prepared = Prepared(lambda: KeptAnswer.objects.filter(at__lte=Slot("moment")).values_list("key", "at", "answer"))
    assert prepared.rows(moment=moment) == [("first", moment, {"n": [1]})]
    on_day = Prepared(lambda: Person.objects.filter(left_on__lte=Slot("day")).values_list("left_on"))
    Person.objects.create(given_name="Gone", family_name="By", left_on=date(2026, 6, 30))
    assert on_day.rows(day=date(2026, 6, 30)) == [(date(2026, 6, 30),)]
    assert on_day.rows(day=date(2026, 6, 29)) == []


def test_an_instance_is_the_models_own(cast: Cast) -> None:
    found = Prepared(lambda: Site.objects.filter(pk=Slot("pk"))).one(pk=cast.middle.pk)
    assert found == cast.middle
    assert found is not None
    assert not found._state.adding
    assert Prepared(lambda: Site.objects.filter(pk=Slot("pk"))).one(pk=0) is None


def test_related_instances_come_along_and_a_missing_one_is_none(cast: Cast, django_assert_num_queries: object) -> None:
    related = Prepared(lambda: Person.objects.select_related("home_site", "homeroom__site").filter(pk=Slot("pk")))
    for person in (cast.ana, cast.dee):
        with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture has no public type
            found = related.one(pk=person.pk)
            assert found is not None
            assert (found.home_site, found.homeroom) == (person.home_site, person.homeroom)
    assert Prepared(lambda: Enrolment.objects.filter(pk=Slot("pk"))).instances(pk=-1) == []


def test_what_was_not_given_or_cannot_be_made_is_said(cast: Cast) -> None:
    with pytest.raises(KeyError):
        Prepared(lambda: Site.objects.filter(pk=Slot("pk"))).one()
    with pytest.raises(FieldError):
        Prepared(lambda: Site.objects.filter(pk=Slot("pk")).values_list("name")).one(pk=cast.middle.pk)
