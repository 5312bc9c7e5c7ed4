"""A record that is not plainly good, taken apart patiently: what can be guessed is told, the rest refused."""

from __future__ import annotations

from carrel.cellar.marc import faults
from carrel.cellar.marc.characters import text_of
from carrel.cellar.marc.faults import Flaw
from carrel.cellar.marc.record import DELIMITER, LEADER_LENGTH, ControlField, DataField, Field, MarcRecord, Subfield

END_OF_FIELD = 0x1E
ENTRY_LENGTH = 12
# No real record comes near this; a file without end marks must not fill the memory.
LONGEST_UNENDED = 16 << 20
_BEYOND = ("99999", "9999")

Flaws = dict[Flaw, None]


class Broken(Exception):
    """Why a record's bytes cannot be taken apart."""

    def __init__(self, pattern: str, **facts: str | int) -> None:
        self.flaw = Flaw(pattern, **facts)
        super().__init__(self.flaw)


def mended(raw: bytes, *, ended: bool) -> MarcRecord:
    """The record in these bytes (without the end-of-record mark), with what was guessed or mended among its flaws.

    :raises Broken: when it cannot be read without dropping or inventing something.
    """
    if len(raw) > LONGEST_UNENDED:
        raise Broken(faults.NO_RECORD_END)
    if len(raw) <= LEADER_LENGTH:
        raise Broken(faults.TOO_SHORT, found=len(raw))
    leader = raw[:LEADER_LENGTH].decode("latin-1")
    flaws: Flaws = {}
    if not ended:
        flaws[Flaw(faults.NO_END)] = None
    pieces = _pieces(raw, flaws)
    declared_utf8 = leader[9] == "a"
    fields = tuple([_field_of(tag, piece, declared_utf8, flaws) for tag, piece in pieces])
    codes = {part.code for field in fields if isinstance(field, DataField) for part in field.subfields}
    if codes == {""}:
        raise Broken(faults.NO_SUBFIELDS)
    return MarcRecord(leader, fields, tuple(flaws))


def _pieces(raw: bytes, flaws: Flaws) -> list[tuple[str, bytes]]:
    """Tag and bytes of each field: by the directory if it is right, else by the end marks."""
    end = raw.find(END_OF_FIELD, LEADER_LENGTH)
    if end < 0:
        raise Broken(faults.NO_DIRECTORY_END)
    directory = raw[LEADER_LENGTH:end]
    if not directory:
        raise Broken(faults.EMPTY_DIRECTORY)
    _look_at_numbers(raw, end + 1, flaws)
    return _by_directory(raw, directory, end + 1) or _by_end_marks(raw, directory, end + 1, flaws)


def _look_at_numbers(raw: bytes, base: int, flaws: Flaws) -> None:
    """The leader's two numbers, which nobody needs to read the record but whose error tells of a careless maker."""
    for said, found, pattern in (
        (raw[:5], len(raw) + 1, faults.WRONG_LENGTH),
        (raw[12:17], base, faults.WRONG_BASE),
    ):
        text = said.decode("latin-1").strip()
        is_beyond = text == _BEYOND[0] and found > int(_BEYOND[0])
        if not is_beyond and not (text.isascii() and text.isdigit() and int(text) == found):
            flaws[Flaw(pattern, said=text or "-", found=found)] = None


def _by_directory(raw: bytes, directory: bytes, base: int) -> list[tuple[str, bytes]] | None:
    if len(directory) % ENTRY_LENGTH or not directory.isascii():
        return None
    pieces = []
    total = len(raw)
    entries = directory.decode("ascii")
    for at in range(0, len(entries), ENTRY_LENGTH):
        numbers = entries[at + 3 : at + ENTRY_LENGTH]
        if not numbers.isdigit():
            return None
        start = base + int(numbers[4:])
        last = start + int(numbers[:4]) - 1
        if last < start or last >= total or raw[last] != END_OF_FIELD or raw.find(END_OF_FIELD, start, last) >= 0:
            return None
        if start > base and raw[start - 1] != END_OF_FIELD:
            return None
        pieces.append((entries[at : at + 3], raw[start:last]))
    # What no entry points to would be dropped in silence.
    return pieces if raw.count(END_OF_FIELD, base) == len(pieces) else None


def _by_end_marks(raw: bytes, directory: bytes, base: int, flaws: Flaws) -> list[tuple[str, bytes]]:
    bodies = raw[base:].split(b"\x1e")
    if not bodies[-1].strip():
        bodies.pop()
    entries, odd = divmod(len(directory), ENTRY_LENGTH)
    if odd:
        tags = _tags_of_torn(directory, bodies)
        if tags is None:
            raise Broken(faults.ODD_DIRECTORY, found=len(directory))
        flaws[Flaw(faults.TORN_DIRECTORY)] = None
        return list(zip(tags, bodies, strict=True))
    if len(bodies) != entries:
        raise Broken(faults.OTHER_COUNT, listed=entries, found=len(bodies))
    if not _is_merely_oversize(directory, bodies):
        flaws[Flaw(faults.WRONG_DIRECTORY)] = None
    tags = [directory[at : at + 3].decode("latin-1") for at in range(0, len(directory), ENTRY_LENGTH)]
    return list(zip(tags, bodies, strict=True))


def _is_merely_oversize(directory: bytes, bodies: list[bytes]) -> bool:
    """Whether every number is right but for those too large to be said, which a writer makes nines."""
    start = 0
    for at, body in zip(range(0, len(directory), ENTRY_LENGTH), bodies, strict=True):
        said = directory[at + 3 : at + ENTRY_LENGTH].decode("latin-1")
        length = len(body) + 1
        if said != f"{min(length, 9_999):04d}{min(start, 99_999):05d}":
            return False
        start += length
    return True


def _tags_of_torn(directory: bytes, bodies: list[bytes]) -> list[str] | None:
    """The tags of a directory that has lost a character, each found by the length and start of its field.

    None unless exactly as many entries are there as fields, all but one whole, and the rest of that one tells its tag.
    """
    text = directory.decode("latin-1")
    if not text.isascii() or -(-len(text) // ENTRY_LENGTH) != len(bodies):
        return None
    tags: list[str] = []
    at = start = torn = 0
    for body in bodies:
        numbers = f"{len(body) + 1:04d}{start:05d}"
        start += len(body) + 1
        tag = text[at : at + 3]
        if text[at + 3 : at + ENTRY_LENGTH] == numbers:
            at += ENTRY_LENGTH
        elif text[at + 2 : at + ENTRY_LENGTH - 1] == numbers:
            # One character of the tag itself is gone: only the leading zero of a control field can be told.
            if text[at : at + 2] not in ("01", "03", "05", "06", "07", "08"):
                return None
            tag, torn, at = "0" + text[at : at + 2], torn + 1, at + ENTRY_LENGTH - 1
        elif _lacks_one(numbers, text[at + 3 : at + ENTRY_LENGTH - 1]):
            torn, at = torn + 1, at + ENTRY_LENGTH - 1
        else:
            return None
        tags.append(tag)
    return tags if torn == 1 and at == len(text) else None


def _lacks_one(whole: str, part: str) -> bool:
    return any(whole[:at] + whole[at + 1 :] == part for at in range(len(whole)))


def _field_of(tag: str, raw: bytes, declared_utf8: bool, flaws: Flaws) -> Field:
    text, flaw = text_of(raw, declared_utf8=declared_utf8)
    if flaw:
        flaws[Flaw(flaw)] = None
    if tag.startswith("00"):
        return ControlField(tag, text)
    head, *rest = text.split(DELIMITER)
    subfields = [Subfield(piece[0], piece[1:]) for piece in rest if piece]
    if len(subfields) < len(rest):
        flaws[Flaw(faults.NO_CODE, tag=tag)] = None
    if len(head) != 2:
        head = _mended_indicators(tag, head, subfields, flaws)
    return DataField(tag, head[0], head[1], tuple(subfields))


def _mended_indicators(tag: str, head: str, subfields: list[Subfield], flaws: Flaws) -> str:
    flaws[Flaw(faults.WRONG_INDICATORS, tag=tag, found=len(head))] = None
    if len(head) > 2:
        subfields.insert(0, Subfield("", head[2:]))
    return head.ljust(2)[:2]
