"""Making texts comparable and harmless, the same way everywhere."""

import re
import unicodedata

_SPECIAL = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d",
        "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i", "ħ": "h", "Ħ": "h",
        "ʻ": "", "ʼ": "", "’": "", "‘": "", "'": "", "ʹ": "", "ʺ": "",
    }
)  # fmt: skip
_NO_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_BLANKS = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def fold(text: str) -> str:
    """The text as search and matching see it: lower case, without marks, words parted by single blanks.

    After the NACO comparison rules: letters that do not decompose are spelled out, apostrophes vanish, digits of any
    script become ASCII digits, other punctuation parts words.
    """
    if text.isascii():  # Nearly every text here; the long way costs ten times as much.
        return _NO_ASCII_WORD.sub(" ", text.replace("'", "").lower()).strip()
    plain = unicodedata.normalize("NFKD", text.translate(_SPECIAL)).casefold().translate(_SPECIAL)
    kept = []
    for sign in plain:
        category = unicodedata.category(sign)
        if category[0] == "M":
            continue
        if category == "Nd":
            kept.append(str(unicodedata.digit(sign)))
        else:
            kept.append(sign if category[0] in "LN" else " ")
    return " ".join("".join(kept).split())


def squeeze(text: str, longest: int | None = None) -> str:
    """The text on one line: control and invisible characters out, blanks single, cut at `longest` characters."""
    if text.isascii() and text.isprintable():  # Nearly every text here, as in fold.
        line = " ".join(text.split())
        return line if longest is None else line[:longest]
    seen = "".join(
        " " if sign in "\t\r\n" else sign
        for sign in text
        if sign in "\t\r\n" or unicodedata.category(sign) not in _UNSEEN
    )
    line = _BLANKS.sub(" ", unicodedata.normalize("NFC", seen)).strip()
    return line if longest is None else line[:longest]
