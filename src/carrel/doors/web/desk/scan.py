"""What a text in the one box is: a command, an answer, a number, words, or nothing that can be a scan. Pure.

Whether a number is a card, a badge or an item is a question for the rooms; here only its form is read.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from carrel.cellar.kernel.texts import squeeze

LONGEST = 200

_AIM_PREFIX = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_DIGITS_IN_GROUPS = re.compile(r"^[0-9](?:[ -]?[0-9])*[ -]?[0-9Xx]$")
_ONE_WORD_NUMBER = re.compile(r"^[\w*][\w./:$+%*#-]{0,63}$")
_KEYED_COMMAND = re.compile(r"^%([A-Za-z]+)$")


class Kind(StrEnum):
    """What the text in the box can be."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    COMMAND = "command"
    ANSWER = "answer"
    NUMBER = "number"
    WORDS = "words"


class Command(StrEnum):
    """What the desk can be told; the value is the word behind `%` on a printed command card."""

    HELP = "help"
    YES = "yes"
    NO = "no"
    WHY = "why"
    RENEW_ALL = "renew"
    NEXT = "next"
    UNDO = "undo"
    TABLE = "table"
    RETURN = "return"
    DROP = "drop"
    AMNESTY = "amnesty"
    LOST = "lost"
    PARK = "park"
    SLIP = "slip"


SIGNS = {
    "?": Command.HELP,
    "+": Command.YES,
    "-": Command.NO,
    "/": Command.WHY,
    "*": Command.RENEW_ALL,
    ".": Command.NEXT,
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as the desk reads it. `answer` is 1 to 9 for a numbered answer.

    `number` has no blanks; a single word has one too, since a badge may be a word.
    """

    kind: Kind
    text: str
    number: str = ""
    command: Command | None = None
    answer: int = 0


def read_scan(raw: str) -> Scan:
    """Reads what came from a scanner, a keyboard or a form; never raises, whatever the text is."""
    if len(raw) > LONGEST * 10:
        return Scan(Kind.TOO_LONG, squeeze(raw[:LONGEST]))
    text = squeeze(unicodedata.normalize("NFKC", raw))
    text = _AIM_PREFIX.sub("", text)
    if not text:
        return Scan(Kind.EMPTY, "")
    if len(text) > LONGEST:
        return Scan(Kind.TOO_LONG, text[:LONGEST])
    if command := _command(text):
        return Scan(Kind.COMMAND, text, command=command)
    if len(text) == 1 and text in "123456789":
        return Scan(Kind.ANSWER, text, answer=int(text))
    if number := _number(text):
        return Scan(Kind.NUMBER, text, number=number)
    return Scan(Kind.WORDS, text, number=text if _ONE_WORD_NUMBER.match(text) else "")


def _command(text: str) -> Command | None:
    if text in SIGNS:
        return SIGNS[text]
    keyed = _KEYED_COMMAND.match(text)
    word = keyed.group(1).lower() if keyed else ""
    return Command(word) if word in set(Command) else None


def _number(text: str) -> str:
    """The text as a number without blanks, or nothing when it reads as words.

    Digits may stand in groups as on a label (3 1811 00417 2290); letters count only in one word with a digit in it.
    """
    if _DIGITS_IN_GROUPS.match(text):
        return re.sub(r"[ ]", "", text)
    if _ONE_WORD_NUMBER.match(text) and any(sign.isdigit() for sign in text):
        return text
    return ""
