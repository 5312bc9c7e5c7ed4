"""Bytes of a MARC field to text: UTF-8, MARC-8 and what is declared as one and written as the other.

Order of trial, from the tolerant reader in the Library of Congress' advice: UTF-8 first whatever the leader says
(random MARC-8 is practically never valid UTF-8), then MARC-8, then Windows-1252 as the last resort. Every guess
against the declaration is told as a flaw.
"""

from __future__ import annotations

import re

from carrel.cellar.marc.faults import NEITHER, NO_SUCH_SIGN, WRONG_MARC8, WRONG_UTF8
from carrel.cellar.marc.marc8 import ESCAPE, marc8_text

# No MARC-8 set has characters here, but for the marks of non-filing text and the two joiners.
_NO_MARC8 = re.compile(rb"[\x80-\x87\x8a-\x8c\x8f-\x9f]")
# The converter drops line ends and tabs, which would run words together.
_BREAKS = re.compile(rb"[\t\r\n]+")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{2,6});")


def text_of(raw: bytes, *, declared_utf8: bool) -> tuple[str, str]:
    """The text of a field's bytes, delimiters kept, and the flaw met on the way (empty when there was none)."""
    if ESCAPE not in raw or declared_utf8:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return text, "" if declared_utf8 or raw.isascii() else WRONG_MARC8
    if declared_utf8:
        # A record that calls itself UTF-8 comes from a system of this century: its stray bytes are Windows text.
        return _windows_text(raw), WRONG_UTF8
    return _marc8_text(raw)


def _marc8_text(raw: bytes) -> tuple[str, str]:
    """MARC-8, piece by piece between the delimiters, where its character sets start anew."""
    if ESCAPE not in raw and _NO_MARC8.search(raw):
        return _windows_text(raw), NEITHER
    texts, is_known = [], True
    for piece in _BREAKS.sub(b" ", raw).split(b"\x1f"):
        text, was_known = marc8_text(piece)
        texts.append(_REFERENCE.sub(_referred, text))
        is_known &= was_known
    return "\x1f".join(texts), "" if is_known else NO_SUCH_SIGN


def _referred(reference: re.Match[str]) -> str:
    """The sign a reference names: MARC-8's way to write what it has no code for (Part 2, "lossless conversion")."""
    number = int(reference.group(1), 16)
    is_sign = 0x20 <= number <= 0x10FFFF and not 0x7F <= number < 0xA0 and not 0xD800 <= number < 0xE000
    return chr(number) if is_sign else reference.group()


def _windows_text(raw: bytes) -> str:
    """Windows-1252, its five unused bytes as Latin-1, so that no byte is lost."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
