"""Cells to values: days and moments in every usual spelling, amounts, numbers, flags, words. Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo

from carrel.cellar.kernel.money import Money
from carrel.cellar.kernel.texts import fold
from carrel.rooms.inventory.rules import AVAILABLE, IN_REPAIR, LOST, MISSING, WITHDRAWN

MONTH_FIRST, DAY_FIRST = "month_first", "day_first"
ORDERS = (MONTH_FIRST, DAY_FIRST)
END_OF_DAY = time(23, 59, 59)

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|[T\s])")
_SHORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[,\s])")
_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.\-]*(?:de\s+)?([^\W\d]{3,})\.?[\s,\-]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?=$|[,\s])"
)
_WORDS_US = re.compile(r"(?:[^\W\d]+\.?,\s+)?([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?=$|[,\s])")
_TIME = re.compile(
    r"[T,\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\.?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",), ("jul",), ("aug", "ago"),
            ("sep", "set"), ("oct",), ("nov",), ("dec", "dic"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_NOTHING = frozenset({"", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "null", "none", "n/a", "\\n", "-"})
_YES = frozenset({"1", "y", "yes", "true", "t", "x", "si", "s", "wahr"})
_PIVOT = 70


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, or what databases write for it."""
    return text.strip().lower() in _NOTHING


def order_of_days(texts: Iterable[str]) -> tuple[str | None, bool]:
    """In which order short dates are written, as the texts themselves prove it, and whether there were any.

    `31/12/2026` proves day first, `12/31/2026` month first; where both occur, what occurs more often. None when no
    date proves anything.
    """
    votes = {MONTH_FIRST: 0, DAY_FIRST: 0}
    any_short = False
    for text in texts:
        match = _SHORT.match(text.strip())
        if match is None:
            continue
        any_short = True
        first, second = int(match[1]), int(match[3])
        # Points are written by those who write the day first.
        if (first > 12 >= second) or (match[2] == "." and first <= 31 and second <= 12):
            votes[DAY_FIRST] += 1
        elif second > 12 >= first:
            votes[MONTH_FIRST] += 1
    if votes[MONTH_FIRST] == votes[DAY_FIRST] == 0:
        return None, any_short
    return (DAY_FIRST if votes[DAY_FIRST] > votes[MONTH_FIRST] else MONTH_FIRST), any_short


def read_day(text: str, order: str = MONTH_FIRST) -> date:
    """The day in a cell, whatever follows it. Raises ValueError when there is none or it does not exist."""
    return _day_and_rest(text.strip(), order)[0]


def read_moment(text: str, zone: tzinfo, order: str = MONTH_FIRST) -> tuple[datetime, bool]:
    """The moment in a cell, and whether it says a time of day; without one it is the beginning of the day in `zone`.

    A time with its distance from UTC keeps it. Raises ValueError when there is no day or the time is none.
    """
    day, rest = _day_and_rest(text.strip(), order)
    if not rest.strip():
        return datetime.combine(day, time(), zone), False
    match = _TIME.fullmatch(rest.rstrip())
    if match is None:
        raise ValueError(f"“{text}” has no time of day.")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{text}” has no time of day.")
        hour = hour % 12 + (12 if match[4].lower().startswith("p") else 0)
    if match[5]:
        return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:{second:02}{_offset(match[5])}"), True
    return datetime.combine(day, time(hour, minute, second), zone), True


def _offset(text: str) -> str:
    if text in "Zz":
        return "+00:00"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _day_and_rest(text: str, order: str) -> tuple[date, str]:
    if match := _ISO.match(text) or _PLAIN.match(text):
        return date(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _SHORT.match(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return date(year, month, day), text[match.end() :]
    if match := _WORDS_US.match(text):
        return date(_year(match[3]), _month(match[1]), int(match[2])), text[match.end() :]
    if match := _WORDS.match(text):
        return date(_year(match[3]), _month(match[2]), int(match[1])), text[match.end() :]
    raise ValueError(f"“{text}” is no day.")


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) >= _PIVOT else 2000)


def _month(word: str) -> int:
    number = _MONTHS.get(fold(word)[:3])
    if number is None:
        raise ValueError(f"“{word}” is no month.")
    return number


def read_minor(text: str, currency: str) -> int:
    """An amount in minor units, the decimals of a database cut where they are nothing (`24.990000`).

    A comma before one or two last digits is a decimal point, as Spanish writes it. Raises ValueError.
    """
    bare = text.strip()
    if re.fullmatch(r"[^\d]*[\d.]*\d,\d{1,2}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    if match := re.fullmatch(r"(.*\.\d\d)0+", bare):
        bare = match[1]
    return Money.read(bare, currency).minor


def is_yes(text: str) -> bool:
    """Whether a flag is raised: yes in some spelling, or a number above nothing."""
    bare = fold(text)
    return bare in _YES or (bare.isdigit() and int(bare) > 0)


_STATES = {
    AVAILABLE: (
        "available", "in", "on shelf", "checked in", "checked out", "on loan", "out", "loaned out", "in circulation",
        "deployed", "ready to deploy", "deployable", "disponible", "prestado", "on hold", "reserved", "0",
        "in transit", "transit", "en transito",
    ),
    LOST: ("lost", "lost stolen", "stolen", "lost and paid", "long overdue", "perdido"),
    MISSING: ("missing", "not found", "claims returned", "claimed returned", "extraviado"),
    IN_REPAIR: (
        "in repair", "out for repair", "out for repairs", "repair", "mending", "bindery", "damaged", "broken",
        "out for diagnostics", "in processing", "in process", "pending", "cataloging", "on order",
    ),
    WITHDRAWN: (
        "withdrawn", "weeded", "discarded", "discard", "deleted", "retired", "archived", "disposed", "surplus",
        "retirado",
    ),
}  # fmt: skip
_STATE_WORDS = {word: state for state, words in _STATES.items() for word in words}
# Evergreen's own statuses, by number (config.copy_status): what is checked out or on a hold shelf is lent by its loan.
_STATE_NUMBERS = {
    "0": AVAILABLE, "1": AVAILABLE, "2": IN_REPAIR, "3": LOST, "4": MISSING, "5": IN_REPAIR, "6": AVAILABLE,
    "7": AVAILABLE, "8": AVAILABLE, "9": IN_REPAIR, "10": AVAILABLE, "11": IN_REPAIR, "12": AVAILABLE,
    "13": WITHDRAWN, "14": IN_REPAIR, "15": AVAILABLE, "16": LOST, "17": LOST, "18": AVAILABLE,
}  # fmt: skip


def state_of(word: str) -> str | None:
    """The state another system's word means here, None when unknown.

    What is out or on its way comes as available: its loan, brought after it, makes it be out.
    """
    return _STATE_WORDS.get(fold(word))


def state_of_number(number: str) -> str | None:
    """The state an Evergreen status number means here."""
    return _STATE_NUMBERS.get(number.strip())
