"""What the charges say to people."""

from carrel.rooms.charges.phrases.sentences import PHRASES
from carrel.rooms.charges.phrases.words import CREDIT_WORDS, KIND_WORDS, LINE_WORDS

__all__ = ["CREDIT_WORDS", "KIND_WORDS", "LINE_WORDS", "PHRASES"]
