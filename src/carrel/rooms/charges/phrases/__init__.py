"""What the charges say to people."""

from carrel.rooms.charges.phrases.rights import RIGHTS
from carrel.rooms.charges.phrases.sentences import PHRASES
from carrel.rooms.charges.phrases.words import (
    CREDIT_WORDS,
    KIND_WORDS,
    LAW_DOES,
    LAW_NAMES,
    LINE_WORDS,
    MEANS_WORDS,
    OWES_WORDS,
    PLAN_WORDS,
    RECEIPT_WORDS,
)

__all__ = [
    "CREDIT_WORDS", "KIND_WORDS", "LAW_DOES", "LAW_NAMES", "LINE_WORDS", "MEANS_WORDS", "OWES_WORDS", "PHRASES",
    "PLAN_WORDS", "RECEIPT_WORDS", "RIGHTS",
]  # fmt: skip
