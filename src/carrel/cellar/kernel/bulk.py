"""Many rows at once, without building an object or a statement for each: half the cost of an import was that."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, Field, ForeignKey, IntegerField, JSONField, Model

from carrel.cellar.kernel.planning import takes_a_stream

MOST_VALUES, MOST_ROWS = 20_000, 500
"""Values and rows of one statement; SQLite takes 32,766 values."""
_PIECES = (100, 25, 5, 1)
"""How many rows the statements have in which a number of rows is sent: a text that is known is not taken apart anew,
which costs SQLite a microsecond a value, four times as much as to store it."""

_ALIKE = 50

Rows = Iterable[tuple[Any, ...]]
Thing = TypeVar("Thing")
_AT_ONCE = 1000
RARELY = 200_000
"""Objects that may gather before they are looked through for circles; usually it is 700."""


def insert_rows(
    model: type[Model], names: tuple[str, ...], rows: Rows, *, whole: bool = False, unless_there: bool = False
) -> None:
    """Insert plain rows of these fields, in statements of many rows each; `unless_there` passes over known keys.

    `whole` sends them in one statement where that is possible: a full-text index that hangs on triggers would otherwise
    write out all it holds at each statement, because each is a savepoint of its own.
    """
    if takes_a_stream() and not unless_there:
        _send(model, names, rows)
    else:
        _insert(model, names, rows, " ON CONFLICT DO NOTHING" if unless_there else "", whole=whole)


def put_rows(model: type[Model], names: tuple[str, ...], rows: Rows) -> None:
    """Insert plain rows of these fields, the key first; where the key is there already, the others are set anew."""
    key, *others = (_columns(model, (name,)) for name in names)
    settings = ", ".join(f"{other} = excluded.{other}" for other in others)
    _insert(model, names, rows, f" ON CONFLICT ({key}) DO UPDATE SET {settings}")


def _insert(model: type[Model], names: tuple[str, ...], rows: Rows, ending: str, *, whole: bool = False) -> None:
    with connection.cursor() as cursor:
        for sql, values in _statements(model, names, rows, ending, whole=whole):
            cursor.execute(sql, values)


def _send(model: type[Model], names: tuple[str, ...], rows: Rows) -> None:
    """Stream rows into a table (PostgreSQL's COPY): neither side takes a statement apart, and none is built."""
    table = connection.ops.quote_name(model._meta.db_table)
    rows = iter(rows)
    if (first := next(rows, None)) is None:
        return
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({_columns(model, names)}) FROM STDIN") as stream:
        for row in chain((first,), rows):
            stream.write_row(row)


def _next_ids(model: type[Model], count: int) -> list[int]:
    """So many new ids of a model whose key grows by itself; PostgreSQL only."""
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [model._meta.db_table, count])
        return [row[0] for row in cursor.fetchall()]


def insert_rows_returning(model: type[Model], names: tuple[str, ...], rows: Rows) -> list[int]:
    """Insert plain rows and return their ids in order; the model's key grows by itself."""
    if takes_a_stream():
        rows = list(rows)
        ids = _next_ids(model, len(rows))
        _send(model, ("id", *names), ((pk, *row) for pk, row in zip(ids, rows, strict=True)))
        return ids
    ids = []
    with connection.cursor() as cursor:
        for sql, values in _statements(model, names, rows, " RETURNING id"):
            cursor.execute(sql, values)
            # Keys are given out in the order of the rows, but databases do not promise to tell them in it.
            ids += sorted(int(row[0]) for row in cursor.fetchall())
    return ids


def rows_with(
    model: type[Model], names: tuple[str, ...], by: str, values: Iterable[str | int]
) -> list[tuple[Any, ...]]:
    """These fields of all rows whose field `by` has one of the values, in no order; texts and numbers as they are.

    The ORM takes each value of a list in hand five times, which costs more than finding them.
    """
    found: list[tuple[Any, ...]] = []
    wanted = list(dict.fromkeys(values))
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), MOST_ROWS):
            part = wanted[start : start + MOST_ROWS]
            part += part[-1:] * (-len(part) % _ALIKE)  # so that few different statements have to be taken apart
            cursor.execute(_question(model, names, by, len(part)), part)
            found += cursor.fetchall()
    return found


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


def insert_values(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of Python's values: days, moments and lists become what the database takes. Part of actions.

    Columns that are not named must have a value of their own in the database.
    """
    by_name: dict[str, Any] = {field.name: field for field in model._meta.fields}
    saving = [_saving(by_name[name]) for name in names]
    saved = (tuple(save(value) for save, value in zip(saving, row, strict=True)) for row in rows)
    insert_rows(model, tuple(names), saved)


def in_steps(keys: Sequence[Thing], size: int = 500) -> Iterable[Sequence[Thing]]:
    """The keys, or what goes with them, in pieces that fit into one statement on every database."""
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


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Python looks for circular garbage less often meanwhile: for long work that handles many rows and forgets them."""
    before = gc.get_threshold()
    gc.set_threshold(RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _saving(column: Any) -> Callable[[Any], Any]:
    """How a value of this column is given to the driver; texts and numbers as they are, each different day once."""
    if isinstance(column, (CharField, IntegerField, BooleanField, ForeignKey)):
        return _as_it_is
    if isinstance(column, DateField):
        return lru_cache(maxsize=5000)(lambda value: column.get_db_prep_save(value, connection))
    if isinstance(column, JSONField):
        return lambda value: None if value is None else connection.ops.adapt_json_value(value, column.encoder)
    return lambda value: column.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value


def _statements(
    model: type[Model], names: tuple[str, ...], rows: Rows, ending: str = "", *, whole: bool = False
) -> Iterator[tuple[str, list[Any]]]:
    most = min(MOST_VALUES // len(names), MOST_ROWS)
    rows = iter(rows)
    while part := list(islice(rows, most)):
        at = 0
        while at < len(part):
            count = len(part) if whole else next(piece for piece in _PIECES if piece <= len(part) - at)
            values = [value for row in part[at : at + count] for value in row]
            yield _statement(model, names, count, ending), values
            at += count


@lru_cache(maxsize=256)
def _question(model: type[Model], names: tuple[str, ...], by: str, count: int) -> str:
    table, marks = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * count)
    return f"SELECT {_columns(model, names)} FROM {table} WHERE {_columns(model, (by,))} IN ({marks})"  # noqa: S608  the model's own names


def _columns(model: type[Model], names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    return ", ".join(quote(str(cast("Field[Any, Any]", model._meta.get_field(name)).column)) for name in names)


@lru_cache(maxsize=1024)
def _statement(model: type[Model], names: tuple[str, ...], count: int, ending: str) -> str:
    quote, columns = connection.ops.quote_name, _columns(model, names)
    marks = ", ".join([f"({', '.join(['%s'] * len(names))})"] * count)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {marks}{ending}"  # noqa: S608  the model's own names
