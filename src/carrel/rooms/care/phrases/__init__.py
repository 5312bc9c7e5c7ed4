"""Every sentence and word care says to people."""

from carrel.rooms.care.phrases.sentences import PHRASES
from carrel.rooms.care.phrases.words import (
    BEYOND_LIST,
    CHANGE_WORDS,
    COLOUR_WORDS,
    DISPOSAL_REASON,
    FIELD_WORDS,
    KIND_WORDS,
    LINE_WORDS,
    LIST_WORDS,
    OUTCOME_WORDS,
    REASON_WORDS,
    RECIPIENT_WORDS,
)

__all__ = [
    "BEYOND_LIST",
    "CHANGE_WORDS",
    "COLOUR_WORDS",
    "DISPOSAL_REASON",
    "FIELD_WORDS",
    "KIND_WORDS",
    "LINE_WORDS",
    "LIST_WORDS",
    "OUTCOME_WORDS",
    "PHRASES",
    "REASON_WORDS",
    "RECIPIENT_WORDS",
]
