"""The tables of an empty database, made from the models of now: a second or two, where its whole history takes forty.

The history stays the way for every database that has a past; a test makes both and compares them.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.contrib.postgres.operations import CreateCollation
from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models import Model


def is_empty(using: str) -> bool:
    """Whether the database has no table at all."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def found(using: str) -> None:
    """Make every table as the models have it, then what migrations make beside them and hint to be `founding`.

    All migrations are written down as applied. One transaction: whoever is interrupted begins again with nothing.
    """
    connection = connections[using]
    executor = MigrationExecutor(connection)
    history = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    written = MigrationRecorder.Migration
    models: list[type[Model]] = [written, *apps.get_models()]
    with connection.schema_editor(atomic=True) as editor:
        _found_collations(editor, history)
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for step in _founding_steps(history):
            step.code(apps, editor)  # type: ignore[arg-type]  # the models of now stand in for those of then
        written.objects.using(using).bulk_create(written(app=each.app_label, name=each.name) for each in history)


def _found_collations(editor: BaseDatabaseSchemaEditor, history: Sequence[Migration]) -> None:
    """The orders of letters that columns name: they must be there before the tables are."""
    for migration in history:
        for step in migration.operations:
            if isinstance(step, CreateCollation):
                step.database_forwards(migration.app_label, editor, ProjectState(), ProjectState())


def _founding_steps(history: Sequence[Migration]) -> Iterator[RunPython]:
    for migration in history:
        for step in migration.operations:
            if isinstance(step, RunPython) and step.hints.get("founding"):
                yield step
