"""What a file is, told from its first bytes and never from its name, and which files are taken in."""

import re
import unicodedata

from carrel.cellar.kernel.verdicts import Objection, Weight

PHOTO, MARC, TABLE, ARCHIVE, DOCUMENT = "photo", "marc", "table", "archive", "document"
UNKNOWN = "application/octet-stream"

LARGEST = {PHOTO: 15, MARC: 200, TABLE: 50, ARCHIVE: 200, DOCUMENT: 50}
"""The largest file taken in of each kind, in mebibytes."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
PAPERS = frozenset({"application/pdf", "text/plain", "application/json", "application/zip"})
"""What documents are of; office documents are zip files."""
_TYPES: dict[str, frozenset[str]] = {
    PHOTO: PICTURES,
    MARC: frozenset({"application/marc", "application/xml", "application/json", "application/gzip"}),
    TABLE: frozenset({"text/plain", "application/zip"}),
    ARCHIVE: frozenset({"application/zip", "text/plain"}),
    DOCUMENT: PAPERS | PICTURES,
}
_LEADER = re.compile(rb"[\r\n \x00]*[0-9]{5}[\x20-\x7e]{5}.{14}", re.DOTALL)
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*\{)")
_UTF16_OR_8 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
LONGEST_NAME = 120


def content_type_of(start: bytes) -> str:
    """The media type by the first bytes (512 are enough); UNKNOWN when they are of no kind known here."""
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "application/zip"
    if start.startswith(b"\x1f\x8b"):
        return "application/gzip"
    return _textual_type(start)


def _textual_type(start: bytes) -> str:
    text = start
    for mark, coding in _UTF16_OR_8:
        if start.startswith(mark):
            text = start.decode(coding, "ignore").encode()
    if text.lstrip().startswith(b"<"):
        return "application/xml"
    if _LEADER.match(text):
        return "application/marc"
    if _JSON.match(text):
        return "application/json"
    if text and not any(byte < 9 or 13 < byte < 32 for byte in text):
        return "text/plain"
    return UNKNOWN


def safe_name(name: str) -> str:
    """The last part of a file's name without what could hurt a page, a header or a folder; never blank."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem, dot, ending = seen.strip(" .").rpartition(".")
    room = LONGEST_NAME - len(ending[:12]) - 1
    return f"{stem[:room]}{dot}{ending[:12]}" if dot else seen.strip(" .")[:LONGEST_NAME] or "file"


def store_objections(*, name: str, kind: str, size: int, content_type: str) -> tuple[Objection, ...]:
    """What stands against taking in a file of `size` bytes as `kind`."""
    facts = {"name": name, "most": LARGEST[kind], "kind": kind}
    if size == 0:
        return (Objection("files.empty", Weight.REFUSE, facts),)
    if size > LARGEST[kind] * 1024 * 1024:
        return (Objection("files.too_large", Weight.REFUSE, facts),)
    if content_type not in _TYPES[kind]:
        return (Objection(f"files.not_{kind}", Weight.REFUSE, facts),)
    return ()
