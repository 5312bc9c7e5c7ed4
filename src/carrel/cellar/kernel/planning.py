"""What a database wants to be told around long work: its own size, and when to put its log away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_PAGES = 1000
"""The pages SQLite lets its log grow to by itself."""


@contextmanager
def log_put_away_between() -> Iterator[None]:
    """Long work puts SQLite's log away itself, between its steps (`put_log_away`).

    Else the log is copied into the file at the end of nearly every large step, while the writer's lock is held, and
    all desks wait for that too.
    """
    _on_sqlite("PRAGMA wal_autocheckpoint = 0")
    try:
        yield
    finally:
        _on_sqlite(f"PRAGMA wal_autocheckpoint = {_PAGES}")


def put_log_away() -> None:
    """Copy SQLite's log into the file now; nobody waits for it, neither readers nor writers."""
    _on_sqlite("PRAGMA wal_checkpoint(PASSIVE)")


def _on_sqlite(statement: str) -> None:
    # Inside a transaction there is nothing to put away yet, and SQLite would refuse.
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def learn_sizes() -> None:
    """Let PostgreSQL look how large its tables have become.

    It learns by itself within a minute; an import fills empty tables in seconds, and until then each of its own
    questions was planned for an empty table and took seconds. SQLite plans by the indexes it has, and is left alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
