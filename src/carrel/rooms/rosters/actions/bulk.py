"""Changing many rows at once, each to values of its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

_AT_ONCE = 1000


def update_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Sets `fields` of each row; a row is its key followed by the values. Part of actions.

    One prepared UPDATE sent many times: bulk_update builds one CASE for each field and row and takes ten times as long.
    """
    quote = connection.ops.quote_name
    by_name: dict[str, Any] = {field.name: field for field in model._meta.fields}
    columns = [by_name[field] for field in fields]
    settings = ", ".join(f"{quote(column.column)} = %s" for column in columns)
    table, key = quote(model._meta.db_table), quote(by_name["id"].column)
    statement = f"UPDATE {table} SET {settings} WHERE {key} = %s"  # noqa: S608  # names of the model, nobody's text
    values = [
        [*(column.get_db_prep_save(value, connection) for column, value in zip(columns, row[1:], strict=True)), row[0]]
        for row in rows
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(values), _AT_ONCE):
            cursor.executemany(statement, values[start : start + _AT_ONCE])


def in_steps(keys: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    """The keys in pieces that fit into one statement on every database."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
