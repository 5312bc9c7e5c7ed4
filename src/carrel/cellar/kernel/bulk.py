"""Many rows at once, without building an object or a statement for each: half the cost of an import was that."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from django.db import connection
from django.db.models import Field, Model

MOST_VALUES, MOST_ROWS = 20_000, 500
"""Values and rows of one statement; SQLite takes 32,766 values."""

Rows = Sequence[tuple[Any, ...]]


def insert_rows(model: type[Model], names: tuple[str, ...], rows: Rows) -> None:
    """Insert plain rows of these fields, in statements of many rows each.

    One statement for many rows is not only cheaper to run: a full-text index that hangs on triggers would otherwise
    write out all it holds at each row, because each statement of its own is a savepoint of its own.
    """
    for sql, values in _statements(model, names, rows):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)


def insert_rows_returning(model: type[Model], names: tuple[str, ...], rows: Rows) -> list[int]:
    """Insert plain rows and return their ids in order; the model's key grows by itself."""
    ids: list[int] = []
    with connection.cursor() as cursor:
        for sql, values in _statements(model, names, rows, " RETURNING id"):
            cursor.execute(sql, values)
            # Keys are given out in the order of the rows, but databases do not promise to tell them in it.
            ids += sorted(int(row[0]) for row in cursor.fetchall())
    return ids


def _statements(
    model: type[Model], names: tuple[str, ...], rows: Rows, ending: str = ""
) -> list[tuple[str, list[Any]]]:
    most = min(MOST_VALUES // len(names), MOST_ROWS)
    parts = [rows[start : start + most] for start in range(0, len(rows), most)]
    return [(_statement(model, names, len(part)) + ending, [value for row in part for value in row]) for part in parts]


@lru_cache(maxsize=256)
def _statement(model: type[Model], names: tuple[str, ...], count: int) -> str:
    columns = ", ".join(str(cast("Field[Any, Any]", model._meta.get_field(name)).column) for name in names)
    marks = f"({', '.join(['%s'] * len(names))})"
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {', '.join([marks] * count)}"  # noqa: S608  the model's own names
