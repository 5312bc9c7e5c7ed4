"""Questions that may take only so long: whoever puts a question together cannot hold everybody up."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

_STEPS = 50_000
"""Steps of SQLite's machine between two looks at the clock: some milliseconds."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The statements inside end when they take longer together (SQLite) or each (PostgreSQL).

    Raises Refused kernel.takes_too_long then; nothing was written, because only questions belong inside.
    """
    connection.ensure_connection()
    driver = connection.connection
    try:
        if hasattr(driver, "set_progress_handler"):
            ends = time.monotonic() + seconds
            driver.set_progress_handler(lambda: int(time.monotonic() > ends), _STEPS)
        else:
            # Nothing left is a millisecond: nought is no limit at all.
            _tell(f"{max(1, int(seconds * 1000))}ms")
        yield
    except OperationalError as why:
        raise Refused(Objection("kernel.takes_too_long", Weight.REFUSE, {"seconds": int(seconds)})) from why
    finally:
        if hasattr(driver, "set_progress_handler"):
            driver.set_progress_handler(None, _STEPS)
        elif not connection.in_atomic_block:
            _tell("0")


def _tell(limit: str) -> None:
    """The limit of a statement, of this transaction where there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, %s)", [limit, connection.in_atomic_block])
