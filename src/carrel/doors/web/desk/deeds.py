"""What the desk does to a loan: lend, take back, count a use, renew, change a date. Each is one transaction.

A deed of circulation and its line in the visit are either both on disk, or neither.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.care.shown import add_case
from carrel.doors.web.desk import book_drop, cards, copies, facts, handing_back, kits, money
from carrel.doors.web.desk.facts import ItemFound
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Question
from carrel.rooms.circulation import actions as circulation


def check_out(turn: Turn, item: ItemFound, *, overrides: tuple[str, ...] = (), reason: str = "") -> None:
    """Lend the item to the open person; what stands against it is asked or refused, each with its why."""
    visit = turn.visit
    assert visit.patron_id is not None
    try:
        with writing():
            done = circulation.check_out(
                turn.actor,
                patron_id=visit.patron_id,
                item_id=item.item_id,
                now=turn.now,
                key=turn.key,
                overrides=overrides,
                reason=reason,
                due_on=visit.due_day(turn.now),
                card=visit.card_number,
            )
            card, line = cards.lent(done, turn.name)
            turn.show(card)
            turn.note(line)
            kits.offer_all_in(turn, done, card)
            if not done.repeated:
                visit.lent += 1
                visit.count_out()
                if visit.standing.get("ready") and visit.patron_id is not None:
                    visit.standing["ready"] = facts.ready_here(turn.actor, visit.patron_id)
            turn.keep()
    except Refused as refusal:
        _not_lent(turn, item, refusal)


def _not_lent(turn: Turn, item: ItemFound, refusal: Refused) -> None:
    if refusal.code == "circulation.already_lent_to_this_patron":
        _out_again(turn, item, refusal)
        return
    may_pass = all(turn.actor.may(each.override) for each in refusal.objections if each.override)
    card = cards.refused(refusal, cards.lending(), title=item.title, may_pass=may_pass)
    card.item_id = item.item_id
    if copies.offer_swap(turn, item, refusal, card):
        return
    if card.answers:
        codes = [each.code for each in refusal.objections]
        kind = "by_hand" if cards.by_hand(refusal) else "override"
        turn.ask(card, Question(kind, item_id=item.item_id, patron_id=turn.visit.patron_id, codes=codes))
        return
    turn.show(card)
    line = cards.line_of(card)
    line.detail = card.say
    turn.note(line)


def _out_again(turn: Turn, item: ItemFound, refusal: Refused) -> None:
    known: dict[str, Any] = dict(refusal.objections[0].facts)
    loan_id = int(known["loan_id"])
    if known.get("just_now"):
        before = next((line for line in turn.visit.lines if line.loan_id == loan_id), None)
        turn.show(cards.lent_before(item.title, turn.name, before.due if before else "", loan_id))
    elif known.get("out_again") == "return":
        check_in(turn, item)
    elif known.get("out_again") == "renew":
        renew(turn, loan_id, item)
    else:
        question = Question("out_again", item_id=item.item_id, loan_id=loan_id, patron_id=turn.visit.patron_id)
        turn.ask(cards.out_again(refusal, item.title), question)


def check_in(turn: Turn, item: ItemFound) -> None:
    """Take the item back and say where it goes; what is odd waits on the list for afterwards.

    From the book drop it counts for the last open day; what was lent since then can only have come back today.
    """
    day = book_drop.returned_on(turn)
    try:
        _take_back(turn, item, day)
    except Refused as refusal:
        if day is not None and refusal.code == "circulation.returned_before_lent":
            _take_back(turn, item, None)
            return
        turn.show(cards.refused(refusal, cards.other(_("Not returned")), title=item.title))


def _take_back(turn: Turn, item: ItemFound, day: date | None) -> None:
    with writing():
        done = circulation.check_in(
            turn.actor, item_id=item.item_id, now=turn.now, key=turn.key, returned_on=day, amnesty=turn.visit.amnesty
        )
        shelf = _("Shelf %(call_number)s") % {"call_number": done.call_number} if done.call_number else ""
        card, line, odd = handing_back.returned(done, shelf)
        if any(each.code == handing_back.IN_REPAIR for each in done.tells):
            add_case(turn.actor, card, item.item_id)
        kits.put_checklist(card, done)
        money.put_money(turn, card, done)
        turn.show(card)
        turn.note(line, odd=odd)
        if done.patron_id is not None and done.patron_id == turn.visit.patron_id:
            turn.look_again()
        turn.keep()


def count_use(turn: Turn, item: ItemFound) -> None:
    """A book that was left on a table: used here, not lent."""
    try:
        with writing():
            done = circulation.use_in_library(turn.actor, item_id=item.item_id, now=turn.now, key=turn.key)
            card, line = cards.used(done)
            turn.show(card)
            turn.note(line)
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.other(_("Not counted")), title=item.title))


def renew(turn: Turn, loan_id: int, item: ItemFound, *, overrides: tuple[str, ...] = (), reason: str = "") -> None:
    """Renew one loan of the open person."""
    try:
        with writing():
            done = circulation.renew(
                turn.actor, loan_id=loan_id, now=turn.now, key=turn.key, overrides=overrides, reason=reason
            )
            card, line = cards.renewed(done)
            turn.show(card)
            turn.note(line)
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        may_pass = all(turn.actor.may(each.override) for each in refusal.objections if each.override)
        card = cards.refused(refusal, cards.renewing(), title=item.title, may_pass=may_pass)
        codes = [each.code for each in refusal.objections]
        question = Question("renew", item_id=item.item_id, loan_id=loan_id, patron_id=turn.visit.patron_id, codes=codes)
        turn.ask(card, question if card.answers else Question(""))


def change_due(turn: Turn, loan_ids: list[int], day: date) -> None:
    """Another due date for the last loan or for all of this visit; all or none."""
    try:
        with writing():
            for number, loan_id in enumerate(loan_ids):
                key = f"{turn.key}:{number}" if turn.key else ""
                done = circulation.change_due(turn.actor, loan_id=loan_id, due_on=day, now=turn.now, key=key)
                card, line = cards.due_changed(done)
                turn.show(card)
                turn.note(line)
            turn.look_again()
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, cards.other(_("Due date not changed")), title=""))
