"""What becomes of one row of a holds register, and how a queue keeps its order. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.marc import clean_isbn
from carrel.rooms.inventory.rules import AVAILABLE, WITHDRAWN, normalise_number
from carrel.rooms.people.rules import normalise_number as normalise_card
from carrel.rooms.registers.rules.items import Defaults, KnownWords, UnknownWords
from carrel.rooms.registers.rules.loans import ItemStanding
from carrel.rooms.registers.rules.sheet import Cells
from carrel.rooms.registers.rules.values import is_yes

WAITING, CAUGHT, OVER = "waiting", "caught", "over"
"""A hold that waits, one whose copy stands ready or is on its way, and one that has ended: it stays where it was."""
ON_SHELF, ON_ITS_WAY = "on_shelf", "in_transit"
LONGEST_NOTE = 200
_TICK = timedelta(microseconds=1)
_NO = frozenset({"0", "n", "no", "false", "f"})
_TITLE_TYPES = frozenset({"t", "title", "bib", "record", "titulo"})
# Evergreen: C a copy, F one that is forced, R one that is recalled.
_COPY_TYPES = frozenset({"c", "f", "r", "copy", "item", "ejemplar"})
_STATES = {
    WAITING: (
        "waiting", "pending", "requested", "active", "not ready", "on hold", "on shelf hold", "unapproved", "approved",
        "frozen", "suspended", "en espera", "pendiente",
    ),
    # Koha writes W for what waits on the hold shelf and P for what is made ready for it.
    ON_SHELF: ("w", "p", "ready", "ready for pickup", "on the hold shelf", "hold shelf", "captured", "in stock",
               "in stock hold", "available", "listo"),
    ON_ITS_WAY: ("t", "in transit", "in transit hold", "transit", "en route", "on its way", "en transito"),
    OVER: ("f", "filled", "fulfilled", "cancelled", "canceled", "expired", "in stock expired", "completed", "closed",
           "declined", "lent", "cancelada", "vencida"),
}  # fmt: skip
_STATE_WORDS = {word: state for state, words in _STATES.items() for word in words}


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold as the file says it. `state` is waiting, on_shelf, in_transit or over; `barcode` is the copy that is
    waited for (`is_of_copy`) or that was caught; `odd_kind` what is waited for that is neither a title nor a copy."""

    person_number: str
    record_number: str
    isbn: str
    barcode: str
    is_of_copy: bool
    state: str
    placed_at: datetime | None
    pickup_site_id: int
    expires_on: date | None
    shelf_until_on: date | None
    is_frozen: bool
    frozen_until_on: date | None
    is_front: bool
    note: str
    odd_kind: str = ""

    @property
    def is_caught(self) -> bool:
        return self.state in (ON_SHELF, ON_ITS_WAY)


def hold_row(cells: Cells, known: KnownWords, defaults: Defaults, unknown: UnknownWords) -> HoldRow:
    """The hold of a row; what cannot be read is in `cells.objections`."""
    today = cells.sheet.today
    state = _state_of(cells, unknown)
    expires_on, shelf_until_on = cells.day("expires"), cells.day("shelf_until")
    if state in (ON_SHELF, ON_ITS_WAY):
        # Some systems have one day for both: how long it waits, then how long its copy stands ready.
        shelf_until_on, expires_on = shelf_until_on or expires_on, None
    elif state == WAITING and expires_on is not None and expires_on < today:
        state = OVER
    placed, until = cells.moment("placed"), cells.day("frozen_until")
    barcode, is_of_copy, odd_kind = _copy_of(cells, state)
    is_frozen = is_yes(cells.text("frozen")) if "frozen" in cells.cells else until is not None
    return HoldRow(
        person_number=normalise_card(cells.text("person_number")),
        record_number=cells.text("record_number"),
        isbn=clean_isbn(cells.text("isbn")),
        barcode=barcode,
        is_of_copy=is_of_copy,
        state=state,
        placed_at=placed[0] if placed else None,
        pickup_site_id=_pickup_of(cells, known, defaults, unknown),
        expires_on=expires_on,
        shelf_until_on=shelf_until_on,
        is_frozen=is_frozen and (until is None or until > today),
        frozen_until_on=until if is_frozen and until is not None and until > today else None,
        is_front=is_yes(cells.text("front")),
        note=squeeze(cells.text("note"), LONGEST_NOTE),
        odd_kind=odd_kind,
    )


def _said(cells: Cells, name: str) -> bool:
    """Whether a cell says that something happened: by its moment, or as a flag."""
    return cells.text(name) != "" and fold(cells.text(name)) not in _NO


def _state_of(cells: Cells, unknown: UnknownWords) -> str:
    if _said(cells, "ended") or _said(cells, "filled"):
        return OVER
    if _said(cells, "shelved"):
        return ON_SHELF
    if _said(cells, "captured"):
        return ON_ITS_WAY if "shelved" in cells.cells else ON_SHELF
    word = cells.text("state")
    found = _STATE_WORDS.get(fold(word)) if word else WAITING
    if found is None:
        unknown.add("states", word)
    return found or WAITING


def _copy_of(cells: Cells, state: str) -> tuple[str, bool, str]:
    """The barcode of the line, whether just this copy is waited for, and the kind of hold where it is neither."""
    barcode = _barcode(cells, "barcode")
    caught = _barcode(cells, "caught_barcode")
    kind, flag = cells.text("hold_type"), cells.text("item_level")
    if kind:
        folded = fold(kind)
        is_of_copy = folded in _COPY_TYPES
        odd = "" if is_of_copy or folded in _TITLE_TYPES else kind
    else:
        # Without a word about it a copy that is named is the one that is wanted, unless it is the one that was caught.
        is_of_copy = is_yes(flag) if flag else bool(barcode) and state == WAITING
        odd = ""
    is_caught = state in (ON_SHELF, ON_ITS_WAY)
    return (barcode if is_of_copy or not is_caught else caught or barcode), is_of_copy, odd


def _barcode(cells: Cells, name: str) -> str:
    text = cells.text(name)
    return "" if fold(text) == "any copy" else normalise_number(text)


def _pickup_of(cells: Cells, known: KnownWords, defaults: Defaults, unknown: UnknownWords) -> int:
    word = cells.text("pickup")
    found = known.sites.get(fold(word)) if word else None
    if word and found is None:
        unknown.add("sites", word)
    site_id = found or defaults.site_id
    named = known.site_names.get(site_id, word)
    if defaults.site_ids is not None and site_id not in defaults.site_ids:
        cells.refuse("registers.other_pickup", site=named)
    elif site_id in known.closed_sites:
        cells.refuse("registers.pickup_closed", site=named)
    return site_id


@dataclass(frozen=True, slots=True)
class HoldThing:
    """What a hold waits for here: the record, and the copy its line names, if that is here."""

    record_id: int
    title: str
    copy: ItemStanding | None = None


def judge_hold(
    cells: Cells, row: HoldRow, *, person_id: int | None, thing: HoldThing | None, earlier: int | None, now: datetime
) -> None:
    """Add to `cells.objections` what stands against a hold. `earlier` is the line that says the same already.

    Of a person who is not found nothing else is said: a report never names a reader and a thing together.
    """
    if not row.person_number:
        cells.refuse("registers.no_person")
    elif person_id is None:
        cells.refuse("registers.unknown_person", number=row.person_number)
    elif row.odd_kind:
        cells.refuse("registers.hold_kind", kind=row.odd_kind)
    elif row.is_of_copy and not row.barcode:
        cells.refuse("registers.no_barcode")
    elif not (row.record_number or row.isbn or row.barcode):
        cells.refuse("registers.no_thing")
    elif thing is None and row.is_of_copy:
        cells.refuse("registers.unknown_item", number=row.barcode)
    elif thing is None:
        cells.refuse("registers.unknown_record", number=row.record_number or row.isbn or row.barcode)
    else:
        _judge_thing(cells, row, thing, earlier, now)


def _judge_thing(cells: Cells, row: HoldRow, thing: HoldThing, earlier: int | None, now: datetime) -> None:
    if row.placed_at is not None and row.placed_at > now:
        cells.refuse("registers.in_future")
    if earlier is not None:
        cells.refuse("registers.waits_twice", title=thing.title, first=earlier)
    elif row.is_of_copy and thing.copy is not None and thing.copy.state == WITHDRAWN:
        cells.refuse("registers.withdrawn_is_wanted", title=thing.title)
    elif row.is_caught and not _is_in(thing):
        cells.tell("registers.caught_elsewhere", title=thing.title)


def _is_in(thing: HoldThing) -> bool:
    return thing.copy is not None and thing.copy.state == AVAILABLE


def can_be_caught(row: HoldRow, thing: HoldThing) -> bool:
    """Whether the copy that was caught there is caught here: it is known here, of the title, and it is in.

    One that was on its way to its own site comes from nobody knows where: it is caught when it is unpacked.
    """
    if not row.is_caught or thing.copy is None or not _is_in(thing):
        return False
    return row.state == ON_SHELF or thing.copy.site_id != row.pickup_site_id


@dataclass(frozen=True, slots=True)
class InQueue:
    """A line's place in the queue of its title there: what the queue is of, the place, and since when it waits."""

    line: int
    of: str
    position: int
    since_at: datetime


def in_queue(cells: Cells, line: int, *, asked_at: datetime) -> InQueue | None:
    """The place a line says it has; None where it says none. Nothing is said against a cell that cannot be read."""
    place = cells.text("position")
    of = cells.text("record_number") or clean_isbn(cells.text("isbn")) or cells.text("barcode")
    if not (place.isascii() and place.isdigit() and len(place) < 8 and of):
        return None
    placed = cells.moment("placed")
    return InQueue(line, of, int(place), placed[0] if placed else asked_at)


def queue_moments(places: Iterable[InQueue]) -> Mapping[int, datetime]:
    """Since when each line waits here, so that every queue keeps the order it had there.

    Our queues go by time. Who stands before somebody who has waited longer counts as waiting as long; equal times are
    told apart by ticks nobody sees.
    """
    queues: dict[str, list[InQueue]] = {}
    for each in places:
        queues.setdefault(each.of, []).append(each)
    found: dict[int, datetime] = {}
    for queue in queues.values():
        queue.sort(key=lambda each: (each.position, each.since_at, each.line))
        latest: datetime | None = None
        for each in reversed(queue):
            latest = each.since_at if latest is None else min(latest, each.since_at)
            found[each.line] = latest
        before: datetime | None = None
        for each in queue:
            before = found[each.line] if before is None else max(found[each.line], before + _TICK)
            found[each.line] = before
    return found
