"""One search, in a dozen statements whatever is found. Up to 5,000 hits are put in order; of more, the best are found.

Facets narrow inside the database, by words of the index; they are counted over all hits or a fair sample (facets).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from carrel.cellar.kernel.texts import fold
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries.facets import (
    ENOUGH,
    FACETS,
    Tally,
    facet_value,
    rounded,
    tally_of,
    tally_of_ids,
    tally_of_rows,
    topics_named,
)
from carrel.rooms.catalogue.queries.index import Row, rows_of, search_of
from carrel.rooms.catalogue.queries.sizing import MOST_RANKED, Extent, extent_of
from carrel.rooms.catalogue.rules import Query, held_words, parse_query
from carrel.rooms.catalogue.rules.terms import FACET_MARKS, NAMED

PAGE_LENGTH = 20
SORTS = ("relevance", "title", "author", "date", "call")
SORTS_OF_MANY = ("relevance", "newest")
_MOST_EXACT = 20
_MOST_MEASURED = 500
_SORT_COLUMNS = {
    "title": ("title_sort",), "author": ("author_sort", "title_sort"), "date": ("year", "title_sort"),
    "call": ("call_number_sort", "title_sort"),
}  # fmt: skip

Facets = dict[str, Sequence[tuple[str, int | None]]]


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies stand, as the door asks the inventory for it: from which site one looks, and what is in there now.

    ``in_now`` is a queryset with the one column ``record_id``; the catalogue knows no items.
    """

    site_id: int
    in_now: QuerySet[Any, Any]

    @property
    def word(self) -> str:
        """The facet word of records held at the site."""
        return held_words([(self.site_id, None)])


@dataclass(frozen=True, slots=True)
class Narrow:
    """What of the hits is wanted. ``where``: "" all, "here" held at this site, "in" to be taken home now.

    The other values are those of the facets (rules.facets), each as its facet word has it behind its mark.
    """

    where: str = ""
    kind: str = ""
    language: str = ""
    audience: str = ""
    lexile: str = ""
    ar: str = ""
    guided: str = ""
    subject: str = ""
    place: str = ""
    site: str = ""

    def words(self, copies: Copies | None) -> dict[str, str]:
        """The facet word of each facet that is narrowed."""
        chosen = {name: FACET_MARKS[name] + value for name in FACETS if (value := facet_value(getattr(self, name)))}
        return chosen | ({"where": copies.word} if self.where and copies else {})


@dataclass(frozen=True, slots=True)
class Hit:
    """One record among the hits, and how it stands here."""

    record: Record
    is_held_here: bool
    is_in_here: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search.

    ``count`` is of all hits before narrowing, an estimate unless ``is_counted``. ``is_capped`` tells that more than
    5,000 are left after narrowing; then ``narrowed_count`` is of those that can be paged through. The numbers of the
    facets are estimates when ``is_sampled``, and None where nothing is known. ``topics`` says how topics are written.
    """

    text: str
    query: Query
    count: int = 0
    is_counted: bool = True
    is_capped: bool = False
    is_sampled: bool = False
    narrowed_count: int = 0
    page: int = 1
    hits: tuple[Hit, ...] = ()
    sort: str = "relevance"
    facets: Facets = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.narrowed_count // PAGE_LENGTH))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is wanted of one search, taken apart once."""

    query: Query
    chosen: Mapping[str, str]
    where: str
    copies: Copies | None
    exact: tuple[int, ...]

    @property
    def narrowed(self) -> Query:
        return self.query.with_words(*self.chosen.values())


def search(
    text: str,
    *,
    sort: str = "relevance",
    page: int = 1,
    narrow: Narrow | None = None,
    copies: Copies | None = None,
) -> Found:
    """The records a text finds; an empty text finds all.

    Sorted by relevance, a title that is exactly the text comes first, then what is in here, then what is held here;
    then by where the words stand: in the title, in names or subjects, elsewhere; shorter titles before longer ones.
    Of more than 5,000 hits no other order is offered than relevance and the newest first.
    """
    query = parse_query(text)
    if not query and text.strip():
        return Found(text, query)
    narrow = narrow or Narrow()
    asked = _Asked(query, narrow.words(copies), narrow.where if copies else "", copies, tuple(_exact(text)))
    hits = extent_of(asked.narrowed, with_rows=True)
    whole = extent_of(query, with_rows=False) if asked.chosen else hits
    found = Found(text, query, count=whole.about, is_counted=whole.is_counted)
    if not hits.is_counted:
        return _many(found, asked, hits, whole, sort, page)
    found = _few(found, asked, hits, whole, sort, page)
    return found if found.is_counted else replace(found, count=_estimate(whole))


def _estimate(hits: Extent) -> int:
    return max(rounded(hits.about), MOST_RANKED)


def _few(found: Found, asked: _Asked, hits: Extent, whole: Extent, sort: str, page: int) -> Found:
    """All hits put in order, and counted."""
    sort = sort if sort in SORTS else "relevance"
    rows = rows_of(hits.ids) if hits.rows is None else hits.rows
    word = f" {asked.copies.word} " if asked.copies else "?"
    held = {row[0] for row in rows if word in row[1]}
    in_now = _in_now(held, asked.copies)
    if asked.where == "in":
        rows = [row for row in rows if row[0] in in_now]
    ordered = _ordered(asked, rows, sort, held, in_now)
    page, shown = _page(ordered, page)
    facets, is_sampled = _facets(asked, tally_of_rows(rows), whole.ids if found.is_counted else None)
    if found.is_counted or not asked.where:
        facets["where"] = [*facets["where"][:2], ("in", len(in_now))]
    return replace(
        found, narrowed_count=len(rows), page=page, hits=_hits(shown, held, in_now), sort=sort, facets=facets,
        is_sampled=is_sampled, topics=topics_named(value for value, _ in facets["subject"]),
    )  # fmt: skip


def _ordered(asked: _Asked, rows: list[Row], sort: str, held: Collection[int], in_now: Collection[int]) -> list[int]:
    if sort == "relevance" and asked.query:
        return _by_relevance(asked, rows, held, in_now)
    name = "title" if sort == "relevance" else sort
    found = _columns([row[0] for row in rows], _SORT_COLUMNS[name])
    if name == "date":
        return [row[0] for row in sorted(found, key=lambda row: (-(row[1] or 0), row[2], row[0]))]
    # What is blank comes last, and the id settles what is equal.
    return [row[0] for row in sorted(found, key=lambda row: (not row[1], *row[1:], row[0]))]


def _by_relevance(asked: _Asked, rows: list[Row], held: Collection[int], in_now: Collection[int]) -> list[int]:
    in_title, in_names = _standing(asked.query, rows)
    exact = set(asked.exact)

    def key(row: Row) -> tuple[int, int, int]:
        pk = row[0]
        stands = 0 if pk in in_title else 1 if pk in in_names else 2
        place = (pk not in exact) * 16 + (pk not in in_now) * 8 + (pk not in held) * 4 + stands
        return place, 0 if stands else len(row[2]), -pk

    return [row[0] for row in sorted(rows, key=key)]


def _standing(query: Query, rows: list[Row]) -> tuple[set[int], set[int]]:
    """The records whose title holds all that is sought, and those whose title, names and subjects together do."""
    titles, named = rows, rows
    for group in query.sought:
        if len(group) == 1:
            word = group[0]
            titles = [row for row in titles if word in row[2]]
            named = [row for row in named if word in row[2] or word in row[3]]
        else:
            titles = [row for row in titles if any(word in row[2] for word in group)]
            named = [row for row in named if any(word in row[2] or word in row[3] for word in group)]
    return {row[0] for row in titles}, {row[0] for row in named}


def _exact(text: str) -> list[int]:
    """The records whose title is exactly the text."""
    title = fold(text)
    if not title:
        return []
    found = Record.objects.filter(title_sort=title, merged_into=None).order_by("-pk")
    return list(found.values_list("pk", flat=True)[:_MOST_EXACT])


def _columns(ids: Iterable[int], names: Sequence[str]) -> list[Any]:
    """These columns of these records, behind their ids."""
    listed = _listed(ids)
    return _rows(f"SELECT id, {', '.join(names)} FROM catalogue_record WHERE id IN ({listed})") if listed else []  # noqa: S608  our own words


def _listed(ids: Iterable[int]) -> str:
    """Numbers of our own as SQL; thousands of parameters would cost more than the statement."""
    return ", ".join(map(str, ids))


def _rows(statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _in_now(held: Collection[int], copies: Copies | None) -> set[int]:
    """Which of these records, all held here, are in here now."""
    if copies is None or not held:
        return set()
    statement, parameters = copies.in_now.values("record_id").order_by().query.sql_with_params()
    asked = f"SELECT c.record_id FROM ({statement}) AS c WHERE c.record_id IN ({_listed(held)})"  # noqa: S608  our own words
    return {row[0] for row in _rows(asked, parameters)}


def _page(ids: Sequence[int], page: int) -> tuple[int, Sequence[int]]:
    page = min(max(1, page), max(1, -(-len(ids) // PAGE_LENGTH)))
    return page, ids[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]


def _hits(shown: Sequence[int], held: Collection[int], in_now: Collection[int]) -> tuple[Hit, ...]:
    records = Record.objects.in_bulk(list(shown)) if shown else {}
    return tuple(Hit(records[pk], pk in held, pk in in_now) for pk in shown if pk in records)


def _many(found: Found, asked: _Asked, hits: Extent, whole: Extent, sort: str, page: int) -> Found:
    """More than can be put in order: the best are found by asking for them, and a sample is counted."""
    sort = sort if sort in SORTS_OF_MANY else "relevance"
    total, best = MOST_RANKED, []
    if asked.where == "in":
        # What is in changes by the minute and is no word of the index: the newest are looked at.
        newest = search_of(asked.narrowed).newest(MOST_RANKED)
        in_now = _in_now(newest, asked.copies)
        best = [pk for pk in newest if pk in in_now]
        total = len(best)
    page = min(max(1, page), max(1, -(-total // PAGE_LENGTH)))
    if asked.where != "in":
        most = min(page * PAGE_LENGTH, MOST_RANKED)
        best = search_of(asked.narrowed).newest(most) if sort == "newest" else _best(asked, most)
    _, shown = _page(best, page)
    word = f" {asked.copies.word} " if asked.copies else "?"
    held = {row[0] for row in rows_of(shown) if word in row[1]}
    is_enough = hits.sample is not None and hits.sample.looked_at >= ENOUGH
    tally = hits.sample if hits.sample is not None and is_enough else tally_of(asked.narrowed, hits.about)
    facets, _ = _facets(asked, tally, None)
    count = _estimate(whole) if asked.chosen else tally.total
    return replace(
        found, count=max(count, MOST_RANKED), is_capped=True, is_sampled=True, narrowed_count=total, page=page,
        hits=_hits(shown, held, _in_now(held, asked.copies)), sort=sort, facets=facets,
        topics=topics_named(value for value, _ in facets["subject"]),
    )  # fmt: skip


def _best(asked: _Asked, most: int) -> list[int]:
    """The first so many by relevance: each question is asked only when those before it have not found enough."""
    best: dict[int, None] = {}
    for ids in _questions(asked, most):
        best.update(dict.fromkeys(ids))
        if len(best) >= most:
            break
    return list(best)[:most]


def _questions(asked: _Asked, most: int) -> Iterator[list[int]]:
    wanted = asked.chosen.values()
    yield [row[0] for row in rows_of(asked.exact) if all(f" {word} " in row[1] for word in wanted)]
    scopes = [asked.narrowed]
    if asked.copies is not None and asked.query and not asked.where:
        scopes.insert(0, asked.narrowed.with_words(asked.copies.word))
    for scope in scopes:
        for query in dict.fromkeys((scope.standing_in("title"), scope.standing_in(NAMED), scope)):
            yield search_of(query).newest(most + _MOST_EXACT)


def _facets(asked: _Asked, tally: Tally, whole: Sequence[int] | None) -> tuple[Facets, bool]:
    """For each facet its values with their numbers of hits; and whether they are estimates.

    With ``whole``, the hits before narrowing, a facet that is narrowed has its other values counted too, as they would
    be without its narrowing.
    """
    facets: Facets = {**tally.facets()}
    tallies = {} if whole is None else {name: _tally_but(asked, name, whole) for name in asked.chosen}
    facets |= {name: each.facets()[name] for name, each in tallies.items() if name != "where"}
    where = tallies.get("where", tally)
    here = where.scaled(where.numbers.get(asked.copies.word, 0)) if asked.copies else 0
    everywhere = None if asked.where and whole is None else where.total
    facets["where"] = [("", everywhere), ("here", here), ("in", None)]
    return facets, any(each.is_sample for each in (tally, *tallies.values()))


def _tally_but(asked: _Asked, name: str, whole: Sequence[int]) -> Tally:
    """The tally of hits with every narrowing but that of one facet; without any they are known already."""
    others = [word for facet, word in asked.chosen.items() if facet != name]
    return tally_of_ids(search_of(asked.query.with_words(*others)).ids(MOST_RANKED) if others else whole)
