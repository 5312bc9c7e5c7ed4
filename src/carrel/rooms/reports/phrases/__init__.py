"""Every sentence and word reports says to people."""

from carrel.rooms.reports.phrases.sentences import PHRASES
from carrel.rooms.reports.phrases.words import (
    BY_WORDS,
    DEED_WORDS,
    FIGURE_WORDS,
    NOTHING_WORDS,
    RANGE_WORDS,
    STANDING_WORDS,
)

__all__ = [
    "BY_WORDS",
    "DEED_WORDS",
    "FIGURE_WORDS",
    "NOTHING_WORDS",
    "PHRASES",
    "RANGE_WORDS",
    "STANDING_WORDS",
]
