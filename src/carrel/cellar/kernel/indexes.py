"""A change of indexes that leaves the table where it is."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState
from django.db.models import Index


class DropFieldIndex(AlterField):
    """A foreign key gives up the index of its own, since another index begins with its column (`db_index=False`).

    Only that index goes. AlterField copies the whole table on SQLite for it: minutes, where there are millions of rows.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the index of this column alone, whatever Django named it; one that Meta names is left."""
        model = from_state.apps.get_model(app_label, self.model_name)
        connection, table = schema_editor.connection, model._meta.db_table
        column = model._meta.get_field(self.name).column
        ours = {index.name for index in model._meta.indexes}
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, table)
        for name, made in there.items():
            alone = made["index"] and made["columns"] == [column] and not made["unique"] and not made["foreign_key"]
            if alone and name not in ours:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make one again; it goes by its column, not by its name."""
        model = to_state.apps.get_model(app_label, self.model_name)
        index = Index(fields=[self.name])
        index.set_name_with_model(model)
        schema_editor.add_index(model, index)
