"""A file's records made ready to be stored, one after the other, by a process that knows no database.

Reading and extracting is more than half the work of an import; done here, it goes on while another process writes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from carrel.cellar.kernel.verdicts import Objection
from carrel.cellar.marc import (
    BIBLIOGRAPHIC,
    MarcRecord,
    Unreadable,
    facts_of,
    kind_of,
    read_marc,
    to_iso2709,
)
from carrel.cellar.marc.iso2709 import placed_iso2709
from carrel.cellar.marc.kinds import UNKNOWN
from carrel.rooms.catalogue.rules.extract import COLUMN_NAMES, Extract, extract_of
from carrel.rooms.intake.rules.copies import (
    Defaults,
    Known,
    PlannedItem,
    UnknownWord,
    mended_objections,
    planned,
    unreadable_objection,
)
from carrel.rooms.intake.rules.matching import TitleKey, in_order, title_key
from carrel.rooms.intake.rules.profiles import Profile, holdings_by

UNREADABLE = "unreadable"
_AT_ONCE = 50
_TITLE, _AUTHOR = COLUMN_NAMES.index("title_sort"), COLUMN_NAMES.index("author_sort")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that reading must know of this district and this vendor."""

    known: Known
    defaults: Defaults
    profile: Profile


class Ready(NamedTuple):
    """One record of a file, read and taken apart as far as that goes without asking what we have.

    `kind` is BIBLIOGRAPHIC, UNREADABLE, or the kind of a record that is kept apart, whose bytes `raw` holds.
    `has_isbn` says whether one of its numbers is an ISBN.
    """

    number: int
    offset: int | None
    line: int
    kind: str
    title: str = ""
    isbn: str = ""
    form: str = ""
    raw: bytes = b""
    extract: Extract | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    has_isbn: bool = False
    key: TitleKey | None = None
    items: tuple[PlannedItem, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()
    said: tuple[Objection, ...] = ()


def ready(number: int, offset: int | None, found: MarcRecord | Unreadable, settings: Settings) -> Ready:
    """One record made ready."""
    if isinstance(found, Unreadable):
        return Ready(number, found.offset, found.line, UNREADABLE, said=(unreadable_objection(found),))
    kind = kind_of(found)
    # One that says no kind and has no title is no title either, and is refused as such.
    kind = BIBLIOGRAPHIC if kind == UNKNOWN else kind
    if kind != BIBLIOGRAPHIC:
        return Ready(number, offset, 0, kind, raw=to_iso2709(found, oversize=True))
    facts = facts_of(found)
    extract = extract_of(found, facts)
    numbers = in_order(pair for pair in extract.numbers if pair[0] != "control" or facts.control_owner)
    plan = planned(facts, holdings_by(settings.profile, found), settings.known, settings.defaults, settings.profile)
    return Ready(
        number=number,
        offset=offset,
        line=0,
        kind=BIBLIOGRAPHIC,
        title=facts.title[:300],
        isbn=facts.isbns[0] if facts.isbns else "",
        form=facts.format,
        extract=extract,
        numbers=numbers,
        has_isbn=any(kind == "isbn" for kind, _ in numbers),
        key=title_key(extract.columns[_TITLE], extract.columns[_AUTHOR], facts.year, facts.format),
        items=plan.items,
        unknown=plan.unknown,
        said=(*plan.objections, *mended_objections(found)),
    )


def ready_records(path: str, settings: Settings, done: int = 0, offset: int | None = None) -> Iterator[list[Ready]]:
    """The records of a file from the one after `done` on, some fifty at a time, in order, in constant memory.

    `offset` is the byte at which record `done` begins, where that is known: then nothing before it is read again.
    """
    batch: list[Ready] = []
    for number, place, found in _records(Path(path), done, offset):
        if number <= done:
            continue
        batch.append(ready(number, place, found, settings))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _records(path: Path, done: int, offset: int | None) -> Iterator[tuple[int, int | None, MarcRecord | Unreadable]]:
    """Each record with its number and, in plain ISO 2709, the byte it begins at."""
    with path.open("rb") as file:
        if file.read(5).strip(b"\r\n\t \0")[:1].isdigit():
            start, begin = (done, offset) if done and offset is not None else (1, 0)
            file.seek(begin)
            for number, (place, found) in enumerate(placed_iso2709(file, start=start, offset=begin), start=start):
                yield number, place, found
            return
    for number, found in enumerate(read_marc(path), start=1):
        yield number, None, found
