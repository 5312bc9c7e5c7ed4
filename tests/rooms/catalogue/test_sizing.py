"""Of how many hits there are, the same is said however the database comes to know it."""

import pytest
from django.core.management.color import no_style
from django.db import connection

from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import Narrow, index, search, sizing
from carrel.rooms.catalogue.queries.index import finds_all_at_once, search_of
from carrel.rooms.catalogue.queries.sizing import extent_of
from carrel.rooms.catalogue.rules import parse_query
from tests.makers import make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty wolves count as many records, and as more hits than are ranked.

    They are numbered from one: a sample is of the numbers given so far, and the tests before this one gave some.
    """
    numbers = [{"table": Record._meta.db_table, "column": Record._meta.pk.column}]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), numbers):
            cursor.execute(statement)
    monkeypatch.setattr(sizing, "_FEW_RECORDS", 1)
    monkeypatch.setattr(sizing, "_SURELY_MORE", 10)
    monkeypatch.setattr(sizing, "MOST_RANKED", 5)
    for number in range(60):
        make_record(f"{'Red' if number < 3 else 'Grey'} wolf {number}")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("text", ["wolf", "wol*", "title:wolf", ""])
def test_many_are_estimated(text: str) -> None:
    extent = extent_of(parse_query(text), with_rows=True)
    assert not extent.is_counted
    assert 20 <= extent.about <= 120
    assert (extent.sample is not None) == finds_all_at_once()


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("text", ["red", "re*", "title:red wolf", "red wol*", '"red wolf"'])
def test_few_are_counted(text: str) -> None:
    for with_rows in (True, False):
        extent = extent_of(parse_query(text), with_rows=with_rows)
        assert (extent.about, len(extent.ids), extent.is_counted) == (3, 3, True)


@pytest.mark.usefixtures("large")
def test_a_page_of_many_begins_with_the_newest() -> None:
    found = search("wolf", narrow=Narrow(kind=next(value for value, _ in search("wolf").facets["kind"])))
    assert (found.is_capped, found.is_counted, found.is_sampled) == (True, False, True)
    assert found.hits[0].record.title == "Grey wolf 59"


def test_the_newest_are_the_same_however_far_one_has_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [make_record(f"{'Red' if number % 9 == 0 else 'Grey'} wolf {number}").pk for number in range(60)]
    for first, farthest in ((1, 2), (3, 9), (7, 500), (1_500, 9_000)):
        monkeypatch.setattr(index, "_FIRST_LOOK", first)
        monkeypatch.setattr(index, "_FARTHEST_LOOK", farthest)
        for most in (1, 2, 5, 100):
            assert search_of(parse_query("wolf")).newest(most) == made[::-1][:most]
            assert search_of(parse_query("red")).newest(most) == made[::9][::-1][:most]
            assert search_of(parse_query("blue")).newest(most) == []
