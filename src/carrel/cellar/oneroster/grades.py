"""Grade codes: what student systems write, made plain, in order.

Source: CEDS entry grade levels, which OneRoster 1.1 uses.
"""

import re

GRADES = ("IT", "PR", "PK", "TK", "KG", *(f"{number:02}" for number in range(1, 14)), "PS", "UG")
_ORDER = {grade: place for place, grade in enumerate(GRADES)}
_OTHER_SPELLINGS = {
    "K": "KG",
    "KN": "KG",
    "0": "KG",
    "00": "KG",
    "KINDERGARTEN": "KG",
    "P": "PK",
    "PK3": "PK",
    "PK4": "PK",
    "EE": "PK",
    "-1": "PK",
    "T": "TK",
    "U": "UG",
    "OTHER": "UG",
    "AE": "UG",
}
_AFTER_A_YEAR = {"IT": "PR", "PR": "PK", "PK": "KG", "TK": "KG", "KG": "01", "UG": "UG"}
_NUMBER = re.compile(r"(?:GRADE\s*|GR\.?\s*)?0*([1-9][0-9]?)(?:ST|ND|RD|TH)?(?:\s*GRADE)?")


def plain_grade(text: str) -> str:
    """The grade as one of `GRADES` ("1", "01" and "Grade 1" are "01"), or "" when the code is not known."""
    word = text.strip().upper()
    if word in _ORDER:
        return word
    if word in _OTHER_SPELLINGS:
        return _OTHER_SPELLINGS[word]
    number = _NUMBER.fullmatch(word)
    return f"{int(number[1]):02}" if number and int(number[1]) <= 13 else ""


def grade_order(grade: str) -> int:
    """The place of a plain grade from youngest to oldest; what is not known comes last."""
    return _ORDER.get(grade, len(GRADES))


def next_grade(grade: str) -> str:
    """The grade after a year: PK and TK to KG, KG to 01, 12 to "" (school is over); ungraded stays ungraded."""
    if grade in _AFTER_A_YEAR:
        return _AFTER_A_YEAR[grade]
    return f"{int(grade) + 1:02}" if grade.isdigit() and int(grade) < 12 else ""
