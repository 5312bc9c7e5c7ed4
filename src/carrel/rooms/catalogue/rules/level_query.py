"""What stands behind `level:` in a search: a Lexile, a grade level, a guided reading letter, or a range of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carrel.rooms.catalogue.rules.terms import FACET, FACET_MARKS, LEVEL_MARKS, AnyOf, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXILE_ZERO = 1_000
"""Lexiles are kept as four digits from here, so that those below zero (BR) sort and begin like numbers too."""
_HIGHEST_LEXILE = 2_500
# A number up to here is a grade level (4.7), above it a Lexile (470).
_HIGHEST_GRADE = 20

_LETTERS = re.compile(r"([a-z])(?:\s*-\s*([a-z]))?")
_LEXILES = re.compile(r"(?:lexile\s*)?(br)?\s*(\d{1,4})\s*l?(?:\s*-\s*(br)?\s*(\d{1,4})\s*l?)?")
_GRADES = re.compile(r"(\d{1,2})(?:\.(\d))?\d?(?:\s*-\s*(\d{1,2})(?:\.(\d))?\d?)?")
_NAMES = re.compile(
    r"^(ar|atos|accelerated reader|rc|reading counts|lexile|fp|f&p|guided(?: reading)?|grade)\s*[: ]?\s*"
)
_MEASURES = {"ar": ("ar",), "at": ("ar",), "ac": ("ar",), "rc": ("rc",), "re": ("rc",)}
_CODES = re.compile(r"\b(?:ad|gn|hl|ig|nc)\s*(?=\d)")


def level_part(text: str) -> AnyOf | None:
    """The terms a level stands for, or None when the text is none ("level:hard")."""
    text = _CODES.sub("", " ".join(text.casefold().replace("–", "-").split()))
    named = _NAMES.match(text)
    name, rest = (named[1], text[named.end() :]) if named else ("", text)
    terms = tuple(_terms(name, rest.strip()))
    return AnyOf(terms) if terms else None


def _terms(name: str, text: str) -> Iterator[Term]:
    if (match := _LETTERS.fullmatch(text)) and name in ("", "fp", "f&p", "guided", "guided reading"):
        first, last = match[1], match[2] or match[1]
        for letter in range(ord(first), ord(last) + 1):
            yield Term((LEVEL_MARKS["fp"] + chr(letter),), field=FACET)
    elif name != "lexile" and (match := _GRADES.fullmatch(text)) and int(match[1]) <= _HIGHEST_GRADE:
        low = int(match[1]) * 10 + int(match[2] or 0)
        # "4" is all of the fourth grade, "4.5" just that, "4-5" up to 5.0 as a reader would say it.
        high = int(match[3]) * 10 + int(match[4] or 0) if match[3] else low + (0 if match[2] else 9)
        for measure in _MEASURES.get(name[:2], ("grade",) if name == "grade" else ("ar", "rc", "grade")):
            yield from _numbers(measure, low, min(high, 999), 3)
    elif name in ("", "lexile") and (match := _LEXILES.fullmatch(text)):
        low = _lexile(match[1], match[2])
        high = _lexile(match[3], match[4]) if match[4] else low
        yield from _numbers("lexile", low, min(high, LEXILE_ZERO + _HIGHEST_LEXILE), 4)


def _lexile(below: str | None, number: str) -> int:
    return max(0, LEXILE_ZERO + (-int(number) if below else int(number)))


def _numbers(measure: str, low: int, high: int, width: int) -> Iterator[Term]:
    """The fewest beginnings of numbers that take in all from low to high: 650 to 799 is 65…, 66… to 69… and 7…

    A whole hundred of Lexiles and a whole grade of Accelerated Reader have words of their own, which are found faster.
    """
    while low <= high:
        size = 1
        while size < 10 ** (width - 2) and low % (size * 10) == 0 and low + size * 10 - 1 <= high:
            size *= 10
        if measure == "lexile" and size == 100 and low >= LEXILE_ZERO:
            yield Term((FACET_MARKS["lexile"] + str(low - LEXILE_ZERO),), field=FACET)
        elif measure == "ar" and size == 10:
            yield Term((FACET_MARKS["ar"] + str(low // 10),), field=FACET)
        else:
            cut = width - len(str(size)) + 1
            yield Term((LEVEL_MARKS[measure] + str(low).zfill(width)[:cut],), prefix=cut < width, field=FACET)
        low += size
