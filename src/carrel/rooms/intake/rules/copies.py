"""What becomes of a MARC record and its copies when they come in.

Pure: the records as read, what is known of sites, places, item types and numbers already taken, and nothing else.
Sources of the defaults: MARC 852 as school vendors write it; docs/rules/imports.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.marc import Holding, MarcRecord, RecordFacts, Unreadable
from carrel.rooms.inventory.rules import (
    DEWEY,
    LOCAL,
    NUMBER_LENGTH,
    OTHER,
    SCHEMES,
    ItemFacts,
    assign_number_objections,
    normalise_number,
)

NEW, MORE, KNOWN, REFUSED = "new", "more", "known", "refused"
OUTCOMES = (NEW, MORE, KNOWN, REFUSED)
"""A new record; more copies of a record we have; a record we have, without copies; not taken in."""

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LETTERS = 3
_MOST_KINDS = 200
_MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """What a file's words mean here: folded codes and names of sites, places (by site) and item types."""

    sites: Mapping[str, int]
    places: Mapping[tuple[int, str], int]
    item_types: Mapping[str, int]
    site_names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the import's form says of copies that do not say it themselves; `site_ids` None means every site."""

    site_id: int
    item_type_id: int
    site_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One copy as it will be made."""

    site_id: int
    facts: ItemFacts
    number: str


@dataclass(slots=True)
class Unknown:
    """Words of the file that mean nothing here, each with how often it came: told once, never created."""

    sites: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    item_types: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, word: str) -> None:
        """Count one more copy with this unknown word; beyond 200 different words the rest count together."""
        words: dict[str, int] = getattr(self, kind)
        key = word if word in words or len(words) < _MOST_KINDS else "…"
        words[key] = words.get(key, 0) + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a readable record asks for: its copies, and what stands against them or is worth telling."""

    items: tuple[PlannedItem, ...]
    objections: tuple[Objection, ...]


def planned(
    facts: RecordFacts, holdings: Sequence[Holding], known: Known, defaults: Defaults, unknown: Unknown
) -> Plan:
    """The copies of a record, each with site, place, type and call number, and all objections to them."""
    items, objections = [], []
    if not facts.title:
        objections.append(Objection("intake.no_title", Weight.REFUSE))
    for holding in holdings:
        site_id = _site_of(holding, known, defaults, unknown)
        if defaults.site_ids is not None and site_id not in defaults.site_ids:
            name = known.site_names.get(site_id, holding.site)
            objections.append(Objection("intake.other_site", Weight.REFUSE, {"site": name}))
        number = normalise_number(holding.barcode)
        objections += _number_objections(number)
        items.append(PlannedItem(site_id, _facts_of(holding, facts, site_id, known, defaults, unknown), number))
    return Plan(tuple(items), tuple(objections))


def number_objections(
    numbers: Iterable[str], *, taken: Mapping[str, str], earlier: Mapping[str, int], number_of_record: int
) -> tuple[Objection, ...]:
    """What stands against the barcodes of one record: on another item already, or earlier in the same file."""
    found: list[Objection] = []
    own: set[str] = set()
    for number in numbers:
        if number in earlier or number in own:
            facts: dict[str, object] = {"number": number, "first": earlier.get(number, number_of_record)}
            found.append(Objection("intake.number_twice", Weight.REFUSE, facts))
        elif number in taken:
            facts = {"number": number, "title": taken[number]}
            found.append(Objection("intake.number_taken", Weight.REFUSE, facts))
        own.add(number)
    return tuple(found)


def unreadable_objection(found: Unreadable) -> Objection:
    """Why a record could not be read, and where it is in the file."""
    return Objection("intake.unreadable", Weight.REFUSE, {"why": found.why})


def mended_objections(record: MarcRecord) -> tuple[Objection, ...]:
    """What the reader had to mend."""
    if not record.flaws:
        return ()
    return (Objection("intake.mended", Weight.TELL, {"what": " ".join(record.flaws)}),)


def acquired_on(text: str) -> date | None:
    """The day in `20260815` or `2026-08-15`; None for anything else."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def call_number_of(holding: Holding, facts: RecordFacts) -> tuple[str, str]:
    """A copy's call number and scheme: its own, else the record's class with three letters of the main entry."""
    if holding.call_number:
        scheme = holding.scheme or LOCAL
        return holding.call_number, scheme if scheme in SCHEMES else OTHER
    stated = facts.call_number
    if not stated.text:
        return "", DEWEY
    text, scheme = stated.text, stated.scheme if stated.scheme in SCHEMES else OTHER
    if scheme == DEWEY and not any(sign.isalpha() for sign in text):
        letters = re.sub(r"[^a-z]", "", fold(facts.author_sort or facts.title_sort))[:_LETTERS].upper()
        text = f"{text} {letters}".strip()
    return text, scheme


def _site_of(holding: Holding, known: Known, defaults: Defaults, unknown: Unknown) -> int:
    for code in holding.site_codes:
        if (site_id := known.sites.get(fold(code))) is not None:
            return site_id
    if holding.site_codes:
        unknown.add("sites", holding.site)
    return defaults.site_id


def _facts_of(
    holding: Holding, facts: RecordFacts, site_id: int, known: Known, defaults: Defaults, unknown: Unknown
) -> ItemFacts:
    place_id = known.places.get((site_id, fold(holding.place))) if holding.place else None
    if holding.place and place_id is None:
        unknown.add("places", holding.place)
    item_type_id = known.item_types.get(fold(holding.item_type)) if holding.item_type else None
    if holding.item_type and item_type_id is None:
        unknown.add("item_types", holding.item_type)
    call_number, scheme = call_number_of(holding, facts)
    digits = re.sub(r"\D", "", holding.copy_number)
    return ItemFacts(
        item_type_id=item_type_id or defaults.item_type_id,
        place_id=place_id,
        call_number=call_number,
        call_number_scheme=scheme,
        copy_number=int(digits) if 0 < len(digits) < 5 else None,
        volume=holding.volume,
        price_minor=holding.price_minor,
        fund=holding.fund,
        note=" ".join(text for text in (holding.staff_note, holding.public_note) if text)[:_MOST_NOTE],
        acquired_on=acquired_on(holding.acquired),
    )


def _number_objections(number: str) -> list[Objection]:
    """A number may be odd, as old labels are: that is told. One that cannot be stored is refused."""
    if len(number) > NUMBER_LENGTH:
        facts = {"number": number[:NUMBER_LENGTH], "found": len(number), "most": NUMBER_LENGTH}
        return [Objection("intake.number_long", Weight.REFUSE, facts)]
    if number and any(each.code == "inventory.number_check" for each in assign_number_objections(number)):
        return [Objection("intake.odd_number", Weight.TELL, {"number": number})]
    return []
