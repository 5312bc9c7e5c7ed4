"""A SQLite database in one piece, taken while people work, and put back without what the old one left lying about."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from carrel.cli.keeping.archive import Unsound


class InUse(Exception):
    """Somebody has the database open."""


def snapshot(database: Path, copy: Path) -> None:
    """Copy a database in one consistent piece while others write to it.

    VACUUM INTO reads one moment of the write-ahead log and waits for nobody; the back-up interface in steps would start
    again at every write and not end. Not through Django, whose lock would hold every desk up for seconds.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", [str(copy)])
    verify(copy)


def verify(database: Path) -> None:
    """Raises Unsound, with SQLite's own words, unless every page and every reference of the file is sound."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
            if said != ["ok"]:
                raise Unsound(f"The database in it is damaged: {'; '.join(said)}")
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as reason:
        raise Unsound(f"The database in it cannot be read ({reason}).") from reason
    if dangling:
        raise Unsound(
            f"In the table {dangling[0]}, row {dangling[1]} refers to a row of {dangling[2]} that is not there."
        )


def is_empty(database: Path) -> bool:
    """Whether there is no database in this place, or one without a table."""
    if not database.exists():
        return True
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1").fetchone() is None


def close_log(database: Path) -> None:
    """Fold the write-ahead log into the file. Raises InUse when anybody else has the database open.

    A file copied over one whose log still lies beside it is a malformed database.
    """
    with closing(sqlite3.connect(database, timeout=1)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as reason:
            raise InUse from reason
        if mode != "delete":
            raise InUse


def put_in_place(fresh: Path, database: Path, at: datetime) -> Path | None:
    """Put a verified database in its place; the former one stays beside it. Returns where the former one is now.

    Raises InUse while the server or the worker runs.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    former = None
    if database.exists():
        close_log(database)
        former = database.with_name(f"{database.stem}-before-{at:%Y%m%d-%H%M%S}{database.suffix}")
        database.replace(former)
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    fresh.replace(database)
    database.chmod(0o600)
    descriptor = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return former
