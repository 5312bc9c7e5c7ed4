"""For whom a record is, and how hard it reads: what fields 521 and 526 say in all their real spellings.

Sources: MARC 21 Bibliographic 521 and 526; Lexile codes AD, BR, GN, HL, IG, NC, NP; Accelerated Reader interest levels
LG, MG, MG+, UG. Records write the same thing in many ways (`850 $b Lexile.`, `850L`, `Lexile measure: 850L`), so the
readers here are tolerant and what they do not understand is left to the record's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from carrel.cellar.marc import DataField, Subfield

if TYPE_CHECKING:
    from carrel.cellar.marc import MarcRecord

LEXILE, AR, RC, FP, DRA, RECOVERY = "lexile", "ar", "rc", "fp", "dra", "rr"
GRADE, INTEREST, AGE = "grade", "interest", "age"
LONGEST_TEXT = 100
HIGHEST = 30_000
_ADULT, _LAST_GRADE, _EVERYONE_UP = 130, 120, 120
_MOST_LEVELS = 12

_LEXILE = re.compile(r"(?<![A-Z\d.])(AD|BR|GN|HL|IG|NC|NP)?\s*[:\-]?\s*(\d{1,4})\s*L?(?![\d.])", re.IGNORECASE)
# Without the word Lexile only a number with its L, or with a code and an L, is one.
_BARE_LEXILE = re.compile(r"\s*(AD|BR|GN|HL|IG|NC|NP)?\s*(\d{2,4})L\s*\.?\s*", re.IGNORECASE)
_CODE_ALONE = re.compile(r"\b(BR|NP)\b", re.IGNORECASE)
_LETTER = re.compile(r"(?<![A-Z'])([A-Z])(\+?)(?:\s*(?:-|–|to)\s*([A-Z]))?(?![A-Z'&])", re.IGNORECASE)
_GUIDED = re.compile(
    r"fountas\s*(?:and|&)?\s*pinnell|\bF\s*(?:&|and)\s*P\b|guided\s+reading(?:\s+level)?|\bGRL\b|text\s+level\s+gradient",
    re.IGNORECASE,
)
_DRA = re.compile(r"\bDRA\b|developmental\s+reading", re.IGNORECASE)
_RECOVERY = re.compile(r"reading\s+recovery", re.IGNORECASE)
_READER = re.compile(r"accelerated\s+reader|\bATOS\b|\bAR\b|renaissance", re.IGNORECASE)
_COUNTS = re.compile(r"reading\s+counts|\bRC\b|\bSRC\b|scholastic", re.IGNORECASE)
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_RANGE = re.compile(
    r"(pre-?\s?k(?:indergarten)?|preschool|k(?:indergarten)?|\d{1,3}(?:\.\d)?)(?:st|nd|rd|th)?(?![a-z])"
    r"\s*(?:(?:-|–|—|to|through|/)\s*(k(?:indergarten)?|up|adult|\d{1,3}(?:\.\d)?)(?:st|nd|rd|th)?|(\+|&\s*up|and\s+up|-?up))?",
    re.IGNORECASE,
)
_GRADES_WORD = re.compile(r"\b(?:grades?|gr)\b\.?|\bgrade\s+level\b", re.IGNORECASE)
_AGES_WORD = re.compile(r"\bages?\b|\byears?\b", re.IGNORECASE)
_NAMED = {
    "preschool": (-20, -10), "all juvenile": (-10, 80), "juvenile": (-10, 80), "all secondary": (70, 120),
    "all grades": (0, 120), "young adult": (70, 120), "adult": (_ADULT, _ADULT), "professional": (_ADULT, _ADULT),
    "primary": (0, 30), "elementary": (0, 50), "middle school": (60, 80), "high school": (90, 120),
}  # fmt: skip
_INTEREST_OF_READER = {"LG": (0, 30), "MG": (40, 80), "MG+": (60, 120), "UG": (90, 120)}

PRESCHOOL, PRIMARY, MIDDLE, HIGH = "preschool", "primary", "middle", "high"
ADULTS, SPECIALISTS, EVERYONE, CHILDREN = "adults", "specialists", "everyone", "children"
AUDIENCES = (PRESCHOOL, PRIMARY, MIDDLE, HIGH, CHILDREN, EVERYONE, ADULTS, SPECIALISTS)
_OF_008 = {
    "a": PRESCHOOL, "b": PRIMARY, "c": MIDDLE, "d": HIGH, "e": ADULTS, "f": SPECIALISTS, "g": EVERYONE, "j": CHILDREN,
}  # fmt: skip
# Grades in tenths, as levels are: each group from its first to its last grade.
_GROUPS = ((PRESCHOOL, -30, -1), (PRIMARY, 0, 30), (MIDDLE, 40, 80), (HIGH, 90, 120), (ADULTS, _ADULT, 999))
_HAS_AUDIENCE = "acdgijkmort"


class Level(NamedTuple):
    """One reading or interest level. ``low`` and ``high`` are tenths of the measure's unit; letters count from A = 10.

    A Lexile below zero (BR100L) is negative. Grades: kindergarten is 0, before it negative, adults 130. ``text`` is how
    it is written for people ("AD750L", "4.7", "M", "3-6").
    """

    measure: str
    low: int
    high: int
    text: str


def levels_of(record: MarcRecord) -> tuple[Level, ...]:
    """Every level a record states, each once, in the order they stand."""
    fields = record.data("521", "526")
    if not fields:
        return ()
    kept: dict[Level, None] = {}
    for field in fields:
        for level in _of_field(field.tag, field.ind1, tuple([each for each in field.subfields if each.code in "abc"])):
            kept[level] = None
    return tuple(kept)[:_MOST_LEVELS]


# A file says the same few hundred things of its levels again and again.
@lru_cache(maxsize=1 << 12)
def _of_field(tag: str, ind1: str, subfields: tuple[Subfield, ...]) -> tuple[Level, ...]:
    field = DataField(tag, ind1, " ", subfields)
    found = _of_521(field) if tag == "521" else _of_526(field)
    return tuple([level for level in found if abs(level.low) <= HIGHEST and abs(level.high) <= HIGHEST])


def audiences_of(record: MarcRecord, levels: tuple[Level, ...]) -> tuple[str, ...]:
    """The groups of readers a record is meant for: by its interest grades if it states them, else by 008/22."""
    grades = [level for level in levels if level.measure == INTEREST]
    if grades:
        return tuple(
            name for name, first, last in _GROUPS if any(each.low <= last and each.high >= first for each in grades)
        )
    fixed = record.control("008")
    code = fixed[22:23] if record.leader[6:7] in _HAS_AUDIENCE else ""
    return (_OF_008[code],) if code in _OF_008 else ()


def _of_521(field: DataField) -> Iterator[Level]:
    source = field.joined("b")
    for stated in field.all("a"):
        text = " ".join(stated.split())
        if field.ind1 == "0":
            yield from _decimals(GRADE, text)
        elif field.ind1 == "1":
            yield from _ranged(AGE, text, text)
        elif field.ind1 == "2":
            yield from _interest(text)
        elif field.ind1 in " 8":
            for part in text.split(";"):
                yield from _named(part.strip(), source)


def _named(text: str, source: str) -> Iterator[Level]:
    """A level whose measure is told by words beside it, or by its own shape."""
    both = f"{text} {source}"
    if "lexile" in both.casefold():
        yield from _lexile(text)
    elif match := _BARE_LEXILE.fullmatch(text):
        yield _lexile_level(match[1], match[2])
    elif _GUIDED.search(both):
        yield from _guided(_GUIDED.sub(" ", text))
    elif _DRA.search(both):
        yield from _decimals(DRA, _DRA.sub(" ", text))
    elif _RECOVERY.search(both):
        yield from _decimals(RECOVERY, _RECOVERY.sub(" ", text))
    elif _READER.search(both):
        yield from _decimals(AR, text)
    elif _COUNTS.search(both):
        yield from _decimals(RC, text)
    elif _AGES_WORD.search(text):
        yield from _ranged(AGE, text, text)
    elif _GRADES_WORD.search(text) or _is_grades(text.strip(". ")):
        yield from _interest(text)


def _is_grades(text: str) -> bool:
    """Whether a text is nothing but a range of grades: "K-3", "Young adult"; a bare number may be anything."""
    return text.casefold() in _NAMED or (_RANGE.fullmatch(text) is not None and not text.isdigit())


def _lexile(text: str) -> Iterator[Level]:
    numbers = [(match[1], match[2]) for match in _LEXILE.finditer(text)]
    for code, number in numbers[:2]:
        yield _lexile_level(code, number)
    if not numbers and (alone := _CODE_ALONE.search(text)):
        # Beginning reader without a number: just below zero. Non-prose has no measure; its text is kept.
        yield Level(LEXILE, -10 if alone[1].upper() == "BR" else 0, 0, alone[1].upper())


def _lexile_level(code: str | None, number: str) -> Level:
    code = (code or "").upper()
    value = int(number) * 10 * (-1 if code == "BR" else 1)
    return Level(LEXILE, value, value, f"{code}{int(number)}L")


def _guided(text: str) -> Iterator[Level]:
    if match := _LETTER.search(text.replace("Level", " ").replace("level", " ")):
        first, last = match[1].upper(), (match[3] or match[1]).upper()
        shown = first if first == last else f"{first}-{last}"
        yield Level(FP, _letter(first), max(_letter(first), _letter(last)), shown + match[2])


def _letter(sign: str) -> int:
    return (ord(sign) - ord("A") + 1) * 10


def _decimals(measure: str, text: str) -> Iterator[Level]:
    """One number, or two with a dash between them."""
    numbers = [_tenths(number) for number in _DECIMAL.findall(text)[:2]]
    if not numbers:
        return
    low, high = (numbers[0], numbers[-1]) if re.search(r"\d\s*(?:-|–|to)\s*\d", text) else (numbers[0], numbers[0])
    low, high = min(low, high), max(low, high)
    shown = _shown(low) if low == high else f"{_shown(low)}-{_shown(high)}"
    yield Level(measure, low, high, shown)


def _shown(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _tenths(number: str) -> int:
    whole, _, decimals = number.partition(".")
    return int(whole) * 10 + (int(decimals[0]) if decimals else 0)


def _interest(text: str) -> Iterator[Level]:
    named = _NAMED.get(text.casefold().strip(" .;"))
    if named:
        yield Level(INTEREST, *named, _cut(text))
    else:
        yield from _ranged(INTEREST, _GRADES_WORD.sub(" ", text), text)


def _ranged(measure: str, text: str, shown: str) -> Iterator[Level]:
    match = _RANGE.search(text)
    if match is None:
        return
    low = _step(match[1])
    last = (match[2] or "").casefold()
    if match[3] or last == "up":
        high = _EVERYONE_UP if measure == INTEREST else 180
    else:
        high = _ADULT if last == "adult" else _step(last) if last else low
    if low <= high:
        yield Level(measure, low, high, _cut(shown))


def _step(text: str) -> int:
    text = text.casefold()
    if text.startswith("p"):
        return -10
    return 0 if text.startswith("k") else _tenths(text)


def _cut(text: str) -> str:
    return text.strip(" .;")[:LONGEST_TEXT]


def _of_526(field: DataField) -> Iterator[Level]:
    programme = field.first("a")
    measure = AR if _READER.search(programme) else RC if _COUNTS.search(programme) else ""
    if field.ind1 == "8" or not measure:
        return
    level = field.first("c")
    if not _DECIMAL.search(level):
        # Some records hold everything in $a: "Accelerated Reader AR MG 4.8 13.0 130993".
        level = next(iter(re.findall(r"\d{1,2}\.\d", programme)), "")
    if number := _DECIMAL.search(level):
        value = _tenths(number[0])
        yield Level(measure, value, value, _shown(value))
    interest = field.first("b").strip(" .;,").upper()
    if interest in _INTEREST_OF_READER:
        yield Level(INTEREST, *_INTEREST_OF_READER[interest], interest)
    elif interest:
        yield from _interest(field.first("b"))
