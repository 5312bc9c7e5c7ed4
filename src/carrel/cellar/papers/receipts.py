"""The bytes a receipt printer takes (ESC/POS, as Epson wrote it down and others follow). Pure."""

import unicodedata

from carrel.cellar.papers.bars import can_be_barred
from carrel.cellar.papers.slips import Slip

ESC, GS = b"\x1b", b"\x1d"
START = ESC + b"@"
BIG, PLAIN_SIZE = GS + b"!\x11", GS + b"!\x00"
BOLD, NOT_BOLD = ESC + b"E\x01", ESC + b"E\x00"
FEED_AND_CUT = b"\n\n\n" + GS + b"VB\x00"

CODE_PAGES = {"ascii": b"", "cp437": ESC + b"t\x00", "cp850": ESC + b"t\x02", "cp858": ESC + b"t\x13",
              "cp1252": ESC + b"t\x10"}  # fmt: skip
"""What each set of signs is switched on with; the numbers are Epson's (ESC t n)."""

# What people write and no code page of a receipt printer has.
_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "‹": "'", "›": "'", "–": "-", "—": "-", "…": "...", "ß": "ss",
          "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
          "đ": "d", "Đ": "D"}  # fmt: skip


def plain(text: str) -> str:
    """The text in ASCII: marks taken off letters, signs of print written plainly, `?` for what cannot be told."""
    spelled = "".join(_PLAIN.get(sign, sign) for sign in text)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(sign))
    return "".join(sign if " " <= sign <= "~" else "?" for sign in bare)


def encoded(text: str, code_page: str) -> bytes:
    """The text in a printer's signs; a sign the code page lacks is written plainly. No control sign passes."""
    found = []
    for sign in unicodedata.normalize("NFC", text):
        if " " <= sign <= "~":
            found.append(sign.encode("ascii"))
            continue
        try:
            byte = sign.encode(code_page)
        except UnicodeEncodeError:
            byte = b""
        found.append(byte if byte and byte[0] >= 0x80 else plain(sign).encode("ascii"))
    return b"".join(found)


def signs_in_a_line(paper_mm: int) -> int:
    """How many signs of the ordinary size fit: 32 on 58 mm, 48 on 80 mm, as printers of these widths have it."""
    return 48 if paper_mm >= 76 else 32


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` signs, broken between words where that is possible."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        while len(rest) > width:
            room = width - len(line) - (1 if line else 0)
            if room < width // 3:
                lines.append(line)
                line, room = "", width
            line, rest = f"{line} {rest[:room]}" if line else rest[:room], rest[room:]
            lines.append(line)
            line = ""
        if line and len(line) + 1 + len(rest) > width:
            lines.append(line)
            line = ""
        line = f"{line} {rest}" if line and rest else line or rest
    return [*lines, line] if line else lines


def bytes_of(slip: Slip, *, paper_mm: int, code_page: str) -> bytes:
    """The whole slip: started afresh, set, barred and cut."""
    width = signs_in_a_line(paper_mm)

    def text(words: str, most: int = width) -> bytes:
        return b"".join(encoded(line, code_page) + b"\n" for line in wrapped(words, most))

    parts = [START, CODE_PAGES[code_page], BOLD, text(slip.head), NOT_BOLD, BIG, text(slip.big, width // 2), PLAIN_SIZE]
    parts += [text(line) for line in slip.lines]
    if can_be_barred(slip.barcode):
        parts.append(_barcode(slip.barcode, narrow=paper_mm < 76))
    parts += [text(slip.foot), FEED_AND_CUT]
    return b"".join(parts)


def _barcode(number: str, *, narrow: bool) -> bytes:
    """GS k 73: Code 128. Digits go two by two in set C, so that fourteen of them fit on 58 mm; `{` is doubled in B."""
    if number.isdigit() and len(number) % 2 == 0:
        data = b"{C" + bytes(int(number[at : at + 2]) for at in range(0, len(number), 2))
    else:
        data = b"{B" + number.replace("{", "{{").encode("ascii")
    settings = GS + b"h\x50" + GS + (b"w\x02" if narrow or len(number) > 16 else b"w\x03") + GS + b"H\x02"
    return b"\n" + settings + GS + b"k\x49" + bytes([len(data)]) + data + b"\n"
