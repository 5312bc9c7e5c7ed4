"""How a scan at the shelf is told: shape, sound, words, and what can be done about it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from carrel.doors.web.desk.money import found_words
from carrel.doors.web.phrases import sentence
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.actions import UNKNOWN, Answer
from carrel.rooms.stocktake.phrases import ORDER_WORDS, OUTCOME_WORDS, SCOPE_WORDS

if TYPE_CHECKING:
    from carrel.rooms.stocktake.models import Count

Text = str | Promise

# Shape and sound of each outcome: they differ by more than colour and pitch, so that nobody has to look.
STATES = {
    rules.RIGHT: "done", rules.OTHER_PLACE: "away", rules.OUTSIDE: "tell", rules.OTHER_SITE: "away", rules.LENT: "ask",
    rules.WAITS: "hold", rules.TRAVELS: "away", rules.MENDED: "unknown", rules.FOUND: "fine", rules.GONE: "refused",
    rules.PLACED: "done", UNKNOWN: "unknown",
}  # fmt: skip
STATE_SHAPES = {"open": "parked", "finishing": "moved", "finished": "done", "undoing": "moved"}


@dataclass(frozen=True, slots=True)
class Card:
    """The last scan as a card."""

    state: str
    verdict: Text
    title: str
    say: str = ""
    call_number: str = ""
    before: str = ""
    after: str = ""
    seen_id: int | None = None
    may_move: bool = False
    may_return: bool = False

    @property
    def sound(self) -> str:
        """The sound of it: told quietly, heard quietly."""
        return {"tell": "again"}.get(self.state, self.state)


def card_of(answer: Answer) -> Card:
    """What a scan was answered, as a card."""
    is_odd = answer.order in (rules.BACK, rules.SWAPPED)
    outcome = answer.outcome or rules.RIGHT
    state, verdict = STATES[outcome], OUTCOME_WORDS.get(outcome, ORDER_WORDS["unknown"])
    if is_odd and outcome in (rules.RIGHT, rules.OUTSIDE):
        state, verdict = "ask", ORDER_WORDS[answer.order]
    elif answer.is_again:
        state, verdict = "tell", ORDER_WORDS["again"]
    says = [sentence(each) for each in answer.tells]
    if answer.found is not None and answer.found.was_billed:
        says += found_words(answer.found)
    return Card(
        state, verdict, answer.title, " ".join(says), answer.call_number, answer.before if is_odd else "",
        answer.after if is_odd else "", answer.seen_id, may_move=is_odd or outcome == rules.OTHER_PLACE,
        may_return=outcome in rules.TO_RETURN,
    )  # fmt: skip


def scope_words(count: Count) -> str:
    """What a count asks for, in words."""
    words = str(SCOPE_WORDS[count.scope])
    if count.scope == rules.RANGE:
        words = _("%(first)s to %(last)s") % {"first": count.from_text, "last": count.to_text}
    return f"{words}: {count.place}" if count.place else words
