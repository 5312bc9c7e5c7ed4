"""The words by which hits are narrowed and counted: one for each value of each facet, kept in the document itself.

A facet word is a mark and a value ("zzk" + "fiction"), in the same index as the words of the text, so that "story, at
Alder, in Spanish" is one question to the database and a small school's hits are never cut off by a large one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from carrel.cellar.kernel.texts import fold
from carrel.rooms.catalogue.rules.levels import AR, FP, GRADE, LEXILE, RC, Level, audiences_of
from carrel.rooms.catalogue.rules.terms import FACET_MARKS, LEVEL_MARKS, LONGEST_WORD

if TYPE_CHECKING:
    from carrel.cellar.marc import MarcRecord, RecordFacts

SAMPLES = 12
"""The thinnest sample holds one record in 2 to this power."""
MOST_TOPICS = 12
_MIXER = 2654435761
_NO_MEASURE = "NP"
_BAND = 1_000
LEXILE_STEP = 100


def topics_of(facts: RecordFacts) -> dict[str, str]:
    """The topics of a record, as one word and as written; subdivisions are left out, and so is what repeats."""
    topics: dict[str, str] = {}
    for heading in facts.subjects[:MOST_TOPICS]:
        word, written = _topic(heading)
        if word:
            topics.setdefault(word, written)
    return topics


def facet_words(record: MarcRecord, facts: RecordFacts, levels: Sequence[Level], topics: Iterable[str]) -> str:
    """The facet words a record has of itself: kind, language, readers, levels and topics."""
    words = [FACET_MARKS["kind"] + kind_word(kind_of(facts.format, facts.fiction))]
    if facts.language and facts.language.isascii():
        words.append(FACET_MARKS["language"] + facts.language)
    words.extend(FACET_MARKS["audience"] + name for name in audiences_of(record, tuple(levels)))
    words.extend(_level_words(levels))
    words.extend(FACET_MARKS["subject"] + word for word in topics)
    return " ".join(dict.fromkeys(words))


# The headings of a file are few: what one becomes is remembered.
@lru_cache(maxsize=1 << 13)
def _topic(heading: str) -> tuple[str, str]:
    return topic_word(heading), topic_of(heading)


def kind_of(format: str, fiction: bool | None) -> str:  # noqa: A002  the catalogue's own word for it
    """The format, books told apart by fiction or not."""
    if format != "book" or fiction is None:
        return format
    return "fiction" if fiction else "nonfiction"


def kind_word(kind: str) -> str:
    """A kind as one word: no database parts it at the line."""
    return kind.replace("_", "")


def topic_word(heading: str) -> str:
    """A subject heading without subdivisions, as one word: "Friendship — Fiction" and "Friendship" are one topic."""
    return fold(topic_of(heading)).replace(" ", "")[:LONGEST_WORD]


def topic_of(heading: str) -> str:
    """A subject heading without its subdivisions, as it is written."""
    return heading.partition(" — ")[0].strip()


def _level_words(levels: Iterable[Level]) -> Iterator[str]:
    for level in levels:
        if level.text == _NO_MEASURE:
            continue
        if level.measure == LEXILE:
            yield LEVEL_MARKS[LEXILE] + f"{level.low // 10 + _BAND:04d}"
            yield FACET_MARKS["lexile"] + lexile_band(level.low // 10)
        elif level.measure in (AR, RC, GRADE):
            yield LEVEL_MARKS[level.measure] + f"{level.low:03d}"
            if level.measure == AR:
                yield FACET_MARKS["ar"] + str(level.low // 10)
        elif level.measure == FP:
            for letter in range(level.low, level.high + 1, 10):
                yield FACET_MARKS["guided"] + chr(ord("a") + letter // 10 - 1)


def lexile_band(value: int) -> str:
    """The hundred a Lexile lies in ("700"); "br" below zero."""
    return "br" if value < 0 else str(value // LEXILE_STEP * LEXILE_STEP)


def held_words(held: Iterable[tuple[int, int | None]]) -> str:
    """The facet words of where copies stand: sites and places by their ids, in a fixed order."""
    return _held_words(frozenset(held))


@lru_cache(maxsize=1 << 12)
def _held_words(pairs: frozenset[tuple[int, int | None]]) -> str:
    sites = sorted({site_id for site_id, _ in pairs})
    places = sorted({place_id for _, place_id in pairs if place_id is not None})
    return " ".join(
        (*(f"{FACET_MARKS['site']}{pk}" for pk in sites), *(f"{FACET_MARKS['place']}{pk}" for pk in places))
    )


def sample_words(record_id: int) -> str:
    """The samples a record belongs to: every second record is in the first, every fourth in the second, and so on.

    Spread by mixing the bits of the id, so that the records of one import do not fall into the same samples.
    """
    mixed = (record_id * _MIXER & 0xFFFFFFFF) >> 12
    depth = ((mixed & -mixed).bit_length() - 1) if mixed else SAMPLES
    return _SAMPLE_WORDS[min(depth, SAMPLES)]


def sample_word(depth: int) -> str:
    """The word that stands in one of 2 to the power ``depth`` documents."""
    return f"{FACET_MARKS['sample']}{depth}"


_SAMPLE_WORDS = tuple(" ".join(map(sample_word, range(1, depth + 1))) for depth in range(SAMPLES + 1))
