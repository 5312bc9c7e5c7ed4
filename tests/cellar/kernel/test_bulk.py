"""Many rows at once: as the ORM would have stored them, in the order given."""

import gc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.jobs.models import Job, JobLine
from carrel.cellar.kernel.bulk import (
    insert_rows,
    insert_rows_returning,
    insert_values,
    put_rows,
    rarely_collecting,
    rows_with,
)
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.planning import takes_a_stream
from carrel.rooms.catalogue.models import SearchTerm
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, 3, 1000, 1537])
def test_every_row_is_there_once_and_in_order(count: int) -> None:
    job = Job.objects.create(code="x", title="x", task_path="x", created_at=makers.NOON)
    rows = [(job.pk, "new", number, "{}") for number in range(count)]
    ids = insert_rows_returning(JobLine, ("job", "kind", "number", "facts"), rows)
    assert [line.number for line in JobLine.objects.filter(pk__in=ids).order_by("pk")] == list(range(count))
    assert ids == sorted(set(ids))
    insert_rows(JobLine, ("job", "kind", "number", "facts"), rows)
    assert JobLine.objects.count() == 2 * count


def test_nothing_else_is_touched() -> None:
    insert_rows(JobLine, ("job", "kind", "number", "facts"), [])
    assert not AuditEntry.objects.exists()


def test_in_one_statement_where_that_is_asked_for() -> None:
    rows = [(f"word{number}", number) for number in range(337)]
    with CaptureQueriesContext(connection) as pieces:
        insert_rows(SearchTerm, ("term", "records"), rows)
    SearchTerm.objects.all().delete()
    with CaptureQueriesContext(connection) as whole:
        insert_rows(SearchTerm, ("term", "records"), rows, whole=True)
    # 3 of 100, 1 of 25, 2 of 5, 2 of 1: texts the database knows after the first few. PostgreSQL takes all as a stream.
    assert (len(pieces), len(whole)) == (1 if takes_a_stream() else 8, 1)
    assert SearchTerm.objects.count() == 337


def test_what_is_there_is_passed_over_or_set_anew() -> None:
    insert_rows(SearchTerm, ("term", "records"), [("wolf", 1), ("bear", 2)])
    insert_rows(SearchTerm, ("term", "records"), [("wolf", 7), ("fox", 3)], unless_there=True)
    assert dict(SearchTerm.objects.values_list("term", "records")) == {"wolf": 1, "bear": 2, "fox": 3}
    put_rows(SearchTerm, ("term", "records"), [("wolf", 7), ("hare", 4)])
    assert dict(SearchTerm.objects.values_list("term", "records")) == {"wolf": 7, "bear": 2, "fox": 3, "hare": 4}


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 1203])
def test_rows_are_found_by_any_number_of_values(count: int) -> None:
    insert_rows(SearchTerm, ("term", "records"), [(f"word{number}", number) for number in range(1300)])
    wanted = [f"word{number}" for number in range(count)]
    found = rows_with(SearchTerm, ("term", "records"), "term", [*wanted, *wanted, "other"])
    assert sorted(found) == sorted((f"word{number}", number) for number in range(count))


def test_values_of_json_are_kept_as_they_are() -> None:
    job = Job.objects.create(code="x", title="x", task_path="x", created_at=makers.NOON)
    facts = [{"a": [1, "é", None]}, {}]
    insert_values(JobLine, ("job", "kind", "number", "facts"), [(job.pk, "x", n, each) for n, each in enumerate(facts)])
    assert [line.facts for line in JobLine.objects.order_by("number")] == facts


def test_looking_for_circles_is_as_it_was_afterwards() -> None:
    before = gc.get_threshold()
    with rarely_collecting():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
