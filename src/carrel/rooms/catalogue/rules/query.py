"""What a person types into the search box, as a query both databases understand.

The language is small: words (all must occur), "phrases", a star at the end of a word for any ending, and the fields
title: author: subject: series: call: isbn:. Everything is folded first, so accents, case and punctuation never matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import clean_isbn, is_isbn, isbn_13

LONGEST_TEXT = 500
MOST_TERMS = 20
LONGEST_WORD = 60
SHORTEST_PREFIX = 2

COLUMNS = ("title", "author", "subject", "rest")
# Fields without a column of their own live in `rest` as words with a mark before them, one way for both databases.
MARKS = {"series": "zzs", "call": "zzc", "number": "zzn"}
CALL_START = "zzc"
# A word between two texts, so that no phrase is found across them on either database; nobody can ask for it.
GAP = "zzgap"
# Words for narrowing and counting (rules.facets), each a mark with a value behind it.
FACET_MARKS = {
    "kind": "zzk", "language": "zzl", "audience": "zza", "subject": "zzt", "lexile": "zzx", "ar": "zzr",
    "guided": "zzf", "site": "zzw", "place": "zzp", "sample": "zzq",
}  # fmt: skip
LEVEL_MARKS = {"lexile": "zzvl", "ar": "zzva", "rc": "zzvr", "grade": "zzvg", "fp": FACET_MARKS["guided"]}

_FIELD_NAMES = {
    "title": "title", "titulo": "title", "author": "author", "autor": "author", "subject": "subject",
    "materia": "subject", "tema": "subject", "series": "series", "serie": "series", "call": "call",
    "signatura": "call", "isbn": "number", "issn": "number", "lccn": "number", "number": "number", "numero": "number",
}  # fmt: skip
# Left out when other words remain: they are in nearly every record and tell nothing.
_STOP_WORDS = frozenset(["a", "an", "and", "el", "en", "la", "las", "los", "of", "or", "the", "un", "una", "y"])
_PIECE = re.compile(r'(?:(?P<field>[^\W\d_]+):\s*)?(?P<text>"[^"]*"\*?|"[^"]*$|[^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_ONLY_A_NUMBER = re.compile(r"[\d\-‐-―\s]{9,}[xX]?\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; with ``prefix`` the last may go on; in one field, or anywhere when empty."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Terms of which one is enough."""

    terms: tuple[Term, ...]


Part = Term | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """All parts must be met. A query without parts asks for everything."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def is_number(self) -> bool:
        """Whether nothing but an ISBN was asked for."""
        return len(self.parts) == 1 and (isinstance(self.parts[0], AnyOf) or self.parts[0].field == "number")

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words asked for, as they are marked in a list of results; numbers and call numbers left out."""
        terms = (term for part in self.parts for term in (part.terms if isinstance(part, AnyOf) else (part,)))
        return tuple(
            dict.fromkeys(word for term in terms if term.field not in ("number", "call") for word in term.words)
        )


def parse_query(text: str) -> Query:
    """The query in a text; whatever is typed means something, and nothing is a mistake."""
    text = text[:LONGEST_TEXT].translate(_QUOTES)
    if _ONLY_A_NUMBER.fullmatch(text) and is_isbn(number := clean_isbn(text)):
        return Query((_number(number, folded_words(text)),))
    parts = [part for match in _PIECE.finditer(text) if (part := _part(match["field"], match["text"]))]
    return Query(_without_stop_words(parts)[:MOST_TERMS])


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as search sees them; a word longer than any real one is cut."""
    return tuple(word[:LONGEST_WORD] for word in fold(text).split() if word != GAP)


def _part(name: str | None, text: str) -> Part | None:
    field = _FIELD_NAMES.get(fold(name)) if name else ""
    if field is None:
        field, text = "", f"{name} {text}"
    prefix = text.rstrip('"').endswith("*")
    words = folded_words(text)
    if not words:
        return None
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
    number = clean_isbn(text)
    return (isbn_13(number) if number else "".join(folded_words(text)))[:LONGEST_WORD].casefold()


def _without_stop_words(parts: list[Part]) -> tuple[Part, ...]:
    kept = tuple(part for part in parts if not _is_stop_word(part))
    return kept or tuple(parts)


def _is_stop_word(part: Part) -> bool:
    return isinstance(part, Term) and not part.prefix and len(part.words) == 1 and part.words[0] in _STOP_WORDS


def marked_words(term: Term) -> tuple[str, ...]:
    """The words as they stand in the document: those of a field without a column carry its mark."""
    mark = MARKS.get(term.field)
    if mark is None:
        return term.words
    words = tuple(mark + word for word in term.words)
    # A call number is found from its beginning: 599 finds 599.77 and not 636.599.
    return (CALL_START, *words) if term.field == "call" else words
