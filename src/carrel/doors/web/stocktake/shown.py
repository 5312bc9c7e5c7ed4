"""How a scan at the shelf is told: shape, sound, words, and what can be done about it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from carrel.doors.web.desk.money import found_words
from carrel.doors.web.last_scan import LastScan
from carrel.doors.web.phrases import sentence
from carrel.rooms.inventory.rules import spine_lines
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.actions import UNKNOWN, Answer
from carrel.rooms.stocktake.phrases import ORDER_WORDS, OUTCOME_WORDS, SCOPE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carrel.rooms.inventory.models import Item
    from carrel.rooms.stocktake.models import Count
    from carrel.rooms.stocktake.queries import Interval, Latest, OutOfOrder

# Shape and sound of each outcome: they differ by more than colour and pitch, so that nobody has to look.
STATES = {
    rules.RIGHT: "done", rules.OTHER_PLACE: "away", rules.OUTSIDE: "tell", rules.OTHER_SITE: "away", rules.LENT: "ask",
    rules.WAITS: "hold", rules.TRAVELS: "away", rules.MENDED: "unknown", rules.FOUND: "fine", rules.GONE: "refused",
    rules.PLACED: "done", UNKNOWN: "unknown",
}  # fmt: skip
BELONGS = ("stocktake.belongs_between", "stocktake.belongs_before", "stocktake.swapped")
HEIGHTS = ("", "tall", "", "short", "")
STATE_SHAPES = {"open": "parked", "finishing": "moved", "finished": "done", "undoing": "moved"}


@dataclass(frozen=True, slots=True)
class Card(LastScan):
    """The last scan as a card, with where the copy belongs and what can be done about it."""

    belongs: str = ""
    call_number: str = ""
    before: str = ""
    before_call: str = ""
    after: str = ""
    after_call: str = ""
    seen_id: int | None = None
    is_odd: bool = False
    may_move: bool = False
    may_return: bool = False

    @property
    def whole(self) -> str:
        """All that is said, for whoever shows no picture."""
        return " ".join(filter(None, (self.say, self.belongs)))


def card_of(answer: Answer) -> Card:
    """What a scan was answered, as a card."""
    is_odd = answer.order in (rules.BACK, rules.SWAPPED)
    outcome = answer.outcome or rules.RIGHT
    state, verdict = STATES[outcome], OUTCOME_WORDS.get(outcome, ORDER_WORDS["unknown"])
    if is_odd and outcome in (rules.RIGHT, rules.OUTSIDE):
        state, verdict = "ask", ORDER_WORDS[answer.order]
    elif answer.is_again:
        state, verdict = "tell", ORDER_WORDS["again"]
    elif any(each.code == rules.FROM_ELSEWHERE for each in answer.tells):
        state, verdict = "tell", ORDER_WORDS["elsewhere"]
    # Circulation says better than we what became of a lost thing that is found.
    is_told = any(each.code == "circulation.was_found" for each in answer.tells)
    left_out = {*BELONGS, "stocktake.found"} if is_told else {*BELONGS}
    says = [sentence(each) for each in answer.tells if each.code not in left_out]
    belongs = [sentence(each) for each in answer.tells if each.code in BELONGS]
    if answer.found is not None and answer.found.was_billed:
        says += found_words(answer.found)
    return Card(
        state,
        verdict,
        answer.title,
        " ".join(says),
        " ".join(belongs),
        answer.call_number,
        answer.before,
        answer.before_call,
        answer.after,
        answer.after_call,
        answer.seen_id,
        is_odd=is_odd,
        may_move=is_odd or outcome == rules.OTHER_PLACE,
        may_return=outcome in rules.TO_RETURN,
    )


def scope_words(count: Count) -> str:
    """What a count asks for, in words."""
    words = str(SCOPE_WORDS[count.scope])
    if count.scope == rules.RANGE:
        words = _("%(first)s to %(last)s") % {"first": count.from_text, "last": count.to_text}
    return f"{words}: {count.place}" if count.place else words


@dataclass(frozen=True, slots=True)
class Spine:
    """A copy as it stands before one: the lines of its spine, its height, whether it is the odd one."""

    lines: tuple[str, ...]
    height: str
    is_odd: bool


def spines(latest: Sequence[Latest], last: Card | None) -> list[Spine]:
    """The shelf as it stands before whoever scans: the last copies, the odd one leaning out."""
    odd = last.seen_id if last is not None and last.may_move else None
    return [
        Spine(spine_lines(each.call_number) or ("–",), HEIGHTS[each.item_id % len(HEIGHTS)], each.seen_id == odd)
        for each in latest
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A copy in a list of results, whichever list it is."""

    item_id: int
    title: str
    call_number: str
    barcode: str
    place: str
    said: str
    price_minor: int | None = None
    seen_id: int | None = None
    is_moved: bool = False


def line_of(item: Item, said: str, **more: Any) -> Line:
    """A copy with what is said of it."""
    place = item.place.name if item.place else ""
    return Line(item.pk, item.record.title, item.call_number, item.barcode, place, said, **more)


def belongs_words(each: OutOfOrder) -> str:
    """Between which two a copy belongs."""
    if each.before is None and each.after is None:
        return ""
    if each.before is None:
        return _("before “%(after)s”, %(after_call)s") % _called("after", each.after)
    if each.after is None:
        return _("after “%(before)s”, %(before_call)s") % _called("before", each.before)
    facts = _called("before", each.before) | _called("after", each.after)
    return _("between “%(before)s”, %(before_call)s, and “%(after)s”, %(after_call)s") % facts


def _called(name: str, item: Item | None) -> dict[str, str]:
    return {name: item.record.title, f"{name}_call": item.call_number} if item else {}


def interval_words(interval: Interval) -> dict[str, str]:
    """A sample in words: the share found, and between what the share of all lies."""
    return {name: share_words(getattr(interval, name)) for name in ("share", "low", "high")}


def share_words(share: float | None) -> str:
    """A share as people write it; nothing for none."""
    return "" if share is None else _("%(n)s %%") % {"n": formats.number_format(round(share * 100, 1), 1)}
