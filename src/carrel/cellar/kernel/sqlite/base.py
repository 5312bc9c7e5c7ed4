"""The back end named in DATABASES: `carrel.cellar.kernel.sqlite`."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from carrel.cellar.kernel.sqlite.lock import WriterLock, lock_for

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLAC", "CREATE", "ALTER ", "DROP T", "DROP I", "VACUUM")


@lru_cache(maxsize=1024)
def _kept_marks(query: str) -> str:
    """`%s` as `?` and `%%` as `%`, as Django's own cursor does it each time."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class LockingCursor(base.SQLiteCursorWrapper):
    """A cursor that takes the writer lock for a write that stands alone, outside any transaction."""

    lock: WriterLock

    def execute(self, query: str, params: Any = None) -> Any:
        return self._in_turn(query, super().execute, query, params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        return self._in_turn(query, super().executemany, query, param_list)

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement in SQLite's own signs; the same texts come by the thousand, so they are kept."""
        if param_names is None:
            return _kept_marks(query)
        return str(super().convert_query(query, param_names=param_names))

    def _in_turn(self, query: str, run: Callable[..., Any], *arguments: Any) -> Any:
        if self.connection.in_transaction or not query.lstrip()[:6].upper().startswith(_WRITES):
            return run(*arguments)
        self.lock.acquire()
        try:
            return run(*arguments)
        finally:
            self.lock.release()


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the writer lock before BEGIN and gives it back after COMMIT, ROLLBACK or close."""

    _holds_lock = False

    _lock: tuple[str, WriterLock] | None = None

    @property
    def writer_lock(self) -> WriterLock:
        """This database's lock: the same for all threads of the process."""
        name = str(self.settings_dict["NAME"])
        # Tests give a connection another name while it lives, so the name is compared each time.
        if self._lock is None or self._lock[0] != name:
            self._lock = (name, lock_for(name, in_memory=self.is_in_memory_db()))
        return self._lock[1]

    def create_cursor(self, name: str | None = None) -> LockingCursor:
        cursor: LockingCursor = self.connection.cursor(factory=LockingCursor)
        cursor.lock = self.writer_lock
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.writer_lock.acquire()
        self._holds_lock = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._release()
            raise

    def _commit(self) -> Any:
        result = super()._commit()  # type: ignore[misc]  # the stubs leave it out
        # Only after a commit that stood: a commit that raised is rolled back by Django, and that releases.
        self._release()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._release()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._release()

    def _release(self) -> None:
        if self._holds_lock:
            self._holds_lock = False
            self.writer_lock.release()
