"""The full-text index in each database: how it is made, and how it is asked. The only file here that names a database.

SQLite: an FTS5 table over the documents (external content), kept in step by triggers. PostgreSQL: a generated tsvector
column with a GIN index. Both number their rows by record, and hold the folded text only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from carrel.rooms.catalogue.rules.compile import fts5_match, tsquery
from carrel.rooms.catalogue.rules.terms import COLUMNS, Query

_TABLE = "catalogue_searchdocument"
FACET_COLUMNS = ("facets", "held")
INDEXED = (*COLUMNS, *FACET_COLUMNS)


def _sqlite_make(names: Sequence[str]) -> tuple[str, ...]:
    listed = ", ".join(names)
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("new", "old"))
    remove = f"INSERT INTO catalogue_fts(catalogue_fts, rowid, {listed}) VALUES ('delete', old.record_id, {old});"  # noqa: S608  our own words
    add = f"INSERT INTO catalogue_fts(rowid, {listed}) VALUES (new.record_id, {new});"  # noqa: S608  our own words
    return (
        # No diacritics are left to remove; prefixes of two and three letters are what people type first.
        f"""CREATE VIRTUAL TABLE catalogue_fts USING fts5({listed}, content='{_TABLE}', content_rowid='record_id',
            tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
        f"CREATE TRIGGER catalogue_fts_add AFTER INSERT ON {_TABLE} BEGIN {add} END",
        f"CREATE TRIGGER catalogue_fts_remove AFTER DELETE ON {_TABLE} BEGIN {remove} END",
        f"CREATE TRIGGER catalogue_fts_change AFTER UPDATE ON {_TABLE} BEGIN {remove} {add} END",
    )


_SQLITE_DROP = (
    "DROP TRIGGER catalogue_fts_change",
    "DROP TRIGGER catalogue_fts_remove",
    "DROP TRIGGER catalogue_fts_add",
    "DROP TABLE catalogue_fts",
)

_SQLITE_REBUILD = ("INSERT INTO catalogue_fts(catalogue_fts) VALUES ('rebuild')",)
# FTS5 is asked by writing to it; this changes nothing.
_SQLITE_CHECK = "INSERT INTO catalogue_fts(catalogue_fts, rank) VALUES ('integrity-check', 1)"


def _postgresql_make(names: Sequence[str]) -> tuple[str, ...]:
    # The word between the columns keeps a phrase from running out of one into the next, as FTS5 does by itself.
    vector = " || ".join(
        f"setweight(to_tsvector('simple', {name} || ' zzgap'), '{letter}')"
        for name, letter in zip(names, "ABCDDD", strict=False)
    )
    return (
        f"ALTER TABLE {_TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED",
        f"CREATE INDEX catalogue_search_vector ON {_TABLE} USING gin (vector) WITH (fastupdate = off)",
    )


_POSTGRESQL_REBUILD = ("REINDEX INDEX catalogue_search_vector",)
_POSTGRESQL_DROP = ("DROP INDEX catalogue_search_vector", f"ALTER TABLE {_TABLE} DROP COLUMN vector")

# Weights 10, 5, 2 and 1 for title, author, subject and the rest; the smaller the score, the better, on both.
_WORDS = "' ' || d.facets || ' ' || d.held || ' '"
_SQLITE = {
    "count": "SELECT count(*) FROM catalogue_fts WHERE catalogue_fts MATCH %s AND %s > 0",
    "ids": "SELECT rowid FROM catalogue_fts WHERE catalogue_fts MATCH %s ORDER BY rowid DESC LIMIT %s",
    "words": f"""SELECT catalogue_fts.rowid, {_WORDS}
        FROM catalogue_fts JOIN {_TABLE} AS d ON d.record_id = catalogue_fts.rowid
        WHERE catalogue_fts MATCH %s LIMIT %s""",  # noqa: S608  our own words
    "hits": f"""SELECT catalogue_fts.rowid, bm25(catalogue_fts, 10.0, 5.0, 2.0, 1.0, 0.0, 0.0), {_WORDS}
        FROM catalogue_fts JOIN {_TABLE} AS d ON d.record_id = catalogue_fts.rowid
        WHERE catalogue_fts MATCH %s ORDER BY catalogue_fts.rowid DESC LIMIT %s""",  # noqa: S608  our own words
}
_MATCHING = f"FROM {_TABLE} AS d, to_tsquery('simple', %s) AS wanted WHERE d.vector @@ wanted"
_POSTGRESQL = {
    "count": f"SELECT count(*) FROM (SELECT 1 {_MATCHING} LIMIT %s) AS found",  # noqa: S608  our own words
    "ids": f"SELECT d.record_id {_MATCHING} ORDER BY d.record_id DESC LIMIT %s",
    "words": f"SELECT d.record_id, {_WORDS} {_MATCHING} LIMIT %s",
    "hits": f"""SELECT d.record_id, -ts_rank('{{0.1, 0.2, 0.5, 1.0}}', d.vector, wanted), {_WORDS}
        {_MATCHING} ORDER BY d.record_id DESC LIMIT %s""",
}
_EVERYTHING = {
    # Counting all documents would read them all.
    "count": f"SELECT count(*) FROM (SELECT 1 FROM {_TABLE} WHERE %s = '' LIMIT %s) AS found",  # noqa: S608  our own words
    "ids": f"SELECT d.record_id FROM {_TABLE} AS d WHERE %s = '' ORDER BY d.record_id DESC LIMIT %s",  # noqa: S608  our own words
    "words": f"SELECT d.record_id, {_WORDS} FROM {_TABLE} AS d WHERE %s = '' LIMIT %s",  # noqa: S608  our own words
    "hits": f"SELECT d.record_id, 0.0, {_WORDS} FROM {_TABLE} AS d WHERE %s = '' ORDER BY d.record_id DESC LIMIT %s",  # noqa: S608  our own words
}


@dataclass(frozen=True, slots=True)
class Search:
    """A query in this database's words, ready to be asked."""

    statements: Mapping[str, str]
    text: str
    counts_all: bool
    """Whether counting all hits is cheap here; where it is not, `count` stops at the number given."""

    def count(self, most: int) -> int:
        """How many records there are; not more than ``most`` unless this database counts all."""
        return int(self._asked("count", most)[0][0])

    def ids(self, most: int) -> list[int]:
        """The records, the newest first."""
        return [row[0] for row in self._asked("ids", most)]

    def words(self, most: int) -> list[tuple[int, str]]:
        """Record and facet words, a blank on either side of each; in no order."""
        return self._asked("words", most)

    def hits(self, most: int) -> list[tuple[int, float, str]]:
        """Record, score (the smaller the better) and facet words, the newest first."""
        return self._asked("hits", most)

    def _asked(self, what: str, most: int) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.statements[what], [self.text, most])
            return list(cursor.fetchall())


def search_of(query: Query) -> Search:
    """How this database is asked for a query."""
    if not query:
        return Search(_EVERYTHING, "", counts_all=False)
    if _is_postgresql():
        return Search(_POSTGRESQL, tsquery(query), counts_all=False)
    return Search(_SQLITE, fts5_match(query), counts_all=True)


def make_index(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the index as it first was, over the texts alone."""
    _make(editor, COLUMNS)


def make_index_with_facets(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the index over texts and facet words, whatever keeps it in step, and fill it."""
    _make(editor, INDEXED)
    if not _is_postgresql():
        editor.execute(_SQLITE_REBUILD[0])


def _make(editor: BaseDatabaseSchemaEditor, names: Sequence[str]) -> None:
    for statement in _postgresql_make(names) if _is_postgresql() else _sqlite_make(names):
        editor.execute(statement)


def drop_index(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step back: take the index away."""
    for statement in _POSTGRESQL_DROP if _is_postgresql() else _SQLITE_DROP:
        editor.execute(statement)


def index_faults() -> list[str]:
    """What is wrong with the index, in words; an empty list when it agrees with the documents."""
    if _is_postgresql():
        return []  # The column is generated by the database itself; it cannot fall out of step.
    with connection.cursor() as cursor:
        try:
            cursor.execute(_SQLITE_CHECK)
        except DatabaseError as fault:
            return [f"The search index does not agree with the records ({fault}). Rebuild it."]
    return []


def statements_to_rebuild() -> tuple[str, ...]:
    """What makes the index anew from the documents."""
    return _POSTGRESQL_REBUILD if _is_postgresql() else _SQLITE_REBUILD


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
