"""Who looked at whom is on record."""

import pytest

from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import PersonView
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_look_is_written_down_and_read_latest_first(cast: Cast) -> None:
    actions.record_view(cast.actor(cast.dee), person_id=cast.ana.pk, page="person", now=NOON)
    actions.record_view(cast.actor(cast.eli), person_id=cast.ana.pk, page="desk", now=NOON.replace(hour=21))
    assert [(each.who, each.page) for each in queries.views_of(cast.ana.pk)] == [
        ("Eli Park", "desk"),
        ("Dee Novak", "person"),
    ]


@pytest.mark.django_db
def test_looking_at_oneself_is_nobodys_business(cast: Cast) -> None:
    actions.record_view(cast.actor(cast.ana), person_id=cast.ana.pk, page="person", now=NOON)
    assert not PersonView.objects.exists()
