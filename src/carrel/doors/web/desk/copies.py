"""What the desk does to a copy besides lending it: the wrong copy is swapped, its condition is noted."""

from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.desk import cards, handing_back, money
from carrel.doors.web.desk.facts import ItemFound
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Answer, Card, Question
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.queries.swapping import OwnCopy, own_copy_instead
from carrel.rooms.circulation.rules.swapping import CONDITIONS
from carrel.rooms.inventory.phrases import CONDITION_WORDS

ON_LOAN_TO_ANOTHER = frozenset({"circulation.item_on_loan_elsewhere", "circulation.item_on_loan_to_another_reader"})
SWAP = "swap"


def offer_swap(turn: Turn, item: ItemFound, refusal: Refused, card: Card) -> bool:
    """Ask whether two readers took each other's copy; False when the open person has no other copy of this title.

    Said of the other reader is what the refusal says, which is as much as this actor may know.
    """
    codes = [each.code for each in refusal.objections]
    if ON_LOAN_TO_ANOTHER.isdisjoint(codes) or not turn.actor.may(circulation.SWAP_COPIES):
        return False
    assert turn.visit.patron_id is not None
    own = own_copy_instead(patron_id=turn.visit.patron_id, item_id=item.item_id)
    if own is None:
        return False
    facts = {"name": turn.name, "barcode": own.barcode}
    card.verdict = _("Another reader’s copy")
    card.because = _("%(name)s has copy %(barcode)s of it. Swap: this one is taken back, and nobody is billed.") % facts
    card.answers = [
        Answer(_("Swap and take it back"), SWAP, "+", main=True),
        *(Answer(each.word, each.value, "-" if each.value == cards.NO else "") for each in card.answers),
    ]
    turn.ask(card, Question(SWAP, item_id=item.item_id, patron_id=turn.visit.patron_id, codes=codes))
    return True


def swap(turn: Turn, item: ItemFound) -> None:
    """Let the two loans exchange their copies and take this one back: one transaction, two lines to take back."""
    patron_id = turn.visit.patron_id
    own: OwnCopy | None = own_copy_instead(patron_id=patron_id, item_id=item.item_id) if patron_id is not None else None
    if own is None:
        say = _("The loans have changed meanwhile. Scan it again.")
        turn.show(cards.told("tell", _("Nothing was done"), say, item.title))
        return
    keys = (f"{turn.key}:swap", turn.key) if turn.key else ("", "")
    try:
        with writing():
            done = circulation.swap_copies(
                turn.actor, loan_id=own.loan_id, other_loan_id=own.other_loan_id, now=turn.now, key=keys[0]
            )
            back = circulation.check_in(turn.actor, item_id=item.item_id, now=turn.now, key=keys[1])
            card, word = handing_back.swapped(turn.name, done.title)
            card.item_id, card.loan_id = item.item_id, back.loan_id
            told, line, odd = handing_back.returned(back, back.call_number)
            if odd:
                card = replace(told, because=f"{card.verdict}. {card.say}")
            turn.note(cards.line_with(card, word=word, detail=own.barcode, act_id=done.act_id))
            turn.note(line, odd=odd)
            turn.show(card)
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.other(_("Not swapped")), title=item.title))


def note_condition(
    turn: Turn, item_id: int | None, condition: str, *, photo: BinaryIO | None = None, name: str = "", note: str = ""
) -> None:
    """Note the condition of the item on the last card, as it goes out or comes back; the card stays."""
    card = turn.visit.card
    if card is None or not card.event or item_id is None or card.item_id != item_id:
        say = _("The desk has gone on to another item. Scan this one again, then choose its condition.")
        turn.show(cards.told("tell", _("Nothing was noted"), say))
        return
    try:
        with writing():
            done = circulation.note_condition(
                turn.actor,
                item_id=item_id,
                condition=condition,
                event=card.event,
                photo=photo,
                photo_name=name,
                note=note,
                now=turn.now,
                key=turn.key,
            )
            words = {"now": CONDITION_WORDS[done.condition], "was": CONDITION_WORDS.get(done.was, done.was)}
            say = _("Condition: %(now)s. It was: %(was)s.") % words
            if photo is not None:
                say = f"{say} {_('With a photo.')}"
            damages = money.damages_of(turn, card) if done.condition == CONDITIONS[-1] else []
            turn.show(replace(card, because=say, sound="again", answers=[], why=[], damages=damages))
            line = cards.line_with(card, word=_("Condition."), detail=str(words["now"]), act_id=done.act_id)
            turn.note(replace(line, state="tell", due="", due_kind=""), counts=False)
            turn.keep()
    except Refused as refusal:
        refused = cards.refused(refusal, cards.other(_("Nothing was noted")), title=card.title)
        turn.show(replace(refused, item_id=item_id, loan_id=card.loan_id, event=card.event))


def press_condition(turn: Turn, number: int) -> bool:
    """A digit on a card that asks nothing: 1 new, 2 good, 3 worn, 4 damaged; False when it is none of these."""
    card = turn.visit.card
    if card is None or card.answers or not card.event or card.item_id is None or number > len(CONDITIONS):
        return False
    if turn.found is not None or not turn.actor.may(circulation.NOTE_CONDITION):
        return False
    note_condition(turn, card.item_id, CONDITIONS[number - 1])
    return True
