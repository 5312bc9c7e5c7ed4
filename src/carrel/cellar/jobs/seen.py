"""What long work has met so far, kept in a file of its own: a million numbers must not fill the memory."""

import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_AT_ONCE = 500


class Seen:
    """Words and the number at which each was met first. It is gone when it is closed; nothing else depends on it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="carrel-seen-")
        self._store = sqlite3.connect(Path(self._folder.name, "seen.sqlite3"), isolation_level=None)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute("CREATE TABLE seen (word TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
        self._folder.cleanup()

    def first_of(self, words: Iterable[str]) -> dict[str, int]:
        """Those of the words that were met before, each with the number at which it was."""
        wanted = list(dict.fromkeys(words))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part: Sequence[str] = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            found.update(self._store.execute(f"SELECT word, number FROM seen WHERE word IN ({marks})", part))  # noqa: S608  marks only
        return found

    def add(self, words: Mapping[str, int]) -> None:
        """Remember words; one that is there keeps its first number."""
        if words:
            self._store.execute("BEGIN")
            self._store.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", words.items())
            self._store.execute("COMMIT")
