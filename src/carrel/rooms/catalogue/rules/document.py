"""What of a record goes into its row for lists and into its document for search: plain values out of MARC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import MarcRecord, RecordFacts, holdings_of, local_call_number_of, trimmed
from carrel.rooms.catalogue.rules.query import clean_number, folded_line, folded_words
from carrel.rooms.catalogue.rules.terms import CALL_START, GAP, MARKS

LONGEST_TITLE = 500
LONGEST_NAME = 300
LONGEST_SORT = 200
LONGEST_REST = 30_000
LONGEST_NUMBER = 60

_LINKED_TITLES = ("245", "246", "240", "130", "730", "740")
_LINKED_NAMES = ("100", "110", "111", "700", "710", "711")
_BETWEEN = f" {GAP} "
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_FIRST_NUMBER = re.compile(r"\d+")


class SearchTexts(NamedTuple):
    """A record's document for search: four folded texts in falling weight (10, 5, 2, 1)."""

    title: str
    author: str
    subject: str
    rest: str


class Columns(NamedTuple):
    """A record's row for lists, cut to the lengths of its columns."""

    control_number: str
    format: str
    title: str
    subtitle: str
    title_sort: str
    author: str
    author_sort: str
    illustrator: str
    publisher: str
    year: int | None
    language: str
    audience: str
    fiction: bool | None
    series: str
    summary: str
    pages: int | None
    call_number: str
    call_number_scheme: str
    call_number_sort: str


def columns_of(record: MarcRecord, facts: RecordFacts) -> Columns:
    """The row of a record; one without any title is given its first number, so that it can be seen and mended."""
    call_number, scheme = call_number_and_scheme(record, facts)
    title = line(facts.title, LONGEST_TITLE) or line(facts.control_number, LONGEST_TITLE) or "?"
    return Columns(
        control_number=line(facts.control_number, LONGEST_NUMBER),
        format=facts.format,
        title=title,
        subtitle=line(facts.subtitle, LONGEST_TITLE),
        title_sort=fold(facts.title_sort or title)[:LONGEST_SORT],
        author=line(facts.author, LONGEST_NAME),
        author_sort=fold(facts.author_sort)[:LONGEST_SORT],
        illustrator=line(facts.illustrator, LONGEST_NAME),
        publisher=line(facts.publisher, LONGEST_NAME),
        year=facts.year,
        language=facts.language if facts.language.isascii() else "",
        audience=line(facts.audience, LONGEST_NAME),
        fiction=facts.fiction,
        series=line("; ".join(facts.series), LONGEST_TITLE),
        summary=line(facts.summary, LONGEST_REST),
        pages=facts.pages,
        call_number=call_number,
        call_number_scheme=scheme,
        call_number_sort=call_number_sort(call_number),
    )


def line(text: str, longest: int) -> str:
    """The text as a column can hold it: no control characters (PostgreSQL stores no NUL), cut to its length."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return text[:longest].strip()


def call_number_and_scheme(record: MarcRecord, facts: RecordFacts) -> tuple[str, str]:
    """The call number a copy would get: the library's own, else that of a copy in the record, else the class number."""
    if own := local_call_number_of(record):
        return line(own.text, LONGEST_NUMBER), own.scheme
    for holding in holdings_of(record):
        if holding.call_number:
            return line(holding.call_number, LONGEST_NUMBER), holding.scheme or "local"
    return line(facts.call_number.text, LONGEST_NUMBER), facts.call_number.scheme


@lru_cache(maxsize=1 << 13)
def call_number_sort(call_number: str) -> str:
    """An order for lists of records: words as written, whole numbers by size. Shelves have their own, finer order."""
    # The point stays: 599 comes before 599.7, and 599.77 before 599.8.
    words = [".".join([fold(part).replace(" ", "") for part in word.split(".")]) for word in call_number.split()]
    padded = [_FIRST_NUMBER.sub(lambda found: found.group().zfill(5), word, count=1) for word in words[:1]]
    return " ".join((*padded, *words[1:]))[:LONGEST_SORT]


def texts_of(record: MarcRecord, facts: RecordFacts, numbers: Sequence[tuple[str, str]] | None = None) -> SearchTexts:
    """The document of a record, titles and names in their original script (880) beside the romanised ones.

    Whoever has its numbers (numbers_of) already gives them.
    """
    linked_titles, linked_names = _linked(record)
    rest = (
        *facts.series,
        facts.summary,
        *facts.contents,
        *facts.notes,
        facts.publisher,
        facts.edition,
        facts.audience,
        str(facts.year or ""),
        facts.call_number.text,
    )
    return SearchTexts(
        title=_folded((facts.title, facts.subtitle, *facts.other_titles, *linked_titles)),
        author=_folded((*facts.contributors, facts.responsibility, *linked_names)),
        subject=_folded((*facts.subjects, *facts.genres)),
        rest=" ".join((*_marked(record, facts, numbers_of(facts) if numbers is None else numbers), _folded(rest)))[
            :LONGEST_REST
        ],
    )


def _folded(texts: tuple[str, ...]) -> str:
    return _BETWEEN.join([line for text in texts if text and (line := folded_line(text))])


def _marked(record: MarcRecord, facts: RecordFacts, numbers: Sequence[tuple[str, str]]) -> list[str]:
    """Words for the fields that have no column of their own: numbers, series, call number."""
    words = [MARKS["number"] + clean_number(value) for _, value in numbers]
    for series in facts.series:
        words += [MARKS["series"] + word for word in folded_words(series)]
        words.append(GAP)
    call_number, _ = call_number_and_scheme(record, facts)
    for text in dict.fromkeys((call_number, facts.call_number.text)):
        if text:
            words.append(CALL_START)
            words += [MARKS["call"] + word for word in folded_words(text)]
    return words


def _linked(record: MarcRecord) -> tuple[list[str], list[str]]:
    titles, names = [], []
    for field in record.data("880"):
        linked_to = field.first("6")[:3]
        text = trimmed(field.joined("abnp") if linked_to in _LINKED_TITLES else field.joined("abcq"))
        if linked_to in _LINKED_TITLES:
            titles.append(text)
        elif linked_to in _LINKED_NAMES:
            names.append(text)
    return titles, names


def numbers_of(facts: RecordFacts) -> tuple[tuple[str, str], ...]:
    """Each number a record is known by, as (kind, value), once."""
    owned = f"{facts.control_owner} {facts.control_number}".strip() if facts.control_number else ""
    pairs = (
        *[("isbn", value) for value in facts.isbns],
        *[("issn", value) for value in facts.issns],
        ("lccn", facts.lccn),
        ("oclc", facts.oclc),
        *[("upc", value) for value in facts.upcs],
        ("control", owned),
    )
    kept = [(kind, kept) for kind, value in pairs if value and (kept := line(value, LONGEST_NUMBER))]
    return tuple(dict.fromkeys(kept))


def match_numbers(facts: RecordFacts) -> tuple[tuple[str, str], ...]:
    """The numbers by which a foreign record is recognised as one of ours, the most trustworthy first.

    ISBN, LCCN, OCLC, ISSN, then the control number with its owner; a control number without an owner means nothing
    outside the system that gave it.
    """
    kinds = ("isbn", "lccn", "oclc", "issn", "control")
    numbers = [pair for pair in numbers_of(facts) if pair[0] != "control" or facts.control_owner]
    return tuple(sorted((pair for pair in numbers if pair[0] in kinds), key=lambda pair: kinds.index(pair[0])))
