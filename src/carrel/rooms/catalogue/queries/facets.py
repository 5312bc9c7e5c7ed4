"""Counting hits by kind, readers, level, topic, language, place and site: over all of them, or over a fair sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from carrel.rooms.catalogue.models import RecordSubject
from carrel.rooms.catalogue.queries.index import search_of
from carrel.rooms.catalogue.rules import Query, folded_words
from carrel.rooms.catalogue.rules.facets import SAMPLES, sample_word, topic_of, topic_word
from carrel.rooms.catalogue.rules.terms import FACET_MARKS

FACETS = ("kind", "audience", "lexile", "ar", "guided", "subject", "language", "place", "site")
MOST_TOPICS = 12
"""Topics are counted by the thousand; only so many of the commonest are named."""
WANTED_SAMPLE = 2_500
_FIRST_DEPTH = 8
_NAME_OF = {FACET_MARKS[name]: name for name in FACETS}
_MARK_LENGTH = 3

Row = tuple[int, str]
"""A record and its facet words, each with a blank on either side."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of many hits, one in ``each``, chosen by no quality of theirs."""

    rows: list[Row]
    each: int

    def scaled(self, number: int) -> int:
        """What a count in the sample comes to among all, in two figures: more would be a lie."""
        return rounded(number * self.each)


def rounded(number: int) -> int:
    """The number in its first two figures."""
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return round(number / unit) * unit


def sample_of(query: Query, total: int | None) -> Sample:
    """A sample of about 2,500 hits of a query that has more than that; ``total`` is how many there are, if known.

    Records are in samples by their number (rules.facets.sample_words), so a sample is one more word in the question
    and costs a few milliseconds whatever the number of hits.
    """
    depth = _depth_for(total) if total is not None else _FIRST_DEPTH
    rows = _sampled(query, depth)
    if total is None and not WANTED_SAMPLE / 2 <= len(rows) <= WANTED_SAMPLE * 2:
        better = _depth_for(max(len(rows), 1) << depth)
        if better != depth:
            depth, rows = better, _sampled(query, better)
    return Sample(rows, 1 << depth)


def _depth_for(total: int) -> int:
    return min(SAMPLES, max(0, round(log2(max(total, 1) / WANTED_SAMPLE))))


def _sampled(query: Query, depth: int) -> list[Row]:
    asked = search_of(query.with_words(sample_word(depth)) if depth else query)
    return asked.words(WANTED_SAMPLE * 4)


def counted(rows: Iterable[str], names: Sequence[str] = FACETS) -> dict[str, list[tuple[str, int]]]:
    """For each facet its values with their numbers of records, most first, levels in their order."""
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    # One text of all words is counted five times faster than thousands of short ones.
    for word, number in Counter(" ".join(rows).split()).items():
        name = _NAME_OF.get(word[:_MARK_LENGTH])
        if name in found:
            found[name].append((word[_MARK_LENGTH:], number))
    for name, values in found.items():
        values.sort(key=_level_order if name in ("lexile", "ar", "guided") else _most_first)
    if "subject" in found:
        found["subject"] = found["subject"][:MOST_TOPICS]
    return found


def _most_first(value: tuple[str, int]) -> tuple[int, str]:
    return -value[1], value[0]


def _level_order(value: tuple[str, int]) -> tuple[int, str]:
    text = value[0]
    return (int(text) if text.isdigit() else -1), text


def topics_named(values: Iterable[str], rows: Sequence[Row]) -> Mapping[str, str]:
    """How these topics are written: as one of the hits has it, in one statement. What none of them has is left out."""
    wanted = {value: f" {FACET_MARKS['subject']}{value} " for value in values}
    holders: dict[int, None] = {}
    for word in wanted.values():
        holder = next((record_id for record_id, words in rows if word in words), None)
        if holder is not None:
            holders[holder] = None
    named: dict[str, str] = {}
    for heading in RecordSubject.objects.filter(record_id__in=list(holders)).values_list("heading", flat=True):
        named.setdefault(topic_word(heading), topic_of(heading))
    return {value: named[value] for value in wanted if value in named}


def facet_value(text: str) -> str:
    """A value out of an address as it stands in a facet word; whatever is typed is harmless."""
    return "".join(folded_words(text))
