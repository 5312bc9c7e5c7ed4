"""Many rows at once: as the ORM would have stored them, in the order given."""

import pytest

from carrel.cellar.jobs.models import Job, JobLine
from carrel.cellar.kernel.bulk import insert_rows, insert_rows_returning
from carrel.cellar.kernel.models import AuditEntry
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
