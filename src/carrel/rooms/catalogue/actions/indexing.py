"""What keeps the search index in step beyond the records: where copies stand, and a disk that was at fault."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.models import SearchDocument
from carrel.rooms.catalogue.queries.index import (
    statements_to_gather,
    statements_to_rebuild,
    statements_to_sort_in,
)
from carrel.rooms.catalogue.rules import held_words

_ROWS_A_STATEMENT = 500


def index_many(held: Mapping[int, Collection[tuple[int, int | None]]]) -> int:
    """Write into the index where the copies of these records stand: record → pairs of site and place, none for none.

    Called by the inventory's actions, whose permission and audit cover it; joins their transaction. One statement to
    read 500 documents, one write for each that differs; returns how many did. No inverse: the index holds nothing of
    its own, and follows the items.
    """
    wanted = {record_id: held_words(pairs) for record_id, pairs in held.items()}
    ids = sorted(wanted)
    changed: list[tuple[str, int]] = []
    for start in range(0, len(ids), _ROWS_A_STATEMENT):
        documents = SearchDocument.objects.filter(pk__in=ids[start : start + _ROWS_A_STATEMENT])
        changed.extend((wanted[pk], pk) for pk, now in documents.values_list("pk", "held") if now != wanted[pk])
    if changed:
        with writing(), connection.cursor() as cursor:
            cursor.executemany("UPDATE catalogue_searchdocument SET held = %s WHERE record_id = %s", changed)
    return len(changed)


@contextmanager
def words_gathered() -> Iterator[None]:
    """Around an import: new words are gathered by the index and sorted in by the thousand, a third less work.

    A search reads what is gathered beside the index, four megabytes at most, so that nothing is found later for it; it
    only takes a little longer meanwhile. Who was killed in here leaves the index gathering until the next import has
    ended, which is slower by that little and never wrong. Called by tasks, whose actions have asked for permission.
    Only where there is such a choice (PostgreSQL), and outside of a transaction. No inverse: it ends by itself.
    """
    _run(statements_to_gather())
    try:
        yield
    finally:
        _run(statements_to_sort_in())


def _run(statements: Sequence[str]) -> None:
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def rebuild_index(actor: Actor, *, now: datetime) -> None:
    """Make the search index anew from the documents.

    No inverse: the index holds nothing of its own.
    """
    require(actor, "catalogue.rebuild_index")
    with writing():
        with connection.cursor() as cursor:
            for statement in statements_to_rebuild():
                cursor.execute(statement)
        record_act(actor, "catalogue.rebuild_index", about=("record", None), at=now)
