"""A class list is a look at each of its students."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.people import actions
from carrel.rooms.people.models import PersonView
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_one_line_each_in_one_statement(cast: Cast) -> None:
    persons = [cast.ana.pk, cast.ben.pk, cast.clark.pk]
    actor = cast.actor(cast.clark)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actions.record_views(actor, person_ids=persons, page="class", now=NOON)
    assert sum("INSERT" in each["sql"] for each in queries) == 1
    assert set(PersonView.objects.values_list("person", flat=True)) == {cast.ana.pk, cast.ben.pk}
