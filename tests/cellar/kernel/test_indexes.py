"""A foreign key gives up its own index, and gets it again when the step is taken back."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from carrel.rooms.catalogue.models import RecordNumber

pytestmark = pytest.mark.django_db(transaction=True)


def indexes() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        made = connection.introspection.get_constraints(cursor, RecordNumber._meta.db_table)
    return {name: each["columns"] for name, each in made.items() if each["index"] and not each["unique"]}


def test_there_and_back() -> None:
    loader = MigrationLoader(connection)
    before = loader.project_state(("catalogue", "0007_author_order"))
    after = loader.project_state(("catalogue", "0008_fewer_indexes"))
    [step] = loader.get_migration("catalogue", "0008_fewer_indexes").operations
    now = indexes()
    assert ["record_id"] not in now.values()
    with connection.schema_editor() as editor:
        step.database_backwards("catalogue", editor, after, before)
    with_its_own = indexes()
    assert ["record_id"] in with_its_own.values() and len(with_its_own) == len(now) + 1
    with connection.schema_editor() as editor:
        step.database_forwards("catalogue", editor, before, after)
    assert indexes() == now
