"""Adding and changing many rows at once, each with values of its own."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, ForeignKey, IntegerField, Model

_AT_ONCE = 1000
Key = TypeVar("Key", int, str)


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


def insert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Adds rows, each the values of `fields` in their order; a row that stands against a constraint stops it all.

    Part of actions. One prepared INSERT sent many times: a first roster has hundreds of thousands of rows, and making
    an object of each costs five times what the database takes. Columns that are not named must have a value in the
    database of their own.
    """
    quote = connection.ops.quote_name
    by_name: dict[str, Any] = {field.name: field for field in model._meta.fields}
    columns = [by_name[field] for field in fields]
    names = ", ".join(quote(column.column) for column in columns)
    signs = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({signs})"  # noqa: S608  # names of the model, nobody's text
    saving = [_saving(column) for column in columns]
    with connection.cursor() as cursor:
        rows = iter(rows)
        while batch := list(islice(rows, _AT_ONCE)):
            cursor.executemany(
                statement, [[save(value) for save, value in zip(saving, row, strict=True)] for row in batch]
            )


def _saving(column: Any) -> Callable[[Any], Any]:
    """How a value of this column is given to the driver; texts and numbers as they are, each different day once."""
    if isinstance(column, (CharField, IntegerField, BooleanField, ForeignKey)):
        return _as_it_is
    if isinstance(column, DateField):
        return lru_cache(maxsize=5000)(lambda value: column.get_db_prep_save(value, connection))
    return lambda value: column.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value


def in_steps(keys: Sequence[Key], size: int = 500) -> Iterable[Sequence[Key]]:
    """The keys in pieces that fit into one statement on every database."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python does not look for circular garbage meanwhile.

    A comparison makes millions of small tuples in which there are no circles; looking through them again and again
    costs half the time. What was not used any more is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
