"""Questions that may take only so long: whoever puts a question together cannot hold everybody up."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

_STEPS = 50_000
"""Steps of SQLite's machine between two looks at the clock: some milliseconds."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The statements inside end when they take longer together (SQLite) or each (PostgreSQL).

    Raises Refused kernel.takes_too_long then; nothing was written, because only questions belong inside.
    What comes after is as free as before, also in the transaction around it.
    """
    connection.ensure_connection()
    limited = _steps_counted if hasattr(connection.connection, "set_progress_handler") else _told
    try:
        with limited(seconds):
            yield
    except OperationalError as why:
        raise Refused(Objection("kernel.takes_too_long", Weight.REFUSE, {"seconds": int(seconds)})) from why


@contextmanager
def _steps_counted(seconds: float) -> Iterator[None]:
    driver = connection.connection
    ends = time.monotonic() + seconds
    driver.set_progress_handler(lambda: int(time.monotonic() > ends), _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, _STEPS)


@contextmanager
def _told(seconds: float) -> Iterator[None]:
    """PostgreSQL ends a statement by itself. A transaction of ours (a savepoint in another's) takes the limit along."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        # Nothing left is a millisecond: nought is no limit at all.
        _limit(cursor, f"{max(1, int(seconds * 1000))}ms")
        yield
        _limit(cursor, before)


def _limit(cursor: CursorWrapper, limit: str) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
