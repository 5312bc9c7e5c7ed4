"""ISBN and ISSN: cleaning, check digits, and the two forms of an ISBN (ISO 2108, 10 and 13 digits)."""

from __future__ import annotations

import re

_JOINED = re.compile(r"(?<![0-9])[0-9](?:[\-‐-―]?[0-9]){8,11}[\-‐-―]?[0-9Xx](?![0-9])")
_SPACED = re.compile(r"(?<![0-9])[0-9](?:[ \-‐-―]?[0-9]){8,11}[ \-‐-―]?[0-9Xx](?![0-9])")
_SEPARATORS = re.compile(r"[ \-‐-―]")
_ISSN = re.compile(r"(?<![0-9])([0-9]{4})[ \-‐-―]?([0-9]{3}[0-9Xx])(?![0-9])")


def clean_isbn(text: str) -> str:
    """The first ISBN-shaped number in a text, without hyphens or qualifiers; empty when there is none.

    Its check digit is not looked at: many books carry a wrong one, and it must still be found by scanning.
    """
    for pattern in (_JOINED, _SPACED):
        for match in pattern.finditer(text):
            number = _SEPARATORS.sub("", match.group()).upper()
            if len(number) == 10 or (len(number) == 13 and number.isdigit()):
                return number
    return ""


def is_isbn(number: str) -> bool:
    """Whether a cleaned number is an ISBN with a right check digit (ISBN-13 only with prefix 978 or 979)."""
    if len(number) == 10 and number[:9].isdigit():
        return number[9] == _check_10(number[:9])
    return len(number) == 13 and number.isdigit() and number[:3] in ("978", "979") and number[12] == _check_13(number)


def isbn_13(number: str) -> str:
    """The 13-digit form of a cleaned ISBN; a number that is no valid ISBN-10 comes back as it is."""
    if len(number) != 10 or not is_isbn(number):
        return number
    body = "978" + number[:9]
    return body + _check_13(body)


def isbn_forms(text: str) -> tuple[str, ...]:
    """The ISBN in a text in every form it may be written in, the given form first; empty when there is none."""
    given = clean_isbn(text)
    if not given:
        return ()
    other = ""
    if len(given) == 10:
        other = isbn_13(given)
    elif given.startswith("978"):
        other = given[3:12] + _check_10(given[3:12])
    return (given, other) if other and other != given else (given,)


def clean_issn(text: str) -> str:
    """The first ISSN in a text as eight characters without a hyphen; empty when there is none."""
    match = _ISSN.search(text)
    return (match.group(1) + match.group(2)).upper() if match else ""


def is_issn(number: str) -> bool:
    """Whether a cleaned number is an ISSN with a right check digit."""
    if len(number) != 8 or not (number.isascii() and number[:7].isdigit()):
        return False
    rest = -sum((8 - place) * int(digit) for place, digit in enumerate(number[:7])) % 11
    return number[7] == ("X" if rest == 10 else str(rest))


def _check_10(nine: str) -> str:
    rest = -sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    return "X" if rest == 10 else str(rest)


def _check_13(digits: str) -> str:
    return str(-sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits[:12])) % 10)
