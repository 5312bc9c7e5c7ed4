"""The lines of a spine label: one element a line, long class numbers broken, author letters as the library has them.

Source: the table "Spine labels" in docs/rules/barcodes.md.
"""

import re

from carrel.rooms.inventory.rules import DEWEY, LC, NLM, USUAL_ORDER, spine_lines

LONGEST_ON_ONE_LINE = 7
"""Signs of a class number that stand on one line of a label an inch wide, at 12 points and bold."""

_DEWEY = re.compile(r"(\d{1,3})(?:\.(\d[\d/'’′]*))?([A-Za-z]?)")
_LC = re.compile(r"([A-Za-z]{1,3})\s*(\d{1,4}(?:\.\d+)?)(.*)")
_MARKS = re.compile(r"[/'’′]")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?")
_CUTTER = re.compile(r"\.?[A-Za-z]\d+[A-Za-z]*")


def spine_elements(
    call_number: str, *, scheme: str = DEWEY, letters: int = 0, volume: str = "", copy_number: int | None = None
) -> tuple[str, ...]:
    """The lines from top to bottom; `letters` of the author's name are kept (0: as the call number has them).

    Volume and copy are added when the call number does not say them; the first copy is not numbered. A biography keeps
    the whole surname of whom it is about.
    """
    if scheme in (LC, NLM):
        found = _lc(call_number)
    else:
        found = _dewey(call_number, letters)
    said = {each.upper().replace(" ", "") for each in found}
    if volume and volume.upper().replace(" ", "") not in said:
        found.append(volume)
    if copy_number and copy_number > 1 and f"C.{copy_number}" not in said:
        found.append(f"c.{copy_number}")
    return tuple(found)


def _dewey(call_number: str, letters: int) -> list[str]:
    found: list[str] = []
    sections: list[str] = []
    name: list[str] = []
    for word in spine_lines(call_number):
        match = _DEWEY.fullmatch(word)
        section = "" if found and not sections else USUAL_ORDER.section(word.upper())
        if section and not name and len(sections) < 2 and len(found) == len(sections):
            sections.append(section)
            found.append(word.upper())
        elif match and not name and (not found or len(found) == len(sections)):
            if word in USUAL_ORDER.biography_numbers:
                sections.append(USUAL_ORDER.biography)
            found += _class_lines(match)
        elif _NAME.fullmatch(word) and not _CUTTER.fullmatch(word):
            name.append(word)
        else:
            found += _name_line(name, letters, sections)
            name = []
            found.append(word)
    return found + _name_line(name, letters, sections)


def _class_lines(match: re.Match[str]) -> list[str]:
    """A Dewey number on one line when it is short; else before the point, at the marks, and after three decimals."""
    whole, decimals, letter = match[1], match[2] or "", match[3]
    tail = [letter] if letter else []
    if not decimals:
        return [whole, *tail]
    if not _MARKS.search(decimals) and len(whole) + 1 + len(decimals) <= LONGEST_ON_ONE_LINE:
        return [f"{whole}.{decimals}", *tail]
    parts = [piece for part in _MARKS.split(decimals) for piece in re.findall(r"\d{1,3}", part)]
    return [whole, f".{parts[0]}", *parts[1:], *tail]


def _name_line(name: list[str], letters: int, sections: list[str]) -> list[str]:
    if not name:
        return []
    if USUAL_ORDER.biography in sections:
        return [word.upper() for word in name]
    if not letters:
        return [" ".join(name).upper()]
    kept = "".join(sign for sign in "".join(name) if sign.isalpha()).upper()[:letters]
    return [kept or " ".join(name)]


def _lc(call_number: str) -> list[str]:
    """Class letters, number, then each Cutter, date, volume and copy on a line of its own."""
    match = _LC.match(call_number.strip())
    if match is None:
        return list(spine_lines(call_number))
    rest = re.sub(r"(?<=[0-9A-Za-z])(?=\.[A-Za-z]\d)", " ", match[3])
    return [match[1].upper(), match[2], *spine_lines(rest)]
