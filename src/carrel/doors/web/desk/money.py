"""Money at the desk: what lateness came to at a return, forgiven by one key; what a found thing settled.

Figures are for staff who may see charges; whoever only helps at the desk takes back and sees none.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.charges.shown import money
from carrel.doors.web.desk import cards, facts
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Card
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import FoundAgain, Returned
from carrel.rooms.circulation.queries import damages

SEES = "charges.view_charges"
FORGIVES = "circulation.forgive_fine"
CHARGES_DAMAGE = "circulation.charge_damage"


def put_money(turn: Turn, card: Card, done: Returned) -> None:
    """What the return came to: a fine with its button, days without borrowing, a lost thing settled."""
    if not turn.actor.may(SEES):
        return
    late, words = done.money, [card.because]
    if late.fine_minor and done.loan_id is not None:
        card.fine = _fine(turn, done.loan_id, late.fine_minor, is_forgiven=False)
    if late.forgiven_minor:
        words.append(_("A fine of %(sum)s is not charged: amnesty.") % {"sum": money(late.forgiven_minor)})
    if late.suspended_until is not None:
        words.append(_("Whoever had it borrows again after %(day)s.") % {"day": day_words(late.suspended_until)})
    if done.found is not None and done.found.was_billed:
        words += found_words(done.found)
        card.links = [*card.links, [_("Who was billed for it"), facts.link("circulation.loan", done.found.loan_id)]]
    card.because = " ".join(filter(None, words))


def _fine(turn: Turn, loan_id: int, minor: int, *, is_forgiven: bool) -> dict[str, object]:
    words = {"sum": money(minor)}
    said = _("Forgiven: %(sum)s") if is_forgiven else _("Fine: %(sum)s, on the reader’s name now")
    return {
        "loan": loan_id, "words": said % words, "forgiven": is_forgiven, "may": turn.actor.may(FORGIVES),
    }  # fmt: skip


def found_words(found: FoundAgain) -> list[str]:
    words = []
    if found.taken_off_minor:
        words.append(_("%(sum)s is owed no more.") % {"sum": money(found.taken_off_minor)})
    if found.back_minor:
        words.append(_("%(sum)s that was paid goes back.") % {"sum": money(found.back_minor)})
    if found.fine_minor:
        words.append(_("A fine of %(sum)s is charged instead.") % {"sum": money(found.fine_minor)})
    if found.is_late:
        words.append(_("It came too late for what was paid."))
    if found.was_claimed:
        words.append(_("The reader had said that they brought it back: they were right."))
    return words


def forgive_or_charge(turn: Turn, loan_id: int | None) -> None:
    """The fine on the card is taken off the reader's name, or put on it again; the card stays."""
    card = turn.visit.card
    if card is None or loan_id is None or not card.fine or card.fine.get("loan") != loan_id:
        say = _("The desk has gone on to another item. The loan’s page forgives a fine as well.")
        turn.show(cards.told("tell", _("Nothing was done"), say))
        return
    forgives = not card.fine.get("forgiven")
    deed = circulation.forgive_fine if forgives else circulation.charge_fine
    try:
        with writing():
            minor = deed(turn.actor, loan_id=loan_id, now=turn.now, key=turn.key)
            turn.show(replace(card, fine=_fine(turn, loan_id, minor, is_forgiven=forgives), sound="again"))
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.other(_("Nothing was done")), title=card.title))


def damages_of(turn: Turn, card: Card) -> list[dict[str, object]]:
    """The schedule of damages for what has just come back damaged; nothing for whoever may not charge."""
    if card.loan_id is None or card.event != "return" or not turn.actor.may(CHARGES_DAMAGE):
        return []
    found = damages.damages_of(turn.actor, card.loan_id, now=turn.now)
    return [
        {"id": each.damage_id, "words": f"{each.name} {money(each.minor)}", "each": each.is_each}
        for each in found
        if each.minor
    ]


def charge_damage(turn: Turn, loan_id: int | None, damage_id: int | None, count: int) -> None:
    """A line of the schedule is charged to whoever had it; the card stays, with what was charged."""
    card = turn.visit.card
    if card is None or loan_id is None or damage_id is None or card.loan_id != loan_id or not card.damages:
        say = _("The desk has gone on to another item. Charge it on the page of the reader.")
        turn.show(cards.told("tell", _("Nothing was done"), say))
        return
    try:
        with writing():
            done = circulation.charge_damage(
                turn.actor, loan_id=loan_id, damage_id=damage_id, count=count, now=turn.now, key=turn.key
            )
            charged = _("Charged: %(damage)s, %(sum)s.") % {"damage": done.name, "sum": money(done.minor)}
            said = charged if done.minor else _("Noted: %(damage)s. Nothing is owed for it.") % {"damage": done.name}
            turn.show(replace(card, because=f"{card.because} {said}".strip(), sound="again"))
            line = cards.line_with(card, word=_("Damage."), detail=done.name, act_id=done.act_id)
            turn.note(replace(line, state="tell", due="", due_kind=""), counts=False)
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        shown = cards.refused(refusal, cards.other(_("Nothing was done")), title=card.title)
        turn.show(replace(shown, loan_id=loan_id, item_id=card.item_id, damages=card.damages))


def switch_amnesty(turn: Turn) -> None:
    """Returns without fines, with nobody open, or ordinary ones again; it ends with the count and with a card."""
    if not turn.actor.may(FORGIVES):
        say = _("Your role does not include forgiving fines. Ask the librarian or the technician.")
        turn.show(cards.told("refused", _("Not now"), say))
        return
    is_on = turn.visit.amnesty
    turn.visit.turn_to("return")
    turn.visit.amnesty = not is_on
    if is_on:
        turn.show(cards.told("tell", _("Returning"), _("Lateness costs what your rules say again."), sound="done"))
        return
    say = _("Nothing that comes back now costs a fine. It ends with the count, or with a card.")
    turn.show(cards.told("tell", _("Amnesty"), say, sound="done"))


def go_to_loans(turn: Turn) -> None:
    """The page of the open person, where each thing they have can be taken for lost or noted as brought back."""
    if turn.visit.patron_id is None or not turn.actor.may("people.view_person"):
        say = _("Nobody is open. Scan a card, then say what is lost or was brought back.")
        turn.show(cards.told("tell", _("Whose loans?"), say, sound="ask"))
        return
    turn.go = facts.link("people.person", turn.visit.patron_id) + "#out"
