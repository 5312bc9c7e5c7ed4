"""The full-text index in each database: how it is made, and how it is asked. The only file here that names a database.

SQLite: an FTS5 table over the documents (external content), kept in step by triggers. PostgreSQL: a generated tsvector
column with a GIN index. Both number their rows by record, and hold the folded text only.

PostgreSQL's index gives all hits of a word or none, never the first few, and never in the order of their numbers. So
what is newest is looked for from the newest record down, as long as that is likely to find enough soon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from carrel.rooms.catalogue.rules.compile import fts5_match, tsquery
from carrel.rooms.catalogue.rules.terms import COLUMN_MARKS, COLUMNS, LONGEST_WORD, Query

_TABLE = "catalogue_searchdocument"
FACET_COLUMNS = ("facets", "held")
INDEXED = (*COLUMNS, *FACET_COLUMNS)


# A narrow table of what is read of thousands of hits for each search: documents with their summaries are wide.
_WORDS = "' ' || facets || ' ' || held || ' '"
_NAMES = "' ' || author || ' zzgap ' || subject || ' '"
_READ = f"{_WORDS}, ' ' || title || ' ', {_NAMES}"


def _put(row: str) -> str:
    read = _READ
    for name in ("facets", "held", "author", "subject", "title"):
        read = read.replace(f" {name} ", f" {row}.{name} ")
    return f"INSERT OR REPLACE INTO catalogue_hits VALUES ({row}.record_id, {read});"  # noqa: S608  our own words


_SQLITE_FILL_HITS = f"INSERT INTO catalogue_hits SELECT record_id, {_READ} FROM {_TABLE} ORDER BY record_id"  # noqa: S608  our own words
_SQLITE_MAKE_HITS = (
    """CREATE TABLE catalogue_hits
        (record_id INTEGER PRIMARY KEY, words TEXT NOT NULL, title TEXT NOT NULL, names TEXT NOT NULL)""",
    _SQLITE_FILL_HITS,
    f"CREATE TRIGGER catalogue_hits_add AFTER INSERT ON {_TABLE} BEGIN {_put('new')} END",
    f"CREATE TRIGGER catalogue_hits_change AFTER UPDATE ON {_TABLE} BEGIN {_put('new')} END",
    f"""CREATE TRIGGER catalogue_hits_remove AFTER DELETE ON {_TABLE}
        BEGIN DELETE FROM catalogue_hits WHERE record_id = old.record_id; END""",  # noqa: S608  our own words
)
_SQLITE_DROP_HITS = (
    "DROP TRIGGER catalogue_hits_remove",
    "DROP TRIGGER catalogue_hits_change",
    "DROP TRIGGER catalogue_hits_add",
    "DROP TABLE catalogue_hits",
)


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

_SQLITE_REBUILD = (
    "INSERT INTO catalogue_fts(catalogue_fts) VALUES ('rebuild')",
    "DELETE FROM catalogue_hits",
    _SQLITE_FILL_HITS,
)
# FTS5 is asked by writing to it; this changes nothing.
_SQLITE_CHECK = "INSERT INTO catalogue_fts(catalogue_fts, rank) VALUES ('integrity-check', 1)"


def _postgresql_make(names: Sequence[str]) -> tuple[str, ...]:
    # The word between the columns keeps a phrase from running out of one into the next, as FTS5 does by itself.
    plain = (
        f"setweight(to_tsvector('simple', {name} || ' zzgap'), '{letter}')"
        for name, letter in zip(names, "ABCDDD", strict=False)
    )
    marked = (
        f"to_tsvector('simple', replace(' ' || {name}, ' ', ' {mark}') || ' zzgap')"
        for name, mark in COLUMN_MARKS.items()
    )
    vector = " || ".join((*plain, *marked))
    return (
        # Thousands of vectors are read for one search: in a long row the summary is packed and moved away, not they.
        f"""ALTER TABLE {_TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED,
            ALTER COLUMN vector SET STORAGE MAIN""",
        f"CREATE INDEX catalogue_search_vector ON {_TABLE} USING gin (vector) WITH (fastupdate = off)",
    )


_POSTGRESQL_REBUILD = ("REINDEX INDEX catalogue_search_vector",)
_POSTGRESQL_GATHER = ("ALTER INDEX catalogue_search_vector SET (fastupdate = on)",)
_POSTGRESQL_SORT_IN = (
    "ALTER INDEX catalogue_search_vector SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('catalogue_search_vector')",
)
_POSTGRESQL_DROP = ("DROP INDEX catalogue_search_vector", f"ALTER TABLE {_TABLE} DROP COLUMN vector")

_WANTED = "to_tsquery('simple', %s) AS wanted"
_MATCHING = f"FROM {_TABLE} AS d, {_WANTED} WHERE d.vector @@ wanted"
_ALL = f"FROM {_TABLE} AS d WHERE %s = ''"
# Facet words of many records come as one text: fetching thousands of short ones costs more than finding them.
_SQLITE = {
    "ids": "SELECT rowid FROM catalogue_fts WHERE catalogue_fts MATCH %s LIMIT %s",
    "newest": "SELECT rowid FROM catalogue_fts WHERE catalogue_fts MATCH %s ORDER BY rowid DESC LIMIT %s",
    "words": """SELECT count(*), group_concat(words, '') FROM (SELECT h.words FROM catalogue_fts
        CROSS JOIN catalogue_hits AS h ON h.record_id = catalogue_fts.rowid WHERE catalogue_fts MATCH %s LIMIT %s)""",
}
_SQLITE_ALL = {
    "ids": "SELECT record_id FROM catalogue_hits WHERE %s = '' LIMIT %s",
    "newest": "SELECT record_id FROM catalogue_hits WHERE %s = '' ORDER BY record_id DESC LIMIT %s",
    "words": "SELECT count(*), group_concat(words, '') FROM (SELECT words FROM catalogue_hits WHERE %s = '' LIMIT %s)",
}
# Found first, then cut: with the limit in sight PostgreSQL would read all documents in hope of a quick end.
_FOUND = "WITH h AS MATERIALIZED (SELECT"
_POSTGRESQL = {
    "ids": f"{_FOUND} d.record_id {_MATCHING}) SELECT record_id FROM h LIMIT %s",  # noqa: S608  our own words
    "newest": f"{_FOUND} d.record_id {_MATCHING}) SELECT record_id FROM h ORDER BY record_id DESC LIMIT %s",  # noqa: S608  our own words
    "rows": f"{_FOUND} d.record_id, {_READ} {_MATCHING}) SELECT * FROM h LIMIT %s",  # noqa: S608  our own words
    "words": f"""{_FOUND} {_WORDS} AS words {_MATCHING})
        SELECT count(*), string_agg(words, '') FROM (SELECT words FROM h LIMIT %s) AS g""",  # noqa: S608  our own words
    "count": f"SELECT count(*) {_MATCHING}",
}
_POSTGRESQL_ALL = {
    "count": f"SELECT count(*) {_ALL}",
    "ids": f"SELECT d.record_id {_ALL} LIMIT %s",
    "newest": f"SELECT d.record_id {_ALL} ORDER BY d.record_id DESC LIMIT %s",
    "rows": f"SELECT d.record_id, {_READ} {_ALL} LIMIT %s",
    "words": f"SELECT count(*), string_agg(words, '') FROM (SELECT {_WORDS} AS words {_ALL} LIMIT %s) AS g",  # noqa: S608  our own words
}
_NEWEST_RECORD = "SELECT max(record_id) FROM catalogue_searchdocument"
_FROM_THE_END = f"""SELECT d.record_id FROM (SELECT record_id, vector FROM {_TABLE}
    WHERE record_id > %s AND record_id <= %s ORDER BY record_id DESC OFFSET 0) AS d, {_WANTED}
    WHERE d.vector @@ wanted ORDER BY d.record_id DESC LIMIT %s"""  # noqa: S608  our own words
_FIRST_LOOK, _FARTHEST_LOOK = 1_500, 9_000
"""So many records from the end are read to see how dense the hits lie; and so many at most to find enough of them."""
# The first condition by the index, the others on what it gives.
_WORDS_AMONG = f"""SELECT count(*), string_agg(words, '') FROM (SELECT {_WORDS} AS words, d.vector
    {_MATCHING} OFFSET 0) AS h WHERE h.vector @@ to_tsquery('simple', %s)"""  # noqa: S608  our own words
_SQLITE_ROWS = "SELECT record_id, words, title, names FROM catalogue_hits WHERE record_id IN"
_POSTGRESQL_ROWS = f"SELECT record_id, {_READ} FROM {_TABLE} WHERE record_id IN"  # noqa: S608  our own words

Row = tuple[int, str, str, str]
"""A record, its facet words, its titles, its names and subjects; a blank on either side of each word."""


@dataclass(frozen=True, slots=True)
class Search:
    """A query in this database's words, ready to be asked."""

    statements: Mapping[str, str]
    text: str

    def ids(self, most: int) -> list[int]:
        """At most so many of the records, in no order."""
        return self._ids("ids", most)

    def newest(self, most: int) -> list[int]:
        """The newest so many of the records, the newest first."""
        near = self._near_the_end(most) if self.statements is _POSTGRESQL else None
        return self._ids("newest", most) if near is None else near

    def _near_the_end(self, most: int) -> list[int] | None:
        """The newest so many by reading the newest documents, or None where hits lie too thin for that."""
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST_RECORD)
            (top,) = cursor.fetchone()
            found: list[int] = []
            length = _FIRST_LOOK
            while top and len(found) < most:
                cursor.execute(_FROM_THE_END, [top - length, top, self.text, most - len(found)])
                more = [row[0] for row in cursor.fetchall()]
                found += more
                top = max(0, top - length)
                if len(found) < most:
                    length = round(1.5 * length * (most - len(found)) / (len(more) or 1))
                    if top and length > _FARTHEST_LOOK:
                        return None
        return found

    def rows(self, most: int) -> list[Row]:
        """What is read of at most so many of the records, in no order; PostgreSQL only."""
        with connection.cursor() as cursor:
            cursor.execute(self.statements["rows"], [self.text, most])
            return list(cursor.fetchall())

    def words(self, most: int) -> tuple[int, str]:
        """How many records there are, at most so many, and all their facet words in one text."""
        with connection.cursor() as cursor:
            cursor.execute(self.statements["words"], [self.text, most])
            number, words = cursor.fetchone()
        return int(number), words or ""

    def count(self) -> int:
        """How many records there are; dear, where there are many. PostgreSQL only."""
        with connection.cursor() as cursor:
            cursor.execute(self.statements["count"], [self.text])
            return int(cursor.fetchone()[0])

    def words_among(self, query: Query) -> tuple[int, str]:
        """The same for the records of another query among those of this one, which are few; PostgreSQL only."""
        with connection.cursor() as cursor:
            cursor.execute(_WORDS_AMONG, [self.text, tsquery(query)])
            number, words = cursor.fetchone()
        return int(number), words or ""

    def _ids(self, name: str, most: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(self.statements[name], [self.text, most])
            return [row[0] for row in cursor.fetchall()]


def search_of(query: Query) -> Search:
    """How this database is asked for a query."""
    if _is_postgresql():
        return Search(_POSTGRESQL, tsquery(query)) if query else Search(_POSTGRESQL_ALL, "")
    return Search(_SQLITE, fts5_match(query)) if query else Search(_SQLITE_ALL, "")


def finds_all_at_once() -> bool:
    """Whether the first hit costs as much as all of them, so that one had better not ask for the first 5,001."""
    return _is_postgresql()


def rows_of(ids: Iterable[int]) -> list[Row]:
    """What is read of hits to put them in order and to count them; records that are pointers are left out."""
    # Numbers of our own written into the statement: thousands of parameters would cost more than the rest.
    listed = ", ".join(map(str, ids))
    if not listed:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{_POSTGRESQL_ROWS if _is_postgresql() else _SQLITE_ROWS} ({listed})")
        return list(cursor.fetchall())


_SQLITE_VOCABULARY = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.catalogue_vocabulary USING fts5vocab(main, catalogue_fts, col)"
)
_SQLITE_WORDS = """SELECT term, max(doc) FROM temp.catalogue_vocabulary
    WHERE col IN ('title', 'author', 'subject') AND term NOT LIKE 'zz%%' GROUP BY term"""
_POSTGRESQL_WORDS = f"SELECT word, ndoc FROM ts_stat('SELECT vector FROM {_TABLE}', 'abc') WHERE word NOT LIKE 'zz%%'"  # noqa: S608  our own words


def words_of_the_index() -> dict[str, int]:
    """The words of titles, names and subjects, letters alone and three at least, and in how many records each is."""
    with connection.cursor() as cursor:
        if not _is_postgresql():
            cursor.execute(_SQLITE_VOCABULARY)
        cursor.execute(_POSTGRESQL_WORDS if _is_postgresql() else _SQLITE_WORDS, [])
        return {word: number for word, number in cursor if 3 <= len(word) <= LONGEST_WORD and word.isalpha()}


def make_index(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the index as it first was, over the texts alone."""
    _make(editor, COLUMNS)


def make_index_with_facets(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the index over texts and facet words, whatever keeps it in step, and fill it."""
    _make(editor, INDEXED)
    if not _is_postgresql():
        editor.execute(_SQLITE_REBUILD[0])


def remake_index(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make PostgreSQL's index anew, as it is now."""
    if _is_postgresql():
        drop_index(apps, editor)
        _make(editor, INDEXED)


def make_hits(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the narrow table of hits where the database needs one."""
    for statement in () if _is_postgresql() else _SQLITE_MAKE_HITS:
        editor.execute(statement)


def drop_hits(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step back: take it away."""
    for statement in () if _is_postgresql() else _SQLITE_DROP_HITS:
        editor.execute(statement)


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


def statements_to_gather() -> tuple[str, ...]:
    """What makes the index gather new words and sort them in by the thousand, as long as many records come."""
    return _POSTGRESQL_GATHER if _is_postgresql() else ()


def statements_to_sort_in() -> tuple[str, ...]:
    """What sorts in the words gathered, and makes the index take in each word at once again."""
    return _POSTGRESQL_SORT_IN if _is_postgresql() else ()


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
