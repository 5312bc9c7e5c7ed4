"""Answers to what the desk asked, and commands: yes, no, why, renew all, undo, next person, other kinds of work."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.desk import book_drop, cards, copies, deeds, facts, kits, money, turns
from carrel.doors.web.desk.scan import Command
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Card, Question
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation import queries as loans

LONGEST_REASON = 200


def answer(turn: Turn, value: str, reason: str = "") -> None:
    """Do what the pressed answer says, if the question it belongs to is still open."""
    question = turn.visit.question
    if question is None or (question.patron_id is not None and question.patron_id != turn.visit.patron_id):
        turn.show(cards.told("tell", _("Nothing is asked"), _("There is no open question. Scan on."), sound="again"))
        return
    if value == cards.NO:
        _no(turn, question)
    elif value == "reason" and not reason.strip():
        card = turn.visit.card
        assert card is not None
        card.because, card.sound = _("A reason is needed to pass this. Write a word or two."), "ask"
    else:
        text = reason if value == "reason" else value.removeprefix("reason:") if value.startswith("reason:") else ""
        _go_on(turn, question, value, text.strip()[:LONGEST_REASON])


def _no(turn: Turn, question: Question) -> None:
    if question.kind == "still_same":
        turn.visit.put_away()
        turn.show(cards.told("done", _("Put away"), _("Nobody is open. Scan the next card."), sound="again"))
    elif question.kind == "out_again" and question.item_id is not None:
        _go_on(turn, question, "return", "")
    else:
        turn.show(cards.told("tell", _("Left as it was"), _("Nothing has changed. Scan on."), sound="again"))


def _go_on(turn: Turn, question: Question, value: str, reason: str) -> None:
    item = facts.item(question.item_id) if question.item_id is not None else None
    if question.kind == "card_or_item":
        card = facts.card_with_number(question.text)
        if value == "card" and card:
            turns.card_scanned(turn, card)
        elif item:
            turns.item_scanned(turn, item)
    elif item is None:
        turn.show(cards.told("tell", _("Nothing is asked"), _("There is no open question. Scan on."), sound="again"))
    elif question.kind == "out_again" and value == "return":
        deeds.check_in(turn, item)
    elif question.kind in {"out_again", "renew"} and question.loan_id is not None:
        deeds.renew(turn, question.loan_id, item, overrides=tuple(question.codes), reason=reason)
    elif question.kind in {kits.ALL_IN, copies.SWAP} and value == question.kind:
        _more(turn, question, item)
    elif question.kind in {"by_hand", copies.SWAP}:
        deeds.check_out(turn, item, overrides=tuple(question.codes), reason=_("The item is here, in the hand"))
    elif question.kind == "override":
        deeds.check_out(turn, item, overrides=tuple(question.codes), reason=reason)
    else:
        deeds.check_out(turn, item)


def _more(turn: Turn, question: Question, item: facts.ItemFound) -> None:
    """A cart goes out with all that is in it; two readers took each other's copy."""
    if question.kind == copies.SWAP:
        copies.swap(turn, item)
    elif question.loan_id is not None:
        kits.lend_all_in(turn, question.loan_id, item.title)


# ---------------------------------------------------------------- commands


def obey(turn: Turn, command: Command) -> None:
    """Do what a command says; each is also a key, a button, or a printed code."""
    if command is Command.YES:
        _press(turn, "+")
    elif command is Command.NO:
        _press(turn, "-")
    elif command is Command.HELP:
        turn.shows_help = True
        turn.visit.card = turn.visit.question = None
    elif command is Command.RENEW_ALL:
        renew_all(turn)
    elif command is Command.UNDO:
        undo(turn, None)
    elif command is Command.WHY:
        turn.go = why_url(turn)
    elif command is Command.SLIP:
        turn.go = facts.link("desk.slip")
    elif command is Command.PARK:
        turn.parks, turn.go = True, facts.link("today.parked")
    else:
        _turn_to(turn, command)


def _turn_to(turn: Turn, command: Command) -> None:
    if command is Command.TABLE:
        turn.visit.turn_to("table")
        say = _("Scan what was left on the tables. Each scan counts one use and lends nothing.")
        turn.show(cards.told("tell", _("Counting use in the library"), say, sound="done"))
    elif command is Command.DROP:
        book_drop.switch(turn)
    elif command is Command.AMNESTY:
        money.switch_amnesty(turn)
    elif command is Command.LOST:
        money.go_to_loans(turn)
    elif command is Command.RETURN:
        turn.visit.turn_to("return")
        turn.show(
            cards.told("tell", _("Returning"), _("Nobody is open. Each item you scan is taken back."), sound="done")
        )
    else:
        turn.visit.turn_to("return")


def _press(turn: Turn, key: str) -> None:
    card = turn.visit.card
    found = next((each for each in card.answers if each.key == key), None) if card else None
    if card and found is None and key == "+" and card.answers:
        found = card.answers[0]
    answer(turn, found.value if found else cards.NO)


def press_number(turn: Turn, number: int) -> bool:
    """The numbered answer of the card, when there is one; False leaves the digit to be looked up."""
    card = turn.visit.card
    if card is None or number > len(card.answers):
        return copies.press_condition(turn, number)
    answer(turn, card.answers[number - 1].value)
    return True


def why_url(turn: Turn) -> str:
    """The page that explains the last card: the loan that was made, or what stands against making it."""
    card = turn.visit.card
    return why_page(turn.actor, card.loan_id, card.item_id, turn.visit.patron_id) if card else ""


def why_page(actor: Actor, loan_id: int | None, item_id: int | None, patron_id: int | None) -> str:
    """The address of the explanation of a loan, or of a check-out that did not happen."""
    if not actor.may("circulation.explain"):
        return ""
    if loan_id is not None:
        return facts.link("circulation.why", loan_id)
    if item_id is not None and patron_id is not None:
        return facts.link("circulation.why_not", patron_id, item_id)
    return ""


# ---------------------------------------------------------------- many at once, and back


def renew_all(turn: Turn) -> None:
    """Renew everything the open person has; what cannot be renewed keeps its date and says why."""
    patron_id = turn.visit.patron_id
    if patron_id is None:
        turn.show(cards.told("tell", _("Whose loans?"), _("Nobody is open. Scan a card, then renew all."), sound="ask"))
        return
    done, left = 0, []
    for loan in loans.open_loans(patron_id, turn.now):
        key = f"{turn.key}:{loan.loan_id}" if turn.key else ""
        try:
            with writing():
                renewed = circulation.renew(turn.actor, loan_id=loan.loan_id, now=turn.now, key=key)
                card, line = cards.renewed(renewed)
                turn.visit.card = card
                turn.note(line)
                done += 1
        except Refused as refusal:
            left.append(cards.refused(refusal, cards.renewing(), title=loan.title))
    _say_renewed(turn, done, left)
    turn.look_again()


def _say_renewed(turn: Turn, done: int, left: list[Card]) -> None:
    for each in left:
        line = cards.line_of(each)
        line.detail = each.say
        turn.note(line)
    if not done and not left:
        turn.show(
            cards.told(
                "tell", _("Nothing to renew"), _("%(name)s has nothing out.") % {"name": turn.name}, sound="again"
            )
        )
        return
    verdict = _("%(done)s renewed, %(left)s not") % {"done": done, "left": len(left)} if left else _("All renewed")
    state = "ask" if left else "done"
    say = left[0].say if left else _("Each has its new date on the list.")
    turn.show(cards.told(state, verdict, say))


def undo(turn: Turn, act_id: int | None) -> None:
    """Take one act of the list back, or the last one; refused, with the reason, when later facts depend on it."""
    line = turn.visit.line_of(act_id) if act_id is not None else turn.visit.last_undoable()
    if line is None or line.act_id is None:
        say = _("Nothing on this list can be taken back. Look at the loan or the item itself.")
        turn.show(cards.told("tell", _("Nothing to take back"), say, sound="unknown"))
        return
    try:
        with writing():
            take_back = circulation.undo if turn.actor.may("circulation.undo") else circulation.undo_own
            done = take_back(turn.actor, act_id=line.act_id, now=turn.now, key=turn.key)
            turn.show(cards.undone(done))
            turn.visit.forget(line.act_id, was_lent=done.undone == "check_out")
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.other(_("Not taken back")), title=line.title))


def set_due(turn: Turn, scope: str, day: date | None) -> None:
    """Another due date for what was lent, or for all that is lent in the next half hour."""
    acts = [line for line in turn.visit.lines if line.act_id is not None]
    loan_ids = list(dict.fromkeys(line.loan_id for line in acts if line.loan_id is not None))
    if scope == "clear":
        turn.visit.set_due_day(None, turn.now)
        turn.show(cards.told("done", _("Back to the rules"), _("Due dates follow the policy again."), sound="again"))
    elif day is None:
        turn.show(cards.told("ask", _("Which day?"), _("No day was given. Choose one, then set it.")))
    elif day < timezone.localdate():
        turn.show(cards.told("refused", _("Due date not set"), _("That day is past. Choose today or a later one.")))
    elif scope == "session":
        turn.visit.set_due_day(day, turn.now)
        card = cards.told("done", _("Due day set"), _("For 30 minutes, all that is lent here is due"), sound="done")
        card.due = day.isoformat()
        turn.show(card)
    elif loan_ids:
        deeds.change_due(turn, loan_ids[:1] if scope == "last" else loan_ids, day)
    else:
        turn.show(cards.told("ask", _("Which book?"), _("Nothing was lent in this visit yet. Scan a book first.")))
