"""Which known word a mistyped one may stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from carrel.cellar.kernel.texts import fold

SHORTEST = 4
"""A shorter word is like too many others."""
_LONG = 6
_MOST_ALIKE = 60
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Terms = Mapping[int, Sequence[str]]
"""Known words by their length."""


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or changed about: one in a short word, two in a longer one."""
    return 1 if len(word) < _LONG else 2


def nearest(word: str, terms: Terms, records: Mapping[str, int]) -> str:
    """The known word that a folded one most likely stands for, or an empty string.

    Fewest slips first, then words with the same first letter (the first letter is rarely wrong), then what stands in
    more records.
    """
    slips = slips_allowed(word)
    found: list[tuple[int, bool, int, str]] = []
    for length in range(len(word) - slips, len(word) + slips + 1):
        alike = process.extract(
            word, terms.get(length, ()), scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=_MOST_ALIKE,
            processor=None,
        )  # fmt: skip
        found.extend((int(distance), term[0] != word[0], -records[term], term) for term, distance, _ in alike)
    return min(found)[3] if found else ""


def respelled(text: str, instead: Mapping[str, str]) -> str:
    """The text as it was typed, with each word that folds to a key of ``instead`` put right."""
    return _WORD.sub(lambda match: instead.get(fold(match[0]), match[0]), text)


def words_to_check(text: str) -> list[str]:
    """The folded words of a text that spelling can help with."""
    return [word for word in dict.fromkeys(fold(match[0]) for match in _WORD.finditer(text)) if len(word) >= SHORTEST]
