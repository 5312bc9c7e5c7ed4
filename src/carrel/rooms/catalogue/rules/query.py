"""What a person types into the search box, as a query both databases understand.

The language is small: words (all must occur), "phrases", a star at the end of a word for any ending, and the fields
title: author: subject: series: call: isbn: level:. Everything is folded first, so accents, case and
punctuation never matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import clean_isbn, is_isbn, isbn_13
from carrel.rooms.catalogue.rules.level_query import level_part
from carrel.rooms.catalogue.rules.terms import GAP, LONGEST_WORD, AnyOf, Part, Query, Term

_SHORT = 80
LONGEST_TEXT = 500
MOST_TERMS = 20
SHORTEST_PREFIX = 2

_FIELD_NAMES = {
    "title": "title", "titulo": "title", "author": "author", "autor": "author", "subject": "subject",
    "materia": "subject", "tema": "subject", "series": "series", "serie": "series", "call": "call",
    "signatura": "call", "isbn": "number", "issn": "number", "lccn": "number", "number": "number", "numero": "number",
    "level": "level", "nivel": "level", "lexile": "level",
}  # fmt: skip
# Left out when other words remain: they are in nearly every record and tell nothing.
_STOP_WORDS = frozenset(["a", "an", "and", "el", "en", "la", "las", "los", "of", "or", "the", "un", "una", "y"])
_PIECE = re.compile(r'(?:(?P<field>[^\W\d_]+):\s*)?(?P<text>"[^"]*"\*?|"[^"]*$|[^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_ONLY_A_NUMBER = re.compile(r"[\d\-‐-―\s]{9,}[xX]?\s*")


def parse_query(text: str) -> Query:
    """The query in a text; whatever is typed means something, and nothing is a mistake."""
    text = text[:LONGEST_TEXT].translate(_QUOTES)
    if _ONLY_A_NUMBER.fullmatch(text) and is_isbn(number := clean_isbn(text)):
        return Query((_number(number, folded_words(text)),))
    parts = [part for match in _PIECE.finditer(text) if (part := _part(match["field"], match["text"]))]
    return Query(_without_stop_words(parts)[:MOST_TERMS])


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as search sees them; a word longer than any real one is cut."""
    return tuple(folded_line(text).split())


def folded_line(text: str) -> str:
    """The same words in one line, a blank between them."""
    return _short_line(text) if len(text) < _SHORT else _line(text)


def _line(text: str) -> str:
    line = fold(text)
    if GAP in line or (len(line) > LONGEST_WORD and max(map(len, line.split())) > LONGEST_WORD):
        return " ".join([word[:LONGEST_WORD] for word in line.split() if word != GAP])
    return line


# Names, headings, publishers and series come again and again in a file.
_short_line = lru_cache(maxsize=1 << 14)(_line)


def _part(name: str | None, text: str) -> Part | None:
    field = _FIELD_NAMES.get(fold(name)) if name else ""
    if field is None:
        field, text = "", f"{name} {text}"
    prefix = text.rstrip('"').endswith("*")
    words = folded_words(text)
    if not words:
        return None
    if field == "level":
        return level_part(text.strip('"')) or Term(words)
    if field == "number":
        return Term((clean_number(text),), prefix, "number")
    if field == "call":
        return Term(words, prefix=True, field="call")
    if not field and is_isbn(number := clean_isbn(text)):
        return _number(number, words)
    return Term(words, prefix and len(words[-1]) >= SHORTEST_PREFIX, field)


def _number(number: str, words: tuple[str, ...]) -> AnyOf:
    return AnyOf((Term((clean_number(number),), field="number"), Term(words)))


def clean_number(text: str) -> str:
    """A number as it is kept for search: an ISBN in its 13 digits, any other with letters and digits only."""
    if len(text) == 13 and text.isascii() and text.isdigit():
        return text
    number = clean_isbn(text)
    return (isbn_13(number) if number else "".join(folded_words(text)))[:LONGEST_WORD].casefold()


def _without_stop_words(parts: list[Part]) -> tuple[Part, ...]:
    kept = tuple(part for part in parts if not _is_stop_word(part))
    return kept or tuple(parts)


def _is_stop_word(part: Part) -> bool:
    return isinstance(part, Term) and not part.prefix and len(part.words) == 1 and part.words[0] in _STOP_WORDS
