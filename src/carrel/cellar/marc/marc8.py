"""MARC-8 to Unicode by pymarc's tables (MARC 21 Specifications, Part 2): what is in no table is told, not blanked.

G0 holds the characters 21 to 7E, G1 those from A1 to FE; escape sequences put other sets in their place. Marks come
before the letter they belong to; East Asian characters (EACC) have three bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pymarc import marc8_mapping

ESCAPE, SPACE = 0x1B, 0x20
LATIN, ANSEL, EAST_ASIAN = 0x42, 0x45, 0x31
UNKNOWN = "\ufffd"
_SETS: Mapping[int, Mapping[int, tuple[int, int]]] = marc8_mapping.CODESETS
_ODD: Mapping[int, int] = marc8_mapping.ODD_MAP
_PLAIN = re.compile(rb"[\x20-\x7e]+")
# After the escape: which half, a possible filler, and the letter of the set; or a set of one letter alone.
_SEQUENCE = re.compile(rb"(?:\$([(,)\-]?)|([(,)\-]))!?([\x30-\x7e])|([bgps])")
_SHORT = {b"b": 0x62, b"g": 0x67, b"p": 0x70, b"s": LATIN}


def marc8_text(raw: bytes) -> tuple[str, bool]:
    """The text of a subfield's MARC-8 bytes in NFC, and whether every sign was known."""
    halves = [LATIN, ANSEL]
    signs: list[str] = []
    marks: list[str] = []
    at, is_known = 0, True
    while at < len(raw):
        if halves[0] == LATIN and not marks and (plain := _PLAIN.match(raw, at)):
            signs.append(plain.group().decode("ascii"))
            at = plain.end()
            continue
        byte = raw[at]
        if byte == ESCAPE:
            at, was_known = _switched(raw, at + 1, halves)
            is_known &= was_known
            continue
        width = 3 if halves[0] == EAST_ASIAN and SPACE < byte < 0x80 else 1
        sign, is_mark = _sign(raw[at : at + width], width, halves)
        at += width
        if is_mark:
            marks.append(sign)
        elif sign:
            signs += (sign, *marks)
            marks.clear()
            is_known &= sign != UNKNOWN
    return unicodedata.normalize("NFC", "".join(signs + marks)), is_known and not marks


def _switched(raw: bytes, at: int, halves: list[int]) -> tuple[int, bool]:
    """Where reading goes on behind an escape sequence, which puts a set into a half; an unknown one is passed over."""
    sequence = _SEQUENCE.match(raw, at)
    if sequence is None:
        return at, False
    wide, half, letter, short = sequence.groups()
    if short:
        halves[0] = _SHORT[short]
        return sequence.end(), True
    halves[(wide or half or b"(") in (b")", b"-")] = letter[0]
    return sequence.end(), letter[0] in _SETS


def _sign(code: bytes, width: int, halves: list[int]) -> tuple[str, bool]:
    """One character and whether it is a mark for the next one; an empty text for controls, which say nothing."""
    number = int.from_bytes(code, "big")
    if len(code) < width:
        return UNKNOWN, False
    if width == 1 and (number < SPACE or 0x80 < number < 0xA0):
        return "", False
    if number == SPACE:
        return " ", False
    table = _SETS.get(halves[number > 0x80 and width == 1], {})
    # The tables list a set in the half it usually stands in; in the other half its codes differ by the high bit.
    known = table.get(number) or (table.get(number ^ 0x80) if width == 1 else None)
    if known:
        return chr(known[0]), bool(known[1])
    return (chr(_ODD[number]), False) if number in _ODD else (UNKNOWN, False)
