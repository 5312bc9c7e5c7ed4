"""Everything circulation says to people: sentences by code, and words."""

from carrel.rooms.circulation.phrases.sentences import PHRASES, Text
from carrel.rooms.circulation.phrases.words import (
    ALL_CATEGORIES,
    ALL_SITES,
    ALL_TYPES,
    CHANGES,
    COUNTED,
    DEFAULT_SOURCE,
    EVERYTHING,
    KEPT,
    KEPT_WORDS,
    SETTINGS,
    STAYS,
    STEPS,
    VALUES,
)

__all__ = [
    "ALL_CATEGORIES",
    "ALL_SITES",
    "ALL_TYPES",
    "CHANGES",
    "COUNTED",
    "DEFAULT_SOURCE",
    "EVERYTHING",
    "KEPT",
    "KEPT_WORDS",
    "PHRASES",
    "SETTINGS",
    "STAYS",
    "STEPS",
    "VALUES",
    "Text",
]
