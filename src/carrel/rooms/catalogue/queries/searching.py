"""One search. Up to 5,000 hits are all looked at; of more, the newest are shown and a fair sample is counted.

Each takes a handful of statements, whatever is found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from carrel.cellar.kernel.texts import fold
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries.facets import (
    FACETS,
    Row,
    Sample,
    counted,
    facet_value,
    rounded,
    sample_of,
    topics_named,
)
from carrel.rooms.catalogue.queries.index import Search, search_of
from carrel.rooms.catalogue.rules import Query, held_words, parse_query
from carrel.rooms.catalogue.rules.terms import FACET_MARKS

MOST_RANKED = 5_000
PAGE_LENGTH = 20
SORTS = ("relevance", "title", "author", "date", "call")
SORTS_OF_MANY = ("newest", "relevance")
_MOST_EXACT = 20
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
    5,000 are left after narrowing: then ``narrowed_count`` is of those that can be paged through, and the numbers of
    the facets are estimates from a sample, a number that is not known being None. ``topics`` says how the topics of
    the subject facet are written.
    """

    text: str
    query: Query
    count: int
    is_capped: bool
    narrowed_count: int
    page: int
    hits: tuple[Hit, ...]
    sort: str = "relevance"
    is_counted: bool = True
    facets: Facets = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.narrowed_count // PAGE_LENGTH))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is wanted of one search, taken apart once."""

    text: str
    query: Query
    sort: str
    page: int
    narrow: Narrow
    copies: Copies | None
    chosen: Mapping[str, str]

    @property
    def narrowed(self) -> Query:
        return self.query.with_words(*self.chosen.values()) if self.chosen else self.query


def search(
    text: str,
    *,
    sort: str = "",
    page: int = 1,
    narrow: Narrow | None = None,
    copies: Copies | None = None,
) -> Found:
    """The records a text finds; an empty text finds all.

    Sorted by relevance, a title that is exactly the text comes first, then what is in here, then what is held here.
    Of more than 5,000 hits the newest come first, those held here before all others; relevance has to be asked for,
    and is then among the newest 5,000.
    """
    query = parse_query(text)
    if not query and text.strip():
        return Found(text, query, 0, is_capped=False, narrowed_count=0, page=1, hits=())
    narrow = narrow or Narrow()
    asked = _Asked(text, query, sort, page, narrow, copies, narrow.words(copies))
    whole = search_of(query)
    count = whole.count(MOST_RANKED + 1)
    if count <= MOST_RANKED:
        return _few(asked, whole, count, is_counted=True)
    narrowed = search_of(asked.narrowed)
    left = narrowed.count(MOST_RANKED + 1) if asked.chosen else count
    if left <= MOST_RANKED:
        return _few(asked, narrowed, count, is_counted=whole.counts_all)
    return _many(asked, narrowed, count, left, is_counted=whole.counts_all)


def _few(asked: _Asked, searched: Search, count: int, *, is_counted: bool) -> Found:
    """All hits looked at: narrowed, sorted and counted exactly."""
    rows = searched.hits(MOST_RANKED) if count else []
    in_now = _in_now(rows, asked.copies)
    chosen = {name: f" {word} " for name, word in asked.chosen.items()}
    kept = _passing(rows, chosen, in_now if asked.narrow.where == "in" else None)
    sort = asked.sort if asked.sort in SORTS else "relevance"
    ordered = _ordered(kept, sort, asked, in_now)
    page, shown = _page(ordered, asked.page)
    facets = _facets_of_few(rows, kept, chosen, in_now, asked)
    return Found(
        text=asked.text, query=asked.query, count=count, is_capped=False, narrowed_count=len(kept), page=page,
        hits=_hits(shown, asked.copies, in_now, {row[0]: row[2] for row in kept}), sort=sort, is_counted=is_counted,
        facets=facets,
        topics=topics_named((value for value, _ in facets["subject"]), [(row[0], row[2]) for row in kept]),
    )  # fmt: skip


def _passing(
    rows: Iterable[tuple[int, float, str]], chosen: Mapping[str, str], in_now: Collection[int] | None, but: str = ""
) -> list[tuple[int, float, str]]:
    """The rows that pass every narrowing, that of the facet named in ``but`` left out."""
    wanted = [word for name, word in chosen.items() if name != but]
    kept = [row for row in rows if all(word in row[2] for word in wanted)] if wanted else list(rows)
    return kept if in_now is None or but == "where" else [row for row in kept if row[0] in in_now]


def _ordered(rows: list[tuple[int, float, str]], sort: str, asked: _Asked, in_now: Collection[int]) -> list[int]:
    if sort == "relevance" and not asked.query:
        sort = "title"
    if sort == "relevance":
        return _by_relevance(rows, asked, in_now)
    found = _columns([row[0] for row in rows], _SORT_COLUMNS[sort])
    key: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    if sort == "date":
        key = lambda row: (-(row[1] or 0), row[2], row[0])  # noqa: E731  two keys, one use each
    else:
        # What is blank comes last, and the id settles what is equal.
        key = lambda row: (not row[1], *row[1:], row[0])  # noqa: E731
    return [row[0] for row in sorted(found, key=key)]


def _by_relevance(rows: Sequence[tuple[int, float, str]], asked: _Asked, in_now: Collection[int]) -> list[int]:
    exact = set(_exact(asked.text))
    here = f" {asked.copies.word} " if asked.copies else ""

    def key(row: tuple[int, float, str]) -> tuple[bool, bool, bool, float, int]:
        return row[0] not in exact, row[0] not in in_now, not here or here not in row[2], row[1], -row[0]

    return [row[0] for row in sorted(rows, key=key)]


def _exact(text: str) -> list[int]:
    """The records whose title is exactly the text."""
    title = fold(text)
    if not title:
        return []
    found = Record.objects.filter(title_sort=title, merged_into=None).order_by("-pk")
    return list(found.values_list("pk", flat=True)[:_MOST_EXACT])


def _columns(ids: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """These columns of these records, behind their ids."""
    return _rows(f"SELECT id, {', '.join(names)} FROM catalogue_record WHERE id IN ({_listed(ids)})") if ids else []  # noqa: S608  our own words


def _listed(ids: Iterable[int]) -> str:
    """Numbers of our own as SQL; thousands of parameters would cost more than the statement."""
    return ", ".join(map(str, ids))


def _rows(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _in_now(rows: Iterable[tuple[int, float, str]], copies: Copies | None) -> set[int]:
    """Which of these records are in here now; only those held here are asked about."""
    if copies is None:
        return set()
    word = f" {copies.word} "
    held = [row[0] for row in rows if word in row[2]]
    if not held:
        return set()
    statement, parameters = copies.in_now.values("record_id").order_by().query.sql_with_params()
    asked = f"SELECT c.record_id FROM ({statement}) AS c WHERE c.record_id IN ({_listed(held)})"  # noqa: S608  our own words
    return {row[0] for row in _rows(asked, parameters)}


def _page(ids: Sequence[int], page: int) -> tuple[int, Sequence[int]]:
    page = min(max(1, page), max(1, -(-len(ids) // PAGE_LENGTH)))
    return page, ids[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]


def _hits(
    shown: Sequence[int], copies: Copies | None, in_now: Collection[int], words: Mapping[int, str]
) -> tuple[Hit, ...]:
    records = Record.objects.in_bulk(list(shown)) if shown else {}
    here = f" {copies.word} " if copies else "?"
    return tuple(Hit(records[pk], here in words.get(pk, ""), pk in in_now) for pk in shown if pk in records)


def _facets_of_few(
    rows: list[tuple[int, float, str]],
    kept: list[tuple[int, float, str]],
    chosen: Mapping[str, str],
    in_now: Collection[int],
    asked: _Asked,
) -> Facets:
    """For each facet its values with their numbers of hits, the other facets' narrowing applied."""
    only_in = in_now if asked.narrow.where == "in" else None
    facets: Facets = {}
    facets |= counted((row[2] for row in kept), [name for name in FACETS if name not in chosen])
    for name in chosen:
        others = _passing(rows, chosen, only_in, but=name)
        if name != "where":
            facets |= counted((row[2] for row in others), [name])
    anywhere = _passing(rows, chosen, only_in, but="where")
    here = f" {asked.copies.word} " if asked.copies else "?"
    facets["where"] = [
        ("", len(anywhere)),
        ("here", sum(here in row[2] for row in anywhere)),
        ("in", sum(row[0] in in_now for row in anywhere)),
    ]
    return facets


def _many(asked: _Asked, searched: Search, count: int, left: int, *, is_counted: bool) -> Found:
    """More than can be looked at: the newest are listed, and a sample is counted."""
    sample = sample_of(asked.narrowed, left if is_counted else None)
    sort = "relevance" if asked.sort == "relevance" and asked.query else "newest"
    if sort == "relevance" or asked.narrow.where == "in":
        rows = searched.hits(MOST_RANKED)
        in_now = _in_now(rows, asked.copies)
        if asked.narrow.where == "in":
            rows = [row for row in rows if row[0] in in_now]
        ids = _by_relevance(rows, asked, in_now) if sort == "relevance" else [row[0] for row in rows]
        total = len(ids)
    else:
        total = MOST_RANKED
        ids = _newest(asked, searched, min(max(1, asked.page) * PAGE_LENGTH, total))
    page = min(max(1, asked.page), max(1, -(-total // PAGE_LENGTH)))
    shown = ids[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    words = _words_of(shown)
    in_now = _in_now([(pk, 0.0, words.get(pk, "")) for pk in shown], asked.copies)
    facets = _facets_of_many(asked, sample)
    return Found(
        text=asked.text, query=asked.query,
        count=count if is_counted else rounded(len(sample.rows) * sample.each) if not asked.chosen else count,
        is_capped=True, narrowed_count=total, page=page, hits=_hits(shown, asked.copies, in_now, words), sort=sort,
        is_counted=is_counted, facets=facets, topics=topics_named((v for v, _ in facets["subject"]), sample.rows),
    )  # fmt: skip


def _newest(asked: _Asked, searched: Search, most: int) -> list[int]:
    """The first so many: exact titles, then what is held here (the best first if it can be ranked), then the newest."""
    first = [pk for pk, words in _words_of(_exact(asked.text)).items() if _has_all(words, asked.chosen.values())]
    copies = asked.copies
    if copies is None or not asked.query or asked.narrow.where:
        others = searched.ids(most + len(first))
    else:
        here = search_of(asked.narrowed.with_words(copies.word))
        if here.count(MOST_RANKED + 1) <= MOST_RANKED:
            rows = here.hits(MOST_RANKED)
            others = _by_relevance(rows, asked, _in_now(rows, copies))
        else:
            others = here.ids(most + len(first))
        if len(others) < most:
            others += search_of(asked.narrowed.without_word(copies.word)).ids(most - len(others) + len(first))
    return list(dict.fromkeys((*first, *others)))[:most]


def _has_all(words: str, wanted: Iterable[str]) -> bool:
    return all(f" {word} " in words for word in wanted)


def _words_of(ids: Sequence[int]) -> dict[int, str]:
    """The facet words of these records, in the order given."""
    if not ids:
        return {}
    statement = "SELECT record_id, ' ' || facets || ' ' || held || ' ' FROM catalogue_searchdocument"
    found = dict(_rows(f"{statement} WHERE record_id IN ({_listed(ids)})"))
    return {pk: found[pk] for pk in ids if pk in found}


def _facets_of_many(asked: _Asked, sample: Sample) -> Facets:
    """What the sample says of all; of a facet that is narrowed only what the narrowing left is known."""
    rows: list[Row] = sample.rows
    facets: Facets = {
        name: [(value, sample.scaled(number)) for value, number in values]
        for name, values in counted(words for _, words in rows).items()
    }
    total = sample.scaled(len(rows))
    here = f" {asked.copies.word} " if asked.copies else "?"
    held = sample.scaled(sum(here in words for _, words in rows))
    narrowed = bool(asked.narrow.where)
    facets["where"] = [("", None if narrowed else total), ("here", total if narrowed else held), ("in", None)]
    return facets
