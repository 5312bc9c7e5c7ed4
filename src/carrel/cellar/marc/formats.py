"""What kind of thing a record describes, told from leader, 007, 008, genre and RDA carrier (MARC 21 Format Choice)."""

from __future__ import annotations

from carrel.cellar.marc.record import MarcRecord

BOOK = "book"
GRAPHIC_NOVEL = "graphic_novel"
LARGE_PRINT = "large_print"
BRAILLE = "braille"
EBOOK = "ebook"
TEXTBOOK = "textbook"
SERIAL = "serial"
AUDIOBOOK = "audiobook"
MUSIC = "music"
SCORE = "score"
VIDEO = "video"
MAP = "map"
PICTURE = "picture"
SOFTWARE = "software"
ONLINE = "online"
KIT = "kit"
GAME = "game"
EQUIPMENT = "equipment"
MANUSCRIPT = "manuscript"
MIXED = "mixed"
OTHER = "other"

FORMATS = (
    BOOK, GRAPHIC_NOVEL, LARGE_PRINT, BRAILLE, EBOOK, TEXTBOOK, SERIAL, AUDIOBOOK, MUSIC, SCORE, VIDEO, MAP, PICTURE,
    SOFTWARE, ONLINE, KIT, GAME, EQUIPMENT, MANUSCRIPT, MIXED, OTHER,
)  # fmt: skip

_BY_TYPE = {
    "c": SCORE, "d": SCORE, "e": MAP, "f": MAP, "g": VIDEO, "i": AUDIOBOOK, "j": MUSIC, "k": PICTURE, "m": SOFTWARE,
    "o": KIT, "p": MIXED, "t": MANUSCRIPT,
}  # fmt: skip
# 008/33 of visual materials and objects, where it says more than the leader.
_BY_VISUAL = {"b": KIT, "g": GAME, "w": GAME, "m": VIDEO, "v": VIDEO, "f": VIDEO}
_ONLINE_FORMS = ("o", "s", "q")


def format_of(record: MarcRecord) -> str:
    """One of FORMATS; OTHER when nothing in the record tells."""
    leader = record.leader.ljust(24)
    kind, level = leader[6], leader[7]
    fixed = record.control("008").ljust(40)
    if kind == "a" and level in "bis":
        return SERIAL
    if kind == "a":
        return _text_format(record, fixed)
    if kind in "gkor":
        return _visual_format(record, kind, fixed)
    if kind == "m" and (fixed[23] in _ONLINE_FORMS or _is_online(record)):
        return ONLINE
    return _BY_TYPE.get(kind, OTHER)


def _text_format(record: MarcRecord, fixed: str) -> str:
    form = fixed[23]
    if form in _ONLINE_FORMS or _is_online(record):
        return EBOOK
    if _has_genre(record, "textbook"):
        return TEXTBOOK
    if form == "f":
        return BRAILLE
    if form == "d":
        return LARGE_PRINT
    if "6" in fixed[24:28] or _has_genre(record, "graphic novel", "comics (graphic works)"):
        return GRAPHIC_NOVEL
    return BOOK


def _visual_format(record: MarcRecord, kind: str, fixed: str) -> str:
    if by_visual := _BY_VISUAL.get(fixed[33]):
        return by_visual
    if kind == "r":
        return EQUIPMENT
    if kind == "g" and _is_online(record):
        return ONLINE
    return _BY_TYPE[kind]


def _is_online(record: MarcRecord) -> bool:
    if any(value.startswith("cr") for value in record.controls("007")):
        return True
    return any("cr" in field.all("b") or "online resource" in field.all("a") for field in record.data("338"))


def _has_genre(record: MarcRecord, *starts: str) -> bool:
    return any(field.first("a").casefold().startswith(starts) for field in record.data("655"))
