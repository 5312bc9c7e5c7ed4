"""Where a call number stands on the shelf.

A key is plain ASCII text made of tokens parted by one space, the lowest character in use, so that comparing
two keys byte by byte compares two call numbers as a shelf reader does: part by part, nothing before something.
Source: the shelving rules of school libraries gathered in docs/rules/callnumbers.md.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DEWEY, LC, NLM, LOCAL, OTHER = "ddc", "lcc", "nlm", "local", "other"
SCHEMES = (DEWEY, LC, NLM, LOCAL, OTHER)
KEY_LENGTH = 255
OTHER_RANGE = "other"

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "EASY": "E",
        "P": "E",
        "F": "FIC",
        "FICTION": "FIC",
        "BIO": "B",
        "BIOG": "B",
        "R": "REF",
        "STORY": "SC",
        "PROF": "PRO",
        "DVD": "AV",
        "CD": "AV",
        "KIT": "AV",
    }
)


@dataclass(frozen=True)
class ShelfOrder:
    """The order in which a library's sections follow one another on a walk along the shelves."""

    sections: tuple[str, ...] = ("E", "ER", "FIC", "GN", "SC", "NF", "B", "REF", "PRO", "AV")
    aliases: Mapping[str, str] = field(default_factory=lambda: _ALIASES)
    biography_numbers: frozenset[str] = frozenset({"92"})
    nonfiction: str = "NF"
    biography: str = "B"

    def section(self, word: str) -> str:
        """The section a prefix stands for, or nothing when it is no prefix."""
        bare = word.rstrip(".")
        name = self.aliases.get(bare, bare)
        return name if name in self.sections else ""


USUAL_ORDER = ShelfOrder()

_VOLUME = r"(?:V|VOL|BK|BOOK|PT|PART|NO|SER|DISC)"
_COPY = r"(?:C\.|CP\.?|COPY\.?)"
_NEEDS_NUMBER = re.compile(_VOLUME + r"\.?|" + _COPY)
_IS_VOLUME = re.compile(_VOLUME + r"\.?([0-9]+)")
_IS_COPY = re.compile(_COPY + r"([0-9]+)")
_IS_YEAR = re.compile(r"(1[4-9][0-9][0-9]|20[0-9][0-9])([A-Z]?)")
_DEWEY_CLASS = re.compile(r"([0-9]{1,3})(?:\.([0-9]+))?([A-Z]?)")
_LC_CLASS = re.compile(r"([A-Z]{1,3})\s*([0-9]{1,4})(?:\.([0-9]+))?\s*(.*)")
_DIGITS = re.compile(r"[0-9]+")

_NO_CLASSES = frozenset({"ER", "FIC", "SC", "NF", "REF", "PRO", "AV"})
"""Names of sections that are no class of LC: E, B and GN are one."""

_NO_SECTION = "QQ"
"""Letters that make no name of a section out of any letter before them."""

# The rank of a token among those at the same place after the class.
_NAME, _YEAR, _NUMBER, _VOLUME_RANK, _COPY_RANK = "3", "4", "5", "6", "9"


def shelving_key(call_number: str, scheme: str = DEWEY, order: ShelfOrder = USUAL_ORDER) -> str:
    """The key that sorts `call_number` of `scheme` among all others; blank for a blank call number.

    Keys are at most KEY_LENGTH ASCII characters and sort rightly only byte by byte.
    """
    text = _cleaned(call_number)
    if not text.replace(".", "").strip():
        return ""
    if scheme in (LC, NLM):
        tokens = _lc_tokens(text, order)
    elif scheme == OTHER:
        tokens = ["Z", *text.split()]
    else:
        tokens = ["D", *_dewey_tokens(text.split(), order)]
    return _ascii(" ".join(tokens))[:KEY_LENGTH]


def bound_key(call_number: str, scheme: str = DEWEY) -> str:
    """The shelving key of a call number that bounds a range.

    A single letter at its end begins a name: FIC R is fiction by whoever begins with R, although R alone is also how
    some libraries write the reference section, and copies of theirs bear it. In LC letters alone are a class, all of
    it: Q to QR; the names of our own sections stay names, but for those that are classes too.
    """
    words = call_number.split()
    if scheme in (LC, NLM) and (letters := _class_letters(words)):
        return f"L 00 {letters}"
    if scheme not in (LC, NLM, OTHER) and len(words) > 1 and len(words[-1]) == 1 and words[-1].isalpha():
        return shelving_key(f"{call_number.strip()}{_NO_SECTION}", scheme).removesuffix(_NO_SECTION)
    return shelving_key(call_number, scheme)


def _class_letters(words: list[str]) -> str:
    """The letters of a class of LC that stand alone; blank for anything else."""
    letters = words[0].upper() if len(words) == 1 else ""
    is_class = letters.isascii() and letters.isalpha() and len(letters) <= 3
    return letters if is_class and letters not in _NO_CLASSES else ""


def section_key(shelving_key: str, call_number: str) -> str:
    """The key by which something shelved by LC is found in one of our own sections; blank where it stands in none.

    Where nonfiction is shelved by LC, stories and reference still bear FIC, E or REF: FIC ROW, REF QA76 .B3.
    """
    if shelving_key.startswith("M "):
        local = _dewey_tokens(_cleaned(call_number).split(), USUAL_ORDER)
        is_in_one = USUAL_ORDER.sections[int(local[0]) - 1] != USUAL_ORDER.nonfiction
        return _ascii(" ".join(["D", *local]))[:KEY_LENGTH] if is_in_one else ""
    kind, section, rest = (*shelving_key.split(" ", 2), "", "")[:3]
    return f"D {section} 00 1 {rest}"[:KEY_LENGTH] if kind == "L" and section not in ("", "00") else ""


def spine_lines(call_number: str) -> tuple[str, ...]:
    """The lines of a spine label: one element to a line, as the words stand in the call number."""
    lines: list[str] = []
    for word in call_number.split():
        if word.isdigit() and lines and _NEEDS_NUMBER.fullmatch(lines[-1].upper()):
            lines[-1] += word
        else:
            lines.append(word)
    return tuple(lines)


def range_of(shelving_key: str) -> str:
    """The range a call number stands in, from its shelving key: a section (FIC), a Dewey hundred (500), a letter of LC.

    Blank without a call number; `other` for what is none of these.
    """
    tokens = shelving_key.split(" ", 4)
    if tokens[0] == "D" and len(tokens) > 3:
        section = USUAL_ORDER.sections[int(tokens[1]) - 1]
        if section != USUAL_ORDER.nonfiction:
            return section
        number = tokens[3]
        return f"{number[1]}00" if len(number) > 3 and number[1:4].isdigit() else OTHER_RANGE
    if tokens[0] == "L" and len(tokens) > 2:
        return f"LC {tokens[2][0]}"
    return OTHER_RANGE if shelving_key else ""


def _cleaned(text: str) -> str:
    if not text.isascii():
        text = "".join([char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)])
    text = text.upper()
    text = re.sub(r"(?<=[0-9])['/\u2032](?=[0-9])", "", text)  # where a long Dewey number may be cut
    text = re.sub(r"['\u2018\u2019\u2032\u02bc]", "", text)  # O'DELL files as ODELL
    text = re.sub(r"[-\u2010-\u2015/,;:()\[\]\x00-\x1f\x7f]", " ", text)
    return " ".join(text.split())


def _dewey_tokens(words: list[str], order: ShelfOrder) -> list[str]:
    sections: list[str] = []
    while words and len(sections) < 2:
        name = order.section(words[0])
        if words[0] in order.biography_numbers and len(words) > 1 and words[1][0].isalpha():
            name = order.biography
        if not name or (sections and name == order.biography and len(words) == 1):
            break
        sections.append(name)
        words = words[1:]
    places = [order.sections.index(name) + 1 for name in sections or [order.nonfiction]]
    places += [0] * (2 - len(places))
    tokens = [f"{place:02d}" for place in places]
    match = _DEWEY_CLASS.fullmatch(words[0]) if words else None
    if match is None or not _DIGITS.fullmatch(match[1] + (match[2] or "")):
        return [*tokens, "1", *_tail(words)]
    rest = ([match[3]] if match[3] else []) + words[1:]
    return [*tokens, f"1{match[1]:0>3}{match[2] or ''}", *_tail(rest)]


def _lc_tokens(text: str, order: ShelfOrder) -> list[str]:
    match = _LC_CLASS.fullmatch(text)
    section = "00"
    if match is None:
        prefix, _, rest = text.partition(" ")
        name = order.section(prefix)
        match = _LC_CLASS.fullmatch(rest) if name else None
        if match is None:
            return ["M", *text.split()]
        section = f"{order.sections.index(name) + 1:02d}"
    rest = re.sub(r"\.(?=[A-Z][0-9])", " ", match[4])
    rest = re.sub(r"(?<=[0-9])(?=[A-Z][0-9])", " ", rest)
    return ["L", section, match[1], f"{int(match[2]):04d}{match[3] or ''}", *_tail(rest.split())]


def _tail(words: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if _DIGITS.fullmatch(word) and joined and _NEEDS_NUMBER.fullmatch(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    tokens = (_tail_token(word) for word in joined)
    return [token for token in tokens if token != _NAME]


def _tail_token(word: str) -> str:
    if match := _IS_COPY.fullmatch(word):
        return _COPY_RANK + _counted(match[1])
    if match := _IS_VOLUME.fullmatch(word):
        return _VOLUME_RANK + _counted(match[1])
    if match := _IS_YEAR.fullmatch(word):
        return _YEAR + match[1] + match[2]
    if _DIGITS.fullmatch(word):
        return _NUMBER + _counted(word)
    return _NAME + word.replace(".", "")


def _counted(digits: str) -> str:
    """Digits behind their own count, so that text order is the order of the numbers: 0.2 before 0.10."""
    bare = digits.lstrip("0")
    return f"{min(len(bare), 99):02d}{bare}"


def _ascii(text: str) -> str:
    """Letters outside ASCII as `~` and six hexadecimal digits: after Z, and in the order of their code points."""
    if text.isascii() and text.isprintable() and "~" not in text:
        return text
    return "".join(char if " " <= char <= "}" else f"~{ord(char):06X}" for char in text)
