"""All that is stored of one MARC record beside its id, made without a database: by whichever process has the time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import MarcRecord, RecordFacts, facts_of, to_iso2709
from carrel.rooms.catalogue.rules.brief import is_brief
from carrel.rooms.catalogue.rules.document import LONGEST_NAME, Columns, columns_of, line, numbers_of, texts_of
from carrel.rooms.catalogue.rules.facets import facet_words, topics_of
from carrel.rooms.catalogue.rules.levels import levels_of

COLUMN_NAMES = (*Columns._fields, "is_brief")
"""The columns of a record's row that come out of its MARC, in the order of `Extract.columns`."""


class Extract(NamedTuple):
    """Plain tuples, so that it travels from process to process at little cost.

    `numbers` are pairs of kind and value, `subjects` pairs of heading and its folded form, `texts` the document's
    columns in their order, `levels` are measure, low, high and text (rules.levels), `facets` the record's facet
    words and `topics` pairs of a topic's word and how it is written.
    """

    columns: tuple[Any, ...]
    iso2709: bytes
    numbers: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    levels: tuple[tuple[str, int, int, str], ...]
    facets: str
    topics: tuple[tuple[str, str], ...]


def extract_of(marc: MarcRecord, facts: RecordFacts | None = None) -> Extract:
    """What to store of a MARC record; whoever has its facts already gives them, which halves the work."""
    facts = facts or facts_of(marc)
    columns, numbers = columns_of(marc, facts), numbers_of(facts)
    levels, topics = levels_of(marc), topics_of(facts)
    subjects = dict.fromkeys(map(_subject, (*facts.subjects, *facts.genres)))
    subjects.pop(_NO_SUBJECT, None)
    return Extract(
        columns=(*columns, is_brief(marc)),
        iso2709=to_iso2709(marc, oversize=True),
        numbers=numbers,
        subjects=tuple(subjects),
        texts=tuple(texts_of(marc, facts, numbers)),
        levels=tuple([(each.measure, each.low, each.high, each.text) for each in levels]),
        facets=facet_words(marc, facts, levels, topics),
        topics=tuple([(word, line(heading, LONGEST_NAME)) for word, heading in topics.items()]),
    )


_NO_SUBJECT = ("", "")


# The headings of a file are few: what one becomes is remembered.
@lru_cache(maxsize=1 << 13)
def _subject(heading: str) -> tuple[str, str]:
    kept = line(heading, LONGEST_NAME)
    return kept, fold(kept)[:LONGEST_NAME]
