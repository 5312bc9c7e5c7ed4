"""Numbers on cards, names as they are found, grades as they are shown. Pure."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol

from carrel.cellar.kernel.texts import fold


def normalise_number(text: str) -> str:
    """A card number as it is stored and compared: no blanks or unseen signs, capitals, full-width signs made plain."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isprintable() and not sign.isspace()).upper()[:64]


def search_text_for(
    *,
    given_name: str,
    family_name: str,
    preferred_given: str = "",
    preferred_family: str = "",
    grade: str = "",
    local_number: str = "",
    homeroom: str = "",
) -> str:
    """The folded words by which a person is found, each with a blank before it: " ana garcia anita 7b"."""
    words: dict[str, None] = {}
    for part in (preferred_given, given_name, preferred_family, family_name, homeroom, local_number):
        words.update(dict.fromkeys(fold(part).split()))
    if grade:
        words[fold(grade)] = None
        words[fold(grade_shown(grade))] = None
    return "".join(f" {word}" for word in words)[:400]


class Named(Protocol):
    """Whoever has names, a grade and a number: a stored person, or one a roster speaks of."""

    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def preferred_given(self) -> str: ...
    @property
    def preferred_family(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def local_number(self) -> str: ...


def search_text_of(person: Named, homeroom: str) -> str:
    """The words a person in the homeroom of this name is found by."""
    return search_text_for(
        given_name=person.given_name,
        family_name=person.family_name,
        preferred_given=person.preferred_given,
        preferred_family=person.preferred_family,
        grade=person.grade,
        local_number=person.local_number,
        homeroom=homeroom,
    )


def grade_shown(grade: str) -> str:
    """A grade as schools say it: rosters write "07", "KG" and "PK" for 7, K and Pre-K."""
    known = {"KG": "K", "PK": "Pre-K", "TK": "TK", "IT": "Pre-K", "PR": "Pre-K"}
    return known.get(grade.upper(), grade.lstrip("0") or grade)


def parts_to_find(text: str) -> list[str]:
    """The folded words of a question for a person, six at most: each must begin a word of the person."""
    return fold(text[:200]).split()[:6]


def same_names(names: Iterable[str]) -> frozenset[str]:
    """The folded names that occur more than once: whoever picks one looks at face, grade and homeroom first."""
    seen: dict[str, int] = {}
    for name in names:
        key = fold(name)
        seen[key] = seen.get(key, 0) + 1
    return frozenset(key for key, count in seen.items() if count > 1)
