"""One search: count first, then the newest 5,000 hits are ranked, narrowed and counted by kind; three statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from carrel.cellar.kernel.texts import fold
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries.index import Search, search_of
from carrel.rooms.catalogue.rules import Query, parse_query

MOST_RANKED = 5_000
PAGE_LENGTH = 20
SORTS = ("relevance", "title", "author", "date", "call")
NOWHERE = "SELECT id AS record_id FROM catalogue_record WHERE 1 = 0"


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies stand, as the door asks the inventory for it: ids of records held here, and in at this moment.

    Both are querysets with the one column ``record_id``; the catalogue knows no items.
    """

    held: QuerySet[Any, Any]
    in_now: QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Narrow:
    """What of the hits is wanted. ``where``: "" all, "here" held at this site, "in" to be taken home now."""

    where: str = ""
    kind: str = ""
    language: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record among the hits, and how it stands here."""

    record: Record
    is_held_here: bool
    is_in_here: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search. ``count`` is of all hits before narrowing; ``ranked`` of those that were looked at."""

    text: str
    query: Query
    count: int
    is_capped: bool
    narrowed_count: int
    page: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.narrowed_count // PAGE_LENGTH))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The few columns by which 5,000 hits are narrowed and sorted, without their records."""

    record_id: int
    score: float
    format: str
    fiction: bool | None
    language: str
    audience: str
    year: int | None
    title_sort: str
    author_sort: str
    call_sort: str
    is_held: bool
    is_in: bool

    @property
    def kind(self) -> str:
        """The format, books told apart by fiction or not."""
        if self.format != "book" or self.fiction is None:
            return self.format
        return "fiction" if self.fiction else "nonfiction"


def search(
    text: str,
    *,
    sort: str = "relevance",
    page: int = 1,
    narrow: Narrow | None = None,
    copies: Copies | None = None,
) -> Found:
    """The records a text finds; an empty text finds all.

    Sorted by relevance, a title that is exactly the text comes first, then what is in here, then what is held here.
    At most 5,000 hits are ranked, the newest; ``is_capped`` tells.
    """
    query = parse_query(text)
    if not query and text.strip():
        return Found(text, query, 0, False, 0, 1, ())
    asked = search_of(query)
    count = _count(asked)
    candidates = _candidates(asked, copies) if count else []
    kept = [one for one in candidates if _is_wanted(one, narrow or Narrow())]
    kept.sort(key=_order(sort if sort in SORTS else "relevance", fold(text), bool(query)))
    page = min(max(1, page), max(1, -(-len(kept) // PAGE_LENGTH)))
    shown = kept[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    records = Record.objects.in_bulk([one.record_id for one in shown]) if shown else {}
    return Found(
        text=text,
        query=query,
        count=count,
        is_capped=count > MOST_RANKED,
        narrowed_count=len(kept),
        page=page,
        hits=tuple(Hit(records[one.record_id], one.is_held, one.is_in) for one in shown if one.record_id in records),
        facets=_facets(candidates, narrow or Narrow()),
    )


def _count(asked: Search) -> int:
    with connection.cursor() as cursor:
        cursor.execute(asked.count_sql, asked.parameters(MOST_RANKED + 1))
        return int(cursor.fetchone()[0])


def _candidates(asked: Search, copies: Copies | None) -> list[_Candidate]:
    held, held_parameters = _compiled(copies.held if copies else None)
    in_now, in_parameters = _compiled(copies.in_now if copies else None)
    # IN makes each list once; EXISTS would look through a school's items again for every hit.
    statement = f"""WITH hits AS ({asked.hits_sql})
        SELECT r.id, h.score, r.format, r.fiction, r.language, r.audience, r.year, r.title_sort, r.author_sort,
               r.call_number_sort,
               r.id IN ({held}), r.id IN ({in_now})
        FROM hits AS h JOIN catalogue_record AS r ON r.id = h.id"""  # noqa: S608  made of our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [*asked.parameters(MOST_RANKED), *held_parameters, *in_parameters])
        return [_candidate(*row) for row in cursor]


def _candidate(record_id: int, score: float, kind: str, fiction: object, *rest: Any) -> _Candidate:
    language, audience, year, title, author, call, is_held, is_in = rest
    truth = _truth(fiction)
    return _Candidate(
        record_id, score, kind, truth, language, audience, year, title, author, call, bool(is_held), bool(is_in)
    )


def _truth(value: object) -> bool | None:
    """SQLite gives 0 and 1 where PostgreSQL gives truth values."""
    return None if value is None else bool(value)


def _compiled(records: QuerySet[Any, Any] | None) -> tuple[str, tuple[Any, ...]]:
    if records is None:
        return NOWHERE, ()
    statement, parameters = records.values("record_id").order_by().query.sql_with_params()
    return statement, tuple(parameters)


def _is_wanted(one: _Candidate, narrow: Narrow, *, but: str = "") -> bool:
    """Whether a hit passes every narrowing, that of the facet named in ``but`` left out."""
    if but != "where" and ((narrow.where == "here" and not one.is_held) or (narrow.where == "in" and not one.is_in)):
        return False
    return all(
        name == but or not getattr(narrow, name) or getattr(one, name) == getattr(narrow, name)
        for name in ("kind", "language", "audience")
    )


def _order(sort: str, wanted: str, ranked: bool) -> Callable[[_Candidate], tuple[Any, ...]]:
    """The key hits are sorted by; what is blank comes last, and the id settles what is equal."""
    if sort == "title" or (sort == "relevance" and not ranked):
        return lambda one: (not one.title_sort, one.title_sort, one.record_id)
    if sort == "author":
        return lambda one: (not one.author_sort, one.author_sort, one.title_sort, one.record_id)
    if sort == "date":
        return lambda one: (-(one.year or 0), one.title_sort, one.record_id)
    if sort == "call":
        return lambda one: (not one.call_sort, one.call_sort, one.title_sort, one.record_id)
    return lambda one: (
        one.title_sort != wanted, not one.is_in, not one.is_held, one.score, one.title_sort, one.record_id,
    )  # fmt: skip


def _facets(candidates: list[_Candidate], narrow: Narrow) -> dict[str, list[tuple[str, int]]]:
    """For each facet its values with their numbers of hits, the other facets' narrowing applied, most first."""
    facets = {}
    for name in ("kind", "language", "audience"):
        counted = Counter(getattr(one, name) for one in candidates if _is_wanted(one, narrow, but=name))
        facets[name] = [(value, number) for value, number in counted.most_common() if value]
    anywhere = [one for one in candidates if _is_wanted(one, narrow, but="where")]
    facets["where"] = [
        ("", len(anywhere)),
        ("here", sum(one.is_held for one in anywhere)),
        ("in", sum(one.is_in for one in anywhere)),
    ]
    return facets
