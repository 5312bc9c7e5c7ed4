"""What a database wants to be told around long work: its own size, and when to put its log away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# What long work needs otherwise than a desk: SQLite's name of a setting, and its value meanwhile.
_MEANWHILE = {"wal_autocheckpoint": 0, "mmap_size": 0}


@contextmanager
def set_for_long_work() -> Iterator[None]:
    """SQLite's log is put away by the work itself, between its steps (`put_log_away`), and its file read in pieces.

    Else the log is copied into the file at the end of nearly every large step, while the writer's lock is held, and
    all desks wait for that too; and all that was ever touched of a large file counts as memory of this process.
    """
    before = {name: _on_sqlite(f"PRAGMA {name}") for name in _MEANWHILE}
    for name, value in _MEANWHILE.items():
        _on_sqlite(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        for name, kept in before.items():
            if kept is not None:
                _on_sqlite(f"PRAGMA {name} = {kept[0]}")


def put_log_away() -> None:
    """Copy SQLite's log into the file now; nobody waits for it, neither readers nor writers."""
    _on_sqlite("PRAGMA wal_checkpoint(PASSIVE)")


def _on_sqlite(statement: str) -> tuple[int, ...] | None:
    # Inside a transaction there is nothing to put away yet, and SQLite would refuse.
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            answer: tuple[int, ...] | None = cursor.fetchone()
            return answer
    return None


def learn_sizes() -> None:
    """Let PostgreSQL look how large its tables have become.

    It learns by itself within a minute; an import fills empty tables in seconds, and until then each of its own
    questions was planned for an empty table and took seconds. SQLite plans by the indexes it has, and is left alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def takes_a_stream() -> bool:
    """Whether rows are best given as one stream (PostgreSQL's COPY) instead of statements of many values."""
    return connection.vendor == "postgresql"
