"""The demo is loaded whole or not at all, and only where nobody else's district is."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from carrel.cli.demo.loading import load
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site
from tests import makers

pytestmark = pytest.mark.django_db


class Pulled(Exception):
    """Somebody pulled the plug."""


def test_a_load_that_breaks_off_leaves_nothing() -> None:
    def pull(line: str) -> None:
        raise Pulled(line)

    with pytest.raises(Pulled):
        load(now=datetime(2026, 11, 23, 18, 31, tzinfo=UTC), say=pull)
    assert not Site.objects.exists()
    assert not PatronCategory.objects.exists()


def test_it_does_not_go_into_the_database_of_another_district() -> None:
    makers.make_site(code="OTH")
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert "The demo goes into an empty one" in said.getvalue()
    assert Site.objects.count() == 1
