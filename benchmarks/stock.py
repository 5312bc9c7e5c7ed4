"""A catalogue of any size for measuring search: many sites, a hundred thousand different records, each repeated.

What is measured is the index and the tables search reads, so the MARC itself and the numbers are left out. Records are
put in as plain rows, and the index is made once at the end: a million take minutes, not an hour.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.records import records

SITES = 40
DIFFERENT = 100_000
_BLOCK = 1_000
_DOCUMENT = ("record_id", "title", "author", "subject", "rest", "facets", "held")


def fill(count: int) -> None:
    """Fill an empty, migrated database with that many records and four copies to every three of them."""
    from django.core.management import call_command
    from django.db import connection

    from carrel.cellar.kernel.planning import learn_sizes
    from carrel.rooms.schools.models import Site
    from tests import makers

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sites = [makers.make_site(public_catalogue=True).pk for _ in range(SITES)]
    kind = makers.make_item_type().pk
    makers.make_actor("technician", Site.objects.get(pk=sites[0]))
    different = min(count, DIFFERENT)
    with connection.cursor() as cursor, _IndexWaits(cursor):
        store = _Store(cursor, sites, kind)
        source = records(different)
        for start in range(0, different, _BLOCK):
            store.put(list(islice(source, _BLOCK)), start, different, count)
    # As the program itself would: SQLite is not told how large its tables are.
    learn_sizes()


class _Store:
    """Rows of records, documents, subjects and items, put in a block at a time."""

    def __init__(self, cursor: Any, sites: Sequence[int], kind: int) -> None:
        self.cursor, self.sites, self.kind = cursor, sites, kind
        self.at = datetime.now(UTC)

    def put(self, block: Sequence[bytes], start: int, different: int, count: int) -> None:
        """Put in each record of a block as often as it takes to come to `count`."""
        from carrel.cellar.marc import from_iso2709
        from carrel.rooms.catalogue.rules.extract import COLUMN_NAMES, extract_of
        from carrel.rooms.catalogue.rules.facets import held_words, sample_words

        extracts = [extract_of(from_iso2709(each)) for each in block]
        for first in range(start + 1, count + 1, different):
            rows: list[Any] = []
            documents: list[Any] = []
            subjects: list[Any] = []
            items: list[dict[str, Any]] = []
            for number, extract in enumerate(extracts[: count - first + 1], first):
                held = list(self._held(number))
                rows.append((number, *extract.columns, self.at, self.at))
                facets = f"{extract.facets} {sample_words(number)}".strip()
                documents.append((number, *extract.texts, facets, held_words((site, None) for site in held)))
                subjects.extend((number, *subject) for subject in extract.subjects)
                items.extend(self._item(number, copy, site) for copy, site in enumerate(held))
            self._insert("catalogue_record", ("id", *COLUMN_NAMES, "created_at", "updated_at"), rows)
            self._insert("catalogue_searchdocument", _DOCUMENT, documents)
            self._insert("catalogue_recordsubject", ("record_id", "heading", "folded"), subjects)
            self._insert("inventory_item", tuple(self._item(0, 0, 0)), [tuple(item.values()) for item in items])

    def _held(self, number: int) -> Iterator[int]:
        """One site for most, two for a third; the first sites hold far more than the last.

        Drawn by other bits than the samples of the index are (rules.facets.sample_words), or a small site has none.
        """
        for draw in range(2 if number % 3 == 0 else 1):
            share = ((number * 2246822519 + draw * 40503 >> 16) % 65_536) / 65_536
            yield self.sites[int(share**2 * len(self.sites))]

    def _item(self, record: int, copy: int, site: int) -> dict[str, Any]:
        state = "on_loan" if record % 7 == 0 else "available"
        return {
            "record_id": record, "site_id": site, "item_type_id": self.kind, "barcode": f"3{record:012d}{copy}",
            "call_number": "FIC ALE", "call_number_scheme": "ddc", "shelving_key": "", "volume": "", "fund": "",
            "condition": "good", "state": state, "note": "", "loan_count": 0, "version": 0, "state_since_at": self.at,
            "created_at": self.at,
        }  # fmt: skip

    def _insert(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if copy := getattr(self.cursor, "copy", None):  # PostgreSQL takes rows in bulk twenty times as fast.
            with copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as file:
                for row in rows:
                    file.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        self.cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608  own


class _IndexWaits:
    """While rows go in nothing is indexed; afterwards the index is made in one go."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    def __enter__(self) -> None:
        self._each("drop_index")
        self.cursor.execute("BEGIN")

    def __exit__(self, *failure: object) -> None:
        self.cursor.execute("ROLLBACK" if failure[0] else "COMMIT")
        self._each("make_index_with_facets")

    def _each(self, name: str) -> None:
        from django.db import connection

        from carrel.rooms.catalogue.queries import index

        with connection.schema_editor(atomic=False) as editor:
            getattr(index, name)(None, editor)
