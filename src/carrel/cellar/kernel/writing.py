"""The one way to write: a short transaction, with the writer lock taken before it begins on SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_depth: ContextVar[int] = ContextVar("writing_depth", default=0)


@contextmanager
def writing(using: str = "default") -> Iterator[None]:
    """All of what happens inside is stored, or nothing; an action called inside another joins it.

    The lock itself is taken by our SQLite back end (`kernel.sqlite`), so that libraries' writes obey it too. An
    exception in a joined action undoes the outer one as well: there is no half of a deed.
    """
    outermost = _depth.get() == 0
    token = _depth.set(_depth.get() + 1)
    try:
        # Only the outermost opens a savepoint, which matters when a test's transaction is already open around it.
        with transaction.atomic(using=using, savepoint=outermost):
            yield
    finally:
        _depth.reset(token)
