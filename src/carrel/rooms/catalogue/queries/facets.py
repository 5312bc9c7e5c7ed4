"""Counting hits by kind, readers, level, topic, language, place and site: over all of them, or over a fair sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from carrel.rooms.catalogue.models import Topic
from carrel.rooms.catalogue.queries.index import Row, rows_of, search_of
from carrel.rooms.catalogue.rules import Query, folded_words
from carrel.rooms.catalogue.rules.facets import SAMPLES, sample_word
from carrel.rooms.catalogue.rules.terms import FACET_MARKS

FACETS = ("kind", "audience", "lexile", "ar", "guided", "subject", "language", "place", "site")
LEVELS = ("lexile", "ar", "guided")
MOST_TOPICS = 12
"""Topics are counted by the thousand; only so many of the commonest are named."""
MOST_COUNTED = 2_000
WANTED_SAMPLE = 1_200
_FIRST_SAMPLE = 3_000
ENOUGH = 600
"""So many hits of a sample are enough to tell their facets from."""
_NAME_OF = {FACET_MARKS[name]: name for name in FACETS}
_MARK_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each facet word stands in the hits, or in a sample: one hit in ``each``, by no quality of its own."""

    looked_at: int
    each: int
    numbers: Mapping[str, int]

    @property
    def is_sample(self) -> bool:
        return self.each > 1

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.scaled(self.looked_at)

    def scaled(self, number: int) -> int:
        """What a count comes to among all hits; an estimate in two figures, for more would be a lie."""
        return rounded(number * self.each) if self.is_sample else number

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """For each facet its values with their numbers, most first, levels in their order."""
        found: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
        for word, number in self.numbers.items():
            name = _NAME_OF.get(word[:_MARK_LENGTH])
            if name is not None:
                found[name].append((word[_MARK_LENGTH:], number))
        for name, values in found.items():
            values.sort(key=_level_order if name in LEVELS else _most_first)
        del found["subject"][MOST_TOPICS:]
        return {name: [(value, self.scaled(number)) for value, number in values] for name, values in found.items()}


def rounded(number: int) -> int:
    """The number in its first two figures."""
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return round(number / unit) * unit


def tally_of_rows(rows: Sequence[Row]) -> Tally:
    """Count the facet words of rows that were read anyway, or of every so many-th where there are more than 2,000."""
    each = _every(len(rows))
    some = rows[::each]
    return Tally(len(some), each, Counter("".join(row[1] for row in some).split()))


def tally_of_ids(ids: Sequence[int]) -> Tally:
    """The same for records that are only known by their ids."""
    each = _every(len(ids))
    some = rows_of(ids[::each])
    return Tally(len(some), each, Counter("".join(row[1] for row in some).split()))


def _every(number: int) -> int:
    return max(1, -(-number // MOST_COUNTED))


def tally_of(query: Query, about: int) -> Tally:
    """Count the facet words of a query's hits: of all up to 2,000, of a sample of about 1,200 where there are more.

    ``about`` says how many hits there are, roughly. Records are in samples by their number (rules.facets.sample_words),
    so a sample is one more word in the question and costs a few milliseconds whatever the number of hits.
    """
    depth = 0 if about <= MOST_COUNTED else _depth(about, WANTED_SAMPLE)
    asked = search_of(query.with_words(sample_word(depth)) if depth else query)
    number, words = asked.words(MOST_COUNTED * 2)
    return Tally(number, 1 << depth, Counter(words.split()))


def first_look(query: Query, records: int) -> Tally:
    """The tally of a sample of about 3,000 of all records, whatever is asked: how many hits there are, roughly.

    Words that are asked for by their beginning are looked for in the sample's records, for an index that gives all or
    none would first collect all records with any of them.
    """
    depth = _depth(records, _FIRST_SAMPLE)
    if query.has_beginnings:
        number, words = search_of(Query().with_words(sample_word(depth))).words_among(query)
    else:
        number, words = search_of(query.with_words(sample_word(depth))).words(MOST_COUNTED * 4)
    return Tally(number, 1 << depth, Counter(words.split()))


def _depth(number: int, wanted: int) -> int:
    """The sample that holds about so many of a number of records."""
    return min(SAMPLES, max(1, round(log2(number / wanted))))


def _most_first(value: tuple[str, int]) -> tuple[int, str]:
    return -value[1], value[0]


def _level_order(value: tuple[str, int]) -> tuple[int, str]:
    text = value[0]
    return (int(text) if text.isdigit() else -1), text


def topics_named(words: Iterable[str]) -> dict[str, str]:
    """How these topics are written."""
    return dict(Topic.objects.filter(pk__in=list(words)).values_list("word", "heading"))


def facet_value(text: str) -> str:
    """A value out of an address as it stands in a facet word; whatever is typed is harmless."""
    return "".join(folded_words(text))
