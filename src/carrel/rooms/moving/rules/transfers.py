"""What stands against packing, sending, counting and settling a transfer (features, rows 99 and 153)."""

from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

PACKING, SENT, RECEIVED, CLOSED = "packing", "sent", "received", "closed"
COUNTED, MISSING, ELSEWHERE = "counted", "missing", "elsewhere"
LINE_ENDS = (COUNTED, MISSING, ELSEWHERE)
"""How a line ends: counted at its school, missing on the way, or seen elsewhere since and gone its own way."""
UNKNOWN, UNLISTED, ASTRAY = "unknown", "unlisted", "astray"
STRANGER_KINDS = (UNKNOWN, UNLISTED, ASTRAY)
"""What came and was not expected: a number nobody knows, an item on no list, an item of another transfer."""
ADDED, SENT_ON, ASIDE = "added", "sent_on", "aside"
STRANGER_ENDS = (ADDED, SENT_ON, ASIDE)
WHY_LENGTH, MOST_BOXES, MOST_ITEMS = 120, 60, 1000
GOING_HOME, FOR_A_TIME, FOR_GOOD = "home", "time", "sent"
"""Why its journeys are made, as the inventory writes it."""


def transfer_code(transfer_id: int, box: int = 0) -> str:
    """What stands in bars on the papers of a transfer: TR12, and TR12-2 on its second box."""
    return f"TR{transfer_id}-{box}" if box else f"TR{transfer_id}"


def transfer_of_code(text: str) -> int | None:
    """The transfer a scanned slip or packing list names."""
    head, _dash, _box = text.strip().upper().partition("-")
    digits = head.removeprefix("TR")
    return int(digits) if head.startswith("TR") and digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def no_such_transfer() -> Objection:
    """There is none, or it is between other schools."""
    return Objection("moving.no_such_transfer", Weight.REFUSE, {})


def no_such_number(number: str) -> Objection:
    """Nothing has this number."""
    return Objection("moving.no_such_number", Weight.REFUSE, {"number": number})


def begin_objections(
    *, to_site: str, is_elsewhere: bool, is_active: bool, until_on: date | None, today: date
) -> tuple[Objection, ...]:
    """What stands against beginning a transfer, or changing its day."""
    facts: dict[str, object] = {"site": to_site, "until": until_on}
    found = []
    if not is_elsewhere:
        found.append(Objection("moving.goes_nowhere", Weight.REFUSE, facts))
    elif not is_active:
        found.append(Objection("moving.school_closed", Weight.REFUSE, facts))
    if until_on is not None and until_on <= today:
        found.append(Objection("moving.until_is_past", Weight.REFUSE, facts))
    return tuple(found)


def changed_objections(state: str, code: str) -> tuple[Objection, ...]:
    """What stands against changing what is packed: it has left."""
    return () if state == PACKING else (Objection("moving.transfer_left", Weight.REFUSE, {"transfer": code}),)


@dataclass(frozen=True, slots=True)
class PackFacts:
    """An item that is to go into a transfer, besides what `send_objections` knows of it."""

    title: str
    transfer: str
    state: str
    """The transfer's."""
    is_in: bool = False
    other: str = ""
    """The code of another open transfer the item is in."""
    belongs_to: str = ""
    """The school whose item it is, where that is neither this one nor the goal of a way home."""
    items: int = 0


def pack_objections(facts: PackFacts) -> tuple[Objection, ...]:
    """What stands against putting an item in, besides its own state."""
    base: dict[str, object] = {"title": facts.title, "transfer": facts.transfer}
    found = list(changed_objections(facts.state, facts.transfer))
    if facts.is_in:
        found.append(Objection("moving.in_already", Weight.TELL, base, Source("fact", facts.transfer, "transfer")))
    if facts.other:
        found.append(Objection("moving.in_other_transfer", Weight.REFUSE, base | {"other": facts.other}))
    if facts.belongs_to:
        found.append(Objection("moving.not_of_here", Weight.REFUSE, base | {"site": facts.belongs_to}))
    if facts.items >= MOST_ITEMS:
        found.append(Objection("moving.transfer_full", Weight.REFUSE, base | {"most": MOST_ITEMS}))
    return tuple(found)


def send_transfer_objections(*, code: str, state: str, lines: int, not_in: tuple[str, ...]) -> tuple[Objection, ...]:
    """What stands against sending: it has left, it is empty, or things in it are not in any more."""
    if state != PACKING:
        return (Objection("moving.transfer_left", Weight.REFUSE, {"transfer": code}),)
    if not lines:
        return (Objection("moving.transfer_empty", Weight.REFUSE, {"transfer": code}),)
    return tuple(
        Objection("moving.not_in_any_more", Weight.REFUSE, {"title": title, "transfer": code}) for title in not_in
    )


def call_back_objections(*, code: str, state: str, counted: int, arrived: int) -> tuple[Objection, ...]:
    """What stands against saying that it never left: somebody has begun to count, or things have arrived."""
    if state == PACKING:
        return (Objection("moving.transfer_not_sent", Weight.REFUSE, {"transfer": code}),)
    if state != SENT or counted:
        return (Objection("moving.transfer_counted", Weight.REFUSE, {"transfer": code}),)
    return (Objection("moving.some_arrived", Weight.REFUSE, {"transfer": code, "count": arrived}),) if arrived else ()


def count_objections(
    *, code: str, state: str, is_line: bool = True, was_missing: bool = False
) -> tuple[Objection, ...]:
    """What stands against counting something in a transfer; what was missing is counted even when it is closed."""
    if state == PACKING:
        return (Objection("moving.transfer_not_sent", Weight.REFUSE, {"transfer": code}),)
    if state == CLOSED and not (is_line and was_missing):
        return (Objection("moving.transfer_closed", Weight.REFUSE, {"transfer": code}),)
    return ()


def receive_objections(*, code: str, state: str) -> tuple[Objection, ...]:
    """What stands against ending the count: it has not left, or somebody was faster."""
    if state == PACKING:
        return (Objection("moving.transfer_not_sent", Weight.REFUSE, {"transfer": code}),)
    return () if state == SENT else (Objection("moving.received_already", Weight.REFUSE, {"transfer": code}),)


def reopen_objections(*, code: str, state: str) -> tuple[Objection, ...]:
    """What stands against counting once more."""
    return () if state in (RECEIVED, CLOSED) else (Objection("moving.not_received", Weight.REFUSE, {"transfer": code}),)


def settle_line_objections(*, title: str, code: str, state: str, is_open: bool) -> tuple[Objection, ...]:
    """What stands against saying that a line is missing: it is not received yet, or settled."""
    facts: dict[str, object] = {"title": title, "transfer": code}
    if state not in (RECEIVED, CLOSED):
        return (Objection("moving.count_first", Weight.REFUSE, facts),)
    return () if is_open else (Objection("moving.line_settled", Weight.REFUSE, facts),)


def settle_stranger_objections(*, number: str, how: str, is_known: bool, is_open: bool) -> tuple[Objection, ...]:
    """What stands against settling what came besides: it is settled, or nobody knows what it is."""
    facts: dict[str, object] = {"number": number}
    if not is_open:
        return (Objection("moving.stranger_settled", Weight.REFUSE, facts),)
    if how == ASIDE:
        return (Objection("moving.stranger_known", Weight.REFUSE, facts),) if is_known else ()
    return () if is_known else (Objection("moving.stranger_unknown", Weight.REFUSE, facts),)


def left_meanwhile(code: str) -> tuple[Objection, ...]:
    """Another desk lent something of it in the moment it was sent."""
    return (Objection("moving.lent_just_now", Weight.REFUSE, {"transfer": code}),)


def call_back_lent_objections(*, code: str, left: int) -> tuple[Objection, ...]:
    """What stands against calling a transfer back: it was for good, or all of it is on its way home."""
    return () if left else (Objection("moving.nothing_to_call_back", Weight.REFUSE, {"transfer": code}),)


def take_back_line_objections(*, title: str, is_open: bool, came_by_desk: bool) -> tuple[Objection, ...]:
    """What stands against taking back how a line ended."""
    facts: dict[str, object] = {"title": title}
    if is_open:
        return (Objection("moving.line_is_open", Weight.REFUSE, facts),)
    return (Objection("moving.came_by_desk", Weight.REFUSE, facts),) if came_by_desk else ()


def add_stranger_objections(*, other: str) -> tuple[Objection, ...]:
    """What stands against adding what came besides: another transfer has it on its list."""
    return (Objection("moving.add_is_listed", Weight.REFUSE, {"other": other}),) if other else ()
