"""What becomes of a MARC record and its copies when they come in.

Pure: the records as read, what is known of sites, places, item types and numbers already taken, and nothing else.
Sources of the defaults: MARC 852 as school vendors write it; docs/rules/imports.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.marc import Holding, MarcRecord, RecordFacts, Unreadable
from carrel.rooms.intake.rules.profiles import FUND, ITEM_TYPE, PLACE, SITE, Profile, price_text
from carrel.rooms.inventory.rules import (
    DEWEY,
    LOCAL,
    NUMBER_LENGTH,
    OTHER,
    SCHEMES,
    ItemFacts,
    has_wrong_check,
    normalise_number,
)

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LETTERS = 3
_MOST_KINDS = 200
_MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """What a file's words mean here: folded codes and names of sites, places (by site), item types and funds."""

    sites: Mapping[str, int]
    places: Mapping[tuple[int, str], int]
    item_types: Mapping[str, int]
    site_names: Mapping[int, str] = field(default_factory=dict)
    funds: Mapping[str, int] = field(default_factory=dict)
    fund_codes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the import's form says of copies that do not say it themselves; `site_ids` None means every site."""

    site_id: int
    item_type_id: int
    site_ids: frozenset[int] | None = None


class PlannedItem(NamedTuple):
    """One copy as it will be made: `values` are the columns of an item in inventory's order (ItemFacts.values)."""

    site_id: int
    place_id: int | None
    number: str
    values: tuple[Any, ...]


UnknownWord = tuple[str, int, str]
"""Kind (PLURALS), site (0 for none) and word, as the file writes it."""


@dataclass(slots=True)
class Unknown:
    """Words of the file that mean nothing here, each with how often it came: proposed, never made.

    `place_sites` says of each place word at which sites copies with it stand, by the site's number as text.
    """

    sites: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    item_types: dict[str, int] = field(default_factory=dict)
    funds: dict[str, int] = field(default_factory=dict)
    place_sites: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, kind: str, word: str, site_id: int = 0) -> None:
        """Count one more copy with this unknown word; beyond 200 different words the rest count together."""
        words: dict[str, int] = getattr(self, kind)
        key = word if word in words or len(words) < _MOST_KINDS else "…"
        words[key] = words.get(key, 0) + 1
        if kind == "places" and key == word:
            sites = self.place_sites.setdefault(word, {})
            sites[str(site_id)] = sites.get(str(site_id), 0) + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a readable record asks for: its copies, what stands against them or is worth telling, and unknown words."""

    items: tuple[PlannedItem, ...]
    objections: tuple[Objection, ...]
    unknown: tuple[UnknownWord, ...] = ()


def planned(
    facts: RecordFacts,
    holdings: Sequence[Holding],
    known: Known,
    defaults: Defaults,
    profile: Profile = Profile(),  # noqa: B008  it is frozen
) -> Plan:
    """The copies of a record, each with site, place, type, fund and call number, and all objections to them."""
    items: list[PlannedItem] = []
    objections: list[Objection] = []
    unknown: list[UnknownWord] = []
    if not facts.title:
        objections.append(Objection("intake.no_title", Weight.REFUSE))
    for holding in holdings:
        site_id = _site_of(holding, known, defaults, profile, unknown)
        if defaults.site_ids is not None and site_id not in defaults.site_ids:
            name = known.site_names.get(site_id, holding.site)
            objections.append(Objection("intake.other_site", Weight.REFUSE, {"site": name}))
        number = normalise_number(holding.barcode)
        if number:
            objections += _number_objections(number)
        if holding.price_minor is None and (text := price_text(profile, holding.field)):
            objections.append(Objection("intake.price_unread", Weight.TELL, {"price": text[:40], "number": number}))
        item = _facts_of(holding, facts, site_id, known, defaults, profile, unknown)
        items.append(PlannedItem(site_id, item.place_id, number, item.values()))
    return Plan(tuple(items), tuple(objections), tuple(unknown))


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


_folded = lru_cache(maxsize=4096)(fold)


def _site_of(holding: Holding, known: Known, defaults: Defaults, profile: Profile, unknown: list[UnknownWord]) -> int:
    for code in holding.site_codes:
        word = _folded(code)
        if (SITE, 0, word) in profile.words:
            return profile.words[SITE, 0, word] or defaults.site_id
        if (site_id := known.sites.get(word)) is not None:
            return site_id
    if holding.site_codes:
        unknown.append(("sites", 0, holding.site))
    return defaults.site_id


def _meant(
    kind: str, site_id: int, text: str, known: int | None, profile: Profile, unknown: list[UnknownWord]
) -> int | None:
    """The row a word names: as decided for this vendor, else as known here; else the word is noted as unknown."""
    key = (kind, site_id, _folded(text))
    if key in profile.words:
        return profile.words[key]
    if known is None:
        unknown.append((f"{kind}s", site_id, text))
    return known


def _facts_of(
    holding: Holding,
    facts: RecordFacts,
    site_id: int,
    known: Known,
    defaults: Defaults,
    profile: Profile,
    unknown: list[UnknownWord],
) -> ItemFacts:
    place_id = item_type_id = fund_id = None
    if text := holding.place:
        place_id = _meant(PLACE, site_id, text, known.places.get((site_id, _folded(text))), profile, unknown)
    if text := holding.item_type:
        item_type_id = _meant(ITEM_TYPE, 0, text, known.item_types.get(_folded(text)), profile, unknown)
    if text := holding.fund.strip():
        fund_id = _meant(FUND, 0, text, known.funds.get(_folded(text)), profile, unknown)
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
        fund=known.fund_codes.get(fund_id, "") if fund_id else "",
        note=" ".join(text for text in (holding.staff_note, holding.public_note) if text)[:_MOST_NOTE],
        acquired_on=acquired_on(holding.acquired),
    )


def _number_objections(number: str) -> list[Objection]:
    """A number may be odd, as old labels are: that is told. One that cannot be stored is refused."""
    if len(number) > NUMBER_LENGTH:
        facts = {"number": number[:NUMBER_LENGTH], "found": len(number), "most": NUMBER_LENGTH}
        return [Objection("intake.number_long", Weight.REFUSE, facts)]
    if has_wrong_check(number):
        return [Objection("intake.odd_number", Weight.TELL, {"number": number})]
    return []
