"""What a count is, how a scanned copy stood, and what stands against a deed. Pure; docs/rules/stocktake.md."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.inventory.rules import (
    AVAILABLE,
    IN_REPAIR,
    IN_TRANSIT,
    LOST,
    MISSING,
    ON_HOLD,
    ON_LOAN,
    WITHDRAWN,
)

NAME_LENGTH = 80
ALL, PLACE, RANGE, WALKED, SAMPLE, DEVICES = "all", "place", "range", "walked", "sample", "devices"
SCOPES = (WALKED, PLACE, RANGE, ALL, SAMPLE, DEVICES)
WITHOUT_ORDER = frozenset({SAMPLE, DEVICES})
"""Copies that stand far apart, and devices: one scans them as one comes to them."""

OPEN, FINISHING, FINISHED, UNDOING = "open", "finishing", "finished", "undoing"
STATES = (OPEN, FINISHING, FINISHED, UNDOING)

RIGHT, OTHER_PLACE, OUTSIDE, OTHER_SITE, LENT, WAITS = "right", "other_place", "outside", "other_site", "lent", "waits"
TRAVELS, MENDED, FOUND, GONE, PLACED = "travels", "mended", "found", "gone", "placed"
OUTCOMES = (RIGHT, OTHER_PLACE, OUTSIDE, OTHER_SITE, LENT, WAITS, TRAVELS, MENDED, FOUND, GONE, PLACED)
IN_ITS_PLACE = frozenset({RIGHT, FOUND, PLACED})
"""The outcomes after which there is nothing more to do about the copy."""
TO_RETURN = frozenset({LENT, TRAVELS, OTHER_SITE})
"""The outcomes for which the return is offered: it ends the loan or the journey, or sends the copy home."""

_BY_STATE = {
    ON_LOAN: LENT, ON_HOLD: WAITS, IN_TRANSIT: TRAVELS, IN_REPAIR: MENDED, WITHDRAWN: GONE, LOST: FOUND, MISSING: FOUND,
}  # fmt: skip

AT_ONCE = 2000
"""Copies that are finished while one waits; more is long work."""
STEP = 4000
"""Copies of one transaction."""
FEW = 20
"""So many may be missing after however few scans without a question."""
MOSTLY_UNSEEN, FROM_ELSEWHERE = "stocktake.mostly_unseen", "stocktake.from_elsewhere"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a count asks for, as a scan needs it: `place_ids` of a place with all inside it, keys of a range."""

    code: str
    site_id: int
    place_ids: frozenset[int] = frozenset()
    from_key: str = ""
    to_key: str = ""
    item_type_id: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A scanned copy as the records have it."""

    site_id: int
    state: str
    shelving_key: str = ""
    place_id: int | None = None
    item_type_id: int | None = None
    is_claimed: bool = False


def is_within(scope: Scope, copy: Copy) -> bool:
    """Whether a copy is among those a count asks for, as far as the copy alone tells it."""
    if copy.site_id != scope.site_id or scope.item_type_id not in (None, copy.item_type_id):
        return False
    if scope.place_ids and copy.place_id not in scope.place_ids:
        return False
    return not scope.to_key or scope.from_key <= copy.shelving_key < scope.to_key


def outcome_of(scope: Scope, copy: Copy) -> str:
    """How a scanned copy stands there. What the record says of its state comes before where it belongs."""
    if copy.site_id != scope.site_id:
        return OTHER_SITE
    if copy.state != AVAILABLE:
        return FOUND if copy.is_claimed and copy.state == ON_LOAN else _BY_STATE[copy.state]
    if scope.place_ids and copy.place_id not in scope.place_ids:
        return PLACED if scope.code == DEVICES and _has_no_shelf(scope, copy) else OTHER_PLACE
    return RIGHT if is_within(scope, copy) else OUTSIDE


def _has_no_shelf(scope: Scope, copy: Copy) -> bool:
    """Whether it is one of the devices: of the kind that is counted, or, where none is named, without a call number.

    A novel that was left in the computer lab goes back to its shelf; a laptop lives where it is found.
    """
    if scope.item_type_id is not None:
        return scope.item_type_id == copy.item_type_id
    return not copy.shelving_key


def comes_from_elsewhere(place_id: int | None, before: Sequence[int | None]) -> bool:
    """Whether a copy stands elsewhere by its record than the two scanned just before it, which stand together.

    Only said, never judged: one may have come to the next shelf, where the second copy says nothing any more.
    """
    one, other = (*before, None, None)[:2]
    return place_id is not None and one is not None and one == other != place_id


def count_objections(
    *, name: str, scope: str, has_place: bool, from_key: str, to_key: str, is_site_seen: bool
) -> tuple[Objection, ...]:
    """What stands against beginning a count."""
    found = []
    if not name:
        found.append(Objection("stocktake.unnamed", Weight.REFUSE, {}))
    if not is_site_seen:
        found.append(Objection("stocktake.other_school", Weight.REFUSE, {"count": name}))
    if scope in (PLACE, DEVICES) and not has_place:
        found.append(Objection("stocktake.place_missing", Weight.REFUSE, {}))
    if scope == RANGE and not (from_key and to_key):
        found.append(Objection("stocktake.range_missing", Weight.REFUSE, {}))
    if scope == RANGE and from_key and to_key and to_key < from_key:
        found.append(Objection("stocktake.range_turned", Weight.REFUSE, {}))
    return tuple(found)


def finish_objections(*, count: str, seen: int, unseen: int) -> tuple[Objection, ...]:
    """What stands against finishing a count; where it would make more missing than were seen, it is asked."""
    if not seen:
        return (Objection("stocktake.nothing_scanned", Weight.REFUSE, {"count": count}),)
    if unseen <= max(seen, FEW):
        return ()
    facts = {"count": count, "seen": seen, "unseen": unseen}
    return (Objection(MOSTLY_UNSEEN, Weight.ASK, facts, Source("fact", "counts"), override="stocktake.finish_count"),)


def state_objections(*, count: str, state: str, wanted: Collection[str]) -> tuple[Objection, ...]:
    """A count is scanned and finished while it is open, and undone when it is finished."""
    if state in wanted:
        return ()
    if state in (FINISHING, UNDOING):
        return (Objection("stocktake.under_way", Weight.REFUSE, {"count": count}),)
    code = "stocktake.closed" if state == FINISHED else "stocktake.not_finished"
    return (Objection(code, Weight.REFUSE, {"count": count}, Source("fact", "counts")),)
