"""The card a scan is answered with: shape, verdict, title, one sentence, at most a few answers. Says, decides nothing.

The ordinary is quiet, the odd is loud; money and lateness carry no colour; nobody else's name is ever on a card.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.doors.web.desk.visit import Answer, Card, Line, Why
from carrel.doors.web.phrases import sentence
from carrel.rooms.circulation.actions import Lent, Renewed, Undone, Used

YES, NO = "yes", "no"
# An ask that the book in the hand answers by itself: the reason is written down, nobody needs to think of one.
ANSWERED_BY_HAND = {
    "circulation.item_on_loan_elsewhere",
    "circulation.item_on_loan_to_another_reader",
    "circulation.item_on_loan_at_another_school",
    "circulation.item_lost",
    "circulation.item_missing",
}


# ---------------------------------------------------------------- what was done


def lent(done: Lent, name: str) -> tuple[Card, Line]:
    """Lent: the title and the stamp; what else is to tell stands below."""
    due = due_text(done)
    card = Card(
        state="done",
        verdict=_("Lent") if not done.repeated else _("Already lent to %(name)s") % {"name": name},
        title=done.title,
        say=_("Due") if not done.repeated else _("You scanned it twice. Nothing has changed. Due"),
        due=due,
        due_kind=done.due_kind,
        because=" ".join(filter(None, (_along(done.parts), told_words(done.tells)))),
        sound="again" if done.repeated else "done",
        loan_id=done.loan_id,
        item_id=done.item_id,
        event="issue",
    )
    return card, line_with(card, word=_("Lent."), detail=_("Due"), act_id=done.act_id)


def _along(parts: tuple[str, ...]) -> str:
    """What went along with a kit."""
    return _("With it: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def lent_before(title: str, name: str, due: str, loan_id: int | None) -> Card:
    """The same book scanned twice in a row for the same person: as it was, and half as loud."""
    return Card(
        state="done",
        verdict=_("Already lent to %(name)s") % {"name": name},
        title=title,
        say=_("You scanned it twice. Nothing has changed."),
        due=due,
        sound="again",
        loan_id=loan_id,
    )


def renewed(done: Renewed) -> tuple[Card, Line]:
    """Renewed: the new date."""
    card = Card(
        state="done",
        verdict=_("Renewed"),
        title=done.title,
        say=_("Now due"),
        due=due_text(done),
        due_kind=done.due_kind,
        because=told_words(done.tells),
        sound="again" if done.repeated else "done",
        loan_id=done.loan_id,
    )
    return card, line_with(card, word=_("Renewed."), detail=_("Due"), act_id=done.act_id)


def due_changed(done: Renewed) -> tuple[Card, Line]:
    """Another due date, given by hand."""
    card, line = renewed(done)
    card = replace(card, verdict=_("Due date changed"))
    return card, replace(line, word=_("Changed."))


def used(done: Used) -> tuple[Card, Line]:
    """Used in the library: counted, not lent."""
    card = Card(
        state="done",
        verdict=_("Counted"),
        title=done.title,
        say=_("Used here %(times)s times today.") % {"times": done.uses_today}
        if done.uses_today > 1
        else _("Used here."),
        because=told_words(done.tells),
        sound="again" if done.repeated else "done",
        item_id=done.item_id,
    )
    return card, line_with(card, word=_("Counted."), detail="", act_id=done.act_id)


def undone(done: Undone) -> Card:
    """Taken back: what holds again now."""
    now_true = {
        "check_out": _("It is not lent any more. Keep it here."),
        "check_in": _("It counts as lent again."),
        "renew": _("The earlier due date holds again."),
        "change_due": _("The earlier due date holds again."),
        "use_in_library": _("The use is not counted any more."),
        "swap_copies": _("Each reader has the copy of before on their name again."),
        "charge_damage": _("The damage is charged no more."),
        "note_condition": _("The condition of before holds again."),
    }
    return Card(
        state="done",
        verdict=_("Taken back"),
        title=done.title,
        say=now_true.get(done.undone, ""),
        sound="again",
        item_id=done.item_id,
    )


# ---------------------------------------------------------------- what was not done


@dataclass(frozen=True, slots=True)
class Words:
    """How a deed is called on the card that did not do it: refused, asked, and the answers that would do it."""

    refused: str
    asked: str
    go_on: str
    keep: str


def lending() -> Words:
    return Words(_("Not lent"), _("Ask: not lent yet"), _("Lend: %(reason)s"), _("Keep it here"))


def renewing() -> Words:
    return Words(_("Not renewed"), _("Ask: not renewed yet"), _("Renew: %(reason)s"), _("Leave it as it is"))


def other(refused: str) -> Words:
    """For deeds that nobody can pass: taking back, counting, undoing."""
    return Words(refused, refused, "%(reason)s", _("Leave it as it is"))


def refused(refusal: Refused, words: Words, *, title: str, may_pass: bool = False) -> Card:
    """Not done, or asked: every objection in a sentence, and the answers that would pass it."""
    first, *others = refusal.objections
    asked = may_pass and refusal.can_be_passed
    card = Card(
        state="ask" if asked else "refused",
        verdict=words.asked if asked else words.refused,
        title=title,
        say=sentence(first),
        because=" ".join(sentence(each) for each in others),
        sound="ask" if asked else "refused",
        why=[_why(each) for each in refusal.objections],
    )
    if asked:
        card.answers = _answers_for(refusal, words)
        card.asks_reason = not by_hand(refusal)
        card.because = " ".join(filter(None, (card.because, _("Or just scan on: then nothing happens."))))
    elif refusal.can_be_passed:
        card.because = _("Your role does not include passing this. Ask the librarian or the technician.")
    return card


def by_hand(refusal: Refused) -> bool:
    """Whether the book in the hand is reason enough."""
    return all(each.code in ANSWERED_BY_HAND for each in refusal.objections)


def _answers_for(refusal: Refused, words: Words) -> list[Answer]:
    """The answers to an ask that may be passed: one press when the reason is plain, else the usual reasons."""
    keep = Answer(words.keep, NO, "-")
    if by_hand(refusal):
        is_out = any("on_loan" in each.code for each in refusal.objections)
        word = _("Return it and lend it") if is_out else _("It is found: lend it")
        return [Answer(word, YES, "+", main=True), keep]
    reasons = (_("Needed for class"), _("Teacher asked"), _("Family asked"))
    return [*(Answer(words.go_on % {"reason": word}, f"reason:{word}") for word in reasons), keep]


def unknown(text: str) -> Card:
    """No item, card or command has this number."""
    return Card(
        state="unknown",
        verdict=_("Unknown"),
        title=text[:60],
        is_number=True,
        say=_("No item, card or command has this number. Lay it aside."),
        sound="unknown",
    )


def nothing_found(text: str) -> Card:
    """Words that find neither a person nor a title."""
    return Card(
        state="unknown",
        verdict=_("Nothing found"),
        title=text[:60],
        say=_("No person and no title has these words. Try fewer letters, or the number."),
        sound="unknown",
    )


def too_long() -> Card:
    """Ten thousand characters are no scan."""
    return Card(
        state="refused",
        verdict=_("Not a scan"),
        say=_(
            "More came than any card or label holds. Nothing was done. Look whether a key is stuck, then scan again."
        ),
        sound="refused",
    )


def moved_on() -> Card:
    """The page was older than the desk."""
    return Card(
        state="refused",
        verdict=_("Nothing was done"),
        say=_("The desk has moved on since this page was opened. Look who is open, then scan again."),
        sound="refused",
    )


def told(state: str, verdict: str, say: str, title: str = "", sound: str = "") -> Card:
    """A card in plain words, for what has no deed behind it."""
    return Card(state=state, verdict=verdict, title=title, say=say, sound=sound or state)


# ---------------------------------------------------------------- questions


def still_same(name: str, title: str) -> Card:
    """Asked when somebody stayed open for long: the book is not lent yet."""
    return Card(
        state="ask",
        verdict=_("Still %(name)s?") % {"name": name},
        title=title,
        say=_("Some time has passed since the last scan. It is not lent yet."),
        because=_("Or scan a card: then it is that person’s turn."),
        sound="ask",
        answers=[
            Answer(_("Yes, %(name)s") % {"name": name.partition(" ")[0]}, YES, "+", main=True),
            Answer(_("No, next person"), NO, "-"),
        ],
    )


def out_again(refusal: Refused, title: str) -> Card:
    """The open person already has it: returned, or renew?"""
    return Card(
        state="ask",
        verdict=_("Returned, or renew?"),
        title=title,
        say=sentence(refusal.objections[0]),
        because=_("Or just scan on: then it stays as it is."),
        sound="ask",
        answers=[
            Answer(_("Returned"), "return", "-", main=True),
            Answer(_("Renew"), "renew", "+"),
        ],
    )


def card_or_item(name: str, title: str) -> Card:
    """One number on a card and on a label: which of the two was scanned?"""
    return Card(
        state="ask",
        verdict=_("Card or item?"),
        say=_("The same number is on the card of %(name)s and on “%(title)s”. What did you scan?")
        % {"name": name, "title": title},
        sound="ask",
        answers=[Answer(_("The card"), "card"), Answer(_("The item"), "item")],
    )


# ---------------------------------------------------------------- pieces


def due_text(done: Lent | Renewed) -> str:
    """When it is due, as ISO text: a day alone, or a moment."""
    return done.due_on.isoformat() if done.due_kind == "day" else done.due_at.isoformat()


def told_words(tells: Iterable[Objection]) -> str:
    """What was told, sentence after sentence."""
    return " ".join(sentence(each) for each in tells)


def line_with(card: Card, *, word: str, detail: str, act_id: int | None) -> Line:
    """The line of the running list for a card and the act behind it."""
    return Line(
        state=card.state,
        title=card.title,
        word=word,
        detail=detail,
        due=card.due,
        due_kind=card.due_kind,
        act_id=act_id,
        loan_id=card.loan_id,
        item_id=card.item_id,
        is_number=card.is_number,
    )


def line_of(card: Card) -> Line:
    """The line for a card without a deed: nothing to take back."""
    return line_with(card, word=f"{card.verdict}.", detail="", act_id=None)


def of_line(line: Line) -> Card:
    """The answer of a line given once more, half as loud."""
    return Card(
        state=line.state,
        verdict=line.word.rstrip("."),
        title=line.title,
        say=line.detail,
        due=line.due,
        due_kind=line.due_kind,
        sound="again",
        is_number=line.is_number,
        loan_id=line.loan_id,
        item_id=line.item_id,
    )


def _why(objection: Objection) -> Why:
    source = objection.source
    return Why(
        weight=objection.weight.value,
        text=sentence(objection),
        source=source.label if source else "",
        ref=source.ref if source else "",
    )
