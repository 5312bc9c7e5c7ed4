"""The quick way through a good record: one decoding, one comparison of the whole directory, nothing taken apart.

What is not plainly good (text that needs a guess, a directory that does not add up, malformed fields) is not judged
here; `mending` takes it apart patiently and says what it found.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from carrel.cellar.marc.characters import text_of
from carrel.cellar.marc.record import DELIMITER, LEADER_LENGTH, MarcRecord

ENTRY_LENGTH = 12
_END_OF_FIELD = "\x1e"
_NO_CODE = DELIMITER + DELIMITER
_NO_LAST_CODE = DELIMITER + _END_OF_FIELD
_NO_INDICATORS = _END_OF_FIELD + DELIMITER
_GOOD = {DELIMITER}
_second, _third = itemgetter(1), itemgetter(2)


@lru_cache(maxsize=512)
def _directory(count: int) -> str:
    """The form of a directory of `count` entries: tag, length, start."""
    return "%s%04d%05d" * count


def scanned(raw: bytes) -> MarcRecord | None:
    """The record in these bytes (without the end-of-record mark) when it is wholly good, else None.

    Good: text in UTF-8 and said to be so, or in MARC-8 without a guess; a directory whose entries follow one another
    and fit the fields to the byte; two indicators and coded subfields in every data field; a leader that counts right.
    """
    is_ascii = raw.isascii()
    is_marc8 = raw[9:10] != b"a" and (not is_ascii or b"\x1b" in raw)
    try:
        text = raw.decode("latin-1" if is_marc8 else "utf-8")
    except UnicodeDecodeError:
        return None
    head, *bodies = text.split(_END_OF_FIELD)
    if not bodies or bodies.pop() or not bodies or len(head) != LEADER_LENGTH + ENTRY_LENGTH * len(bodies):
        return None
    tags = [head[at : at + 3] for at in range(LEADER_LENGTH, len(head), ENTRY_LENGTH)]
    if not (
        _are_well_formed(tags, bodies, text) and _is_directory(head, tags, bodies if is_ascii or is_marc8 else raw)
    ):
        return None
    leader = head[:LEADER_LENGTH]
    if leader[:5] != f"{len(raw) + 1:05d}" or leader[12:17] != f"{len(head) + 1:05d}":
        return None
    if is_marc8:
        return _from_marc8(leader, tags, bodies)
    is_ours = leader[9:12] == "a22" and leader[20:] == "4500"
    return MarcRecord.scanned(leader, tags, bodies, raw if is_ours else None)


def _from_marc8(leader: str, tags: list[str], bodies: list[str]) -> MarcRecord | None:
    """The record with its few fields that are not ASCII turned into Unicode, unless there is something to tell."""
    for place, body in enumerate(bodies):
        if not body.isascii() or "\x1b" in body:
            bodies[place], flaw = text_of(body.encode("latin-1"), declared_utf8=False)
            if flaw or (tags[place][:2] != "00" and bodies[place].find(DELIMITER) != 2):
                return None
    return MarcRecord.scanned(leader, tags, bodies, None)


def _is_directory(head: str, tags: list[str], bodies: list[str] | bytes) -> bool:
    """Whether each entry states its field's length and start in bytes."""
    pieces = bodies if isinstance(bodies, list) else bodies.split(b"\x1e")[1:-1]
    lengths = [len(piece) + 1 for piece in pieces]
    count = len(lengths)
    entries: list[str | int] = [0] * (3 * count)
    entries[::3] = tags
    entries[1::3] = lengths
    entries[2::3] = list(accumulate(lengths[:-1], initial=0))
    return head[LEADER_LENGTH:] == _directory(count) % tuple(entries) and head.isascii()


def _are_well_formed(tags: list[str], bodies: list[str], text: str) -> bool:
    """Whether each data field begins with two indicators and a delimiter, and no delimiter stands without a code."""
    at = 0
    while at < len(tags) and tags[at][:2] == "00":
        at += 1
    data = bodies[at:]
    try:
        is_good = set(map(_third, data)) <= _GOOD and DELIMITER not in set(map(_second, data))
    except IndexError:
        return False  # a field too short to hold anything
    return is_good and _NO_CODE not in text and _NO_LAST_CODE not in text and _NO_INDICATORS not in text
