"""Every sentence and word reports says to people."""

from carrel.rooms.reports.phrases.retention import RETENTION_WORDS
from carrel.rooms.reports.phrases.sentences import PHRASES
from carrel.rooms.reports.phrases.words import (
    BY_WORDS,
    CLAIM_WORDS,
    COUNT_WORDS,
    DEED_WORDS,
    EVERY_WORDS,
    FIELD_WORDS,
    FIGURE_WORDS,
    NOTHING_WORDS,
    RANGE_WORDS,
    STANDING_WORDS,
    SUBJECT_LEADS,
    SUBJECT_WORDS,
    SUM_WORDS,
)

__all__ = [
    "BY_WORDS",
    "CLAIM_WORDS",
    "COUNT_WORDS",
    "DEED_WORDS",
    "EVERY_WORDS",
    "FIELD_WORDS",
    "FIGURE_WORDS",
    "NOTHING_WORDS",
    "PHRASES",
    "RANGE_WORDS",
    "RETENTION_WORDS",
    "STANDING_WORDS",
    "SUBJECT_LEADS",
    "SUBJECT_WORDS",
    "SUM_WORDS",
]
