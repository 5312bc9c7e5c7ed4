"""How many hits a query has: counted up to 5,000, estimated above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries.facets import Tally, first_look
from carrel.rooms.catalogue.queries.index import Row, finds_all_at_once, search_of
from carrel.rooms.catalogue.rules import Query

MOST_RANKED = 5_000
_FEW_RECORDS = 40_000
_SURELY_MORE = 3 * MOST_RANKED
"""An estimate above this is of more than 5,000 hits: a sample errs so far once in a thousand million million times."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The hits of a query. Up to 5,000 they are here by their ids; of more it is known about how many there are.

    ``rows`` and ``sample`` are what was read on the way, for whoever needs it next.
    """

    about: int
    ids: Sequence[int] = ()
    rows: list[Row] | None = None
    sample: Tally | None = None

    @property
    def is_counted(self) -> bool:
        return self.about <= MOST_RANKED


def extent_of(query: Query, *, with_rows: bool) -> Extent:
    """The hits of a query, with what is read of them if that costs no statement more."""
    if not finds_all_at_once():
        ids = search_of(query).ids(MOST_RANKED + 1)
        return Extent(len(ids), ids) if len(ids) <= MOST_RANKED else Extent(_about(ids, _newest()))
    newest = _newest()
    sample = first_look(query, newest) if newest > _FEW_RECORDS else None
    guess = 0 if sample is None else sample.looked_at * sample.each
    if guess > _SURELY_MORE:
        return Extent(guess, sample=sample)
    if (count := search_of(query).count()) > MOST_RANKED:
        return Extent(count)
    if not with_rows:
        return Extent(count, search_of(query).ids(MOST_RANKED))
    rows = search_of(query).rows(MOST_RANKED)
    return Extent(len(rows), [row[0] for row in rows], rows)


def _about(ids: Sequence[int], newest: int) -> int:
    """How many hits there are when more than 5,000 came: as many as their numbers lie close.

    The first 5,001 hits span so many records; if they go on as densely to the last, there are about so many.
    """
    return max(round(len(ids) * newest / (max(ids) - min(ids) + 1)), MOST_RANKED + 1)


def _newest() -> int:
    return Record.objects.aggregate(newest=Max("pk"))["newest"] or 0
