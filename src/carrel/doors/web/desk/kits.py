"""Kits at the desk: what went along is said, what came back is ticked off, a cart goes out with all that is in it."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.desk import cards
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Answer, Card, Question
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import Lent, Returned
from carrel.rooms.circulation.queries import checklist_of

ALL_IN = "all_in"


def offer_all_in(turn: Turn, done: Lent, card: Card) -> None:
    """A cart was lent: what stands in its slots may go along, by one key; scanning on leaves it here."""
    if not done.has_slots or done.repeated:
        return
    card.because = " ".join(filter(None, (card.because, _("What stands in its slots stays here, unless you say so."))))
    card.answers = [Answer(_("Lend all that is in it too"), ALL_IN, "+")]
    turn.ask(card, Question(ALL_IN, item_id=done.item_id, loan_id=done.loan_id, patron_id=turn.visit.patron_id))


def lend_all_in(turn: Turn, loan_id: int, title: str) -> None:
    """All that stands in the slots of the cart goes along."""
    try:
        with writing():
            along = circulation.lend_all_in(turn.actor, loan_id=loan_id, now=turn.now, key=turn.key)
            say = _("%(count)s devices go along, due when the cart is.") % {"count": len(along.names)}
            card = replace(cards.told("done", _("Lent with all in it"), say, title), loan_id=loan_id)
            card.because = cards.told_words(along.tells)
            turn.show(card)
            turn.note(cards.line_with(card, word=_("With all in it."), detail=say, act_id=None), counts=False)
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.lending(), title=title))


def put_checklist(card: Card, done: Returned) -> None:
    """The parts of the kit that has just come back, to be ticked."""
    if done.has_parts and done.loan_id is not None:
        card.parts = [asdict(each) for each in checklist_of(done.loan_id)]


def count_parts(turn: Turn, loan_id: int | None, missing: Mapping[str, int]) -> None:
    """Note what is missing of the kit on the card; nothing ticked means that all is there."""
    card = turn.visit.card
    if card is None or loan_id is None or card.loan_id != loan_id or not card.parts:
        say = _("The desk has gone on to another item. Open the kit’s page to say what is missing.")
        turn.show(cards.told("tell", _("Nothing was noted"), say))
        return
    try:
        with writing():
            names = note_missing(turn, loan_id, missing)
            if names:
                words = {"parts": ", ".join(names)}
                shown = replace(card, state="ask", verdict=_("Returned, not whole"), sound="ask")
                shown.because = _("Missing: %(parts)s. Whoever had it owes it until it is found or settled.") % words
            else:
                shown = replace(card, because=_("All its parts are there."), sound="again")
            shown.parts, shown.answers, shown.why = [], [], []
            turn.show(shown)
            if names:
                line = cards.line_with(shown, word=_("Missing."), detail=", ".join(names), act_id=None)
                turn.note(line, odd=True, counts=False)
            turn.keep()
    except Refused as refusal:
        told = cards.refused(refusal, cards.other(_("Nothing was noted")), title=card.title)
        turn.show(replace(told, loan_id=loan_id, parts=card.parts))


def note_missing(turn: Turn, loan_id: int, missing: Mapping[str, int]) -> list[str]:
    """Note each of these parts; returns the words for them."""
    names = []
    for each in checklist_of(loan_id):
        count = missing.get(each.key, 0)
        if not count or each.missing:
            continue
        done = circulation.note_missing_part(
            turn.actor,
            loan_id=loan_id,
            part_id=each.part_id if each.loan_id is None else None,
            part_loan_id=each.loan_id,
            count=count,
            now=turn.now,
            key=f"{turn.key}:{each.key}" if turn.key else "",
        )
        names.append(f"{done.name} {each.barcode}".strip() if count == 1 else f"{count} × {done.name}")
    return names
