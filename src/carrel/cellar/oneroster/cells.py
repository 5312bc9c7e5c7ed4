"""The text of one cell → its value, by the kind of its column."""

import re
from collections.abc import Callable
from datetime import date

from carrel.cellar.oneroster.columns import Column, Kind
from carrel.cellar.oneroster.csvtext import CONTROL

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_USER_ID = re.compile(r"\{([^:{}]*):([^{}]*)\}")
_BLANKS = re.compile(r"\s+")
OWN_WORDS = "ext:"
"""How words begin that a student system adds to those of version 1.2."""


class BadCell(Exception):
    """A cell whose text cannot be what its column holds; `code` and `facts` as in a fault."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def cell_value(column: Column, text: str) -> object:
    """The value of a cell that is not empty. Raises BadCell."""
    if len(text) > column.longest:
        raise BadCell("too_long", length=len(text), limit=column.longest)
    return _READERS[column.kind](column, text)


def check_control_signs(text: str) -> None:
    """Raises BadCell when the text holds a control character."""
    found = CONTROL.search(text)
    if found:
        raise BadCell("control_character", sign=f"U+{ord(found[0]):04X}")


def is_spelled_otherwise(column: Column, text: str, value: object) -> bool:
    """Whether the text was understood though it is not written as the standard writes it (TRUE for true)."""
    if column.kind is Kind.WORD:
        return text != value
    return column.kind is Kind.BOOLEAN and text not in {"true", "false"}


def is_unknown_word(column: Column, text: str) -> bool:
    return column.kind is Kind.OPEN_WORD and text.lower() not in map(str.lower, column.words)


def _text(_column: Column, text: str) -> str:
    return _BLANKS.sub(" ", text) if "\n" in text or "\t" in text or "  " in text else text


def _id(_column: Column, text: str) -> str:
    return text


def _parts(_column: Column, text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)


def _unique_parts(column: Column, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_parts(column, text)))


def _word(column: Column, text: str) -> str:
    if text in column.words:
        return text
    for word in column.words:
        if word.lower() == text.lower():
            return word
    if text.startswith(OWN_WORDS):
        return text
    raise BadCell("unknown_word", value=text, words=", ".join(column.words))


def _open_word(column: Column, text: str) -> str:
    return next((word for word in column.words if word.lower() == text.lower()), text)


def _date(_column: Column, text: str) -> date:
    if not _DATE.fullmatch(text):
        raise BadCell("not_a_date", value=text)
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise BadCell("not_a_date", value=text) from reason


def _year(_column: Column, text: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise BadCell("not_a_year", value=text)
    return int(text)


def _boolean(_column: Column, text: str) -> bool:
    words = {"true": True, "false": False, "1": True, "0": False}
    if text.lower() not in words:
        raise BadCell("not_a_boolean", value=text)
    return words[text.lower()]


def _user_ids(_column: Column, text: str) -> tuple[tuple[str, str], ...]:
    pairs = tuple((found[1].strip(), found[2].strip()) for found in _USER_ID.finditer(text))
    if not pairs or _USER_ID.sub("", text).strip(", "):
        raise BadCell("not_user_ids", value=text)
    return pairs


_READERS: dict[Kind, Callable[[Column, str], object]] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.IDS: _unique_parts,
    Kind.LIST: _parts,
    Kind.WORD: _word,
    Kind.OPEN_WORD: _open_word,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    Kind.BOOLEAN: _boolean,
    Kind.USER_IDS: _user_ids,
}
