"""What a number does at a station: a card begins a visit, a book is lent, given back, or sent to the desk."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.desk import facts
from carrel.doors.web.desk.scan import read_scan
from carrel.doors.web.self_check.shown import due_said
from carrel.doors.web.self_check.station import Station, speak
from carrel.doors.web.self_check.visit import Card, Line, Visit
from carrel.doors.web.self_check.words import TO_THE_DESK, child_words
from carrel.rooms.circulation import actions
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.circulation.actions import Begun, Lent, Renewed
from carrel.rooms.people import queries as people
from carrel.rooms.people.rules import LONGEST_PIN

# At a return these need a hand: the book is given to somebody instead of being laid down.
QUIET_RETURNS = frozenset({"circulation.returned_late", "circulation.not_on_loan"})


def take(station: Station, visit: Visit | None, text: str, *, key: str, now: datetime) -> Visit:
    """Answer one scan; returns the visit that is open afterwards, a new one for another card."""
    number = read_scan(text).number
    item = facts.item_with_number(station.actor, number) if number else None
    is_card = bool(number) and people.person_of_card(number) is not None
    current = visit or Visit(seen=now.timestamp())
    if is_card and (item is None or not current.is_open):
        return _card(station, current, number, now)
    current.pending = ""
    if item is None:
        current.card = _unknown()
    elif current.is_open:
        _lend(station, current, item, key=key, now=now)
    elif station.setting.takes_returns:
        give_back(station, current, item.item_id, key=key, now=now)
    else:
        current.card = Card("ask", _("Your card first"), say=_("Scan your card, then the book."), sound="ask")
    return current


def _unknown() -> Card:
    say = _("We do not know this number. Please take it to the desk.")
    return Card("unknown", _("Not known"), say=say, sound="unknown")


def _card(station: Station, visit: Visit, number: str, now: datetime) -> Visit:
    """The next card ends whatever was open; the same card again changes nothing."""
    found = circulation.reader_of_number(station.actor, number, now=now)
    if visit.is_open and found.card is not None and found.card.person_id == visit.person_id:
        return visit
    fresh = Visit(seen=now.timestamp(), language=visit.language_for(number))
    speak(station, fresh)
    if found.objections:
        fresh.card = _refused(_("Not this card"), Refused(*found.objections))
    elif found.pin_card_id is not None:
        fresh.pending = number
    else:
        _begin(fresh, actions.self_check_begin(station.actor, number=number, now=now))
    return fresh


def enter_pin(station: Station, visit: Visit, pin: str, *, key: str, now: datetime) -> Visit:
    """The PIN of the card that waits for it; what is too long for one was a scan."""
    if len(pin) > LONGEST_PIN or not visit.pending:
        return take(station, visit, pin, key=key, now=now)
    try:
        _begin(visit, actions.self_check_begin(station.actor, number=visit.pending, pin=pin, now=now))
    except Refused as refusal:
        visit.card = _refused(_("Not yet"), refusal)
        if refusal.code != "circulation.self_check_wrong_pin":
            visit.pending = ""
    return visit


def pick(station: Station, visit: Visit | None, class_id: int, person_id: int, *, now: datetime) -> Visit:
    """A face that was touched begins a visit, where the site allows it."""
    fresh = Visit(seen=now.timestamp(), language=visit.language_for("") if visit else "")
    speak(station, fresh)
    try:
        _begin(fresh, actions.self_check_pick(station.actor, class_id=class_id, person_id=person_id, now=now))
    except Refused as refusal:
        fresh.card = _refused(_("Not this one"), refusal)
    return fresh


def _begin(visit: Visit, begun: Begun) -> None:
    person = people.kept_person(begun.person_id)
    assert person is not None
    visit.person_id, visit.number, visit.name = person.pk, begun.number, person.short_name
    visit.pending, visit.card = "", None


def _lend(station: Station, visit: Visit, item: facts.ItemFound, *, key: str, now: datetime) -> None:
    assert visit.person_id is not None
    try:
        lent = actions.self_check_out(
            station.actor, person_id=visit.person_id, item_id=item.item_id, number=visit.number, key=key, now=now
        )
    except Refused as refusal:
        own = circulation.open_loan_of_reader(item.item_id, visit.person_id)
        visit.card = _has_it(station, visit, item, own) if own else _refused(_("Not lent"), refusal, item.title)
        return
    until = _until(lent)
    say, due = _("Bring it back by"), due_said(until)
    visit.card = Card("done", _("Yours"), lent.title, say, due, "done", lent.item_id, lent.loan_id)
    visit.note(Line(lent.title, until, lent.act_id, lent.loan_id))


def _has_it(station: Station, visit: Visit, item: facts.ItemFound, loan_id: int) -> Card:
    """The reader's own book again: twice in one visit is a double scan; otherwise renew, or give back?"""
    line = next((each for each in visit.lines if each.loan_id == loan_id), None)
    if line is not None:
        return Card("done", _("You have it already"), item.title, _("Bring it back by"), due_said(line.until), "again")
    choices = ["renew", "give_back"] if station.setting.takes_returns else ["renew"]
    say = _("It is on your name. What now?") if len(choices) > 1 else _("It is on your name. Keep it longer?")
    return Card("ask", _("You have this one"), item.title, say, "", "ask", item.item_id, loan_id, choices)


def renew(station: Station, visit: Visit, loan_id: int, *, key: str, now: datetime) -> None:
    """Keep it longer: renew the reader's own loan."""
    assert visit.person_id is not None
    title = visit.card.title if visit.card else ""
    try:
        done = actions.self_check_renew(station.actor, person_id=visit.person_id, loan_id=loan_id, key=key, now=now)
    except Refused as refusal:
        visit.card = _refused(_("Not renewed"), refusal, title)
        return
    until = _until(done)
    say, due = _("Bring it back by"), due_said(until)
    visit.card = Card("done", _("Renewed"), done.title, say, due, "done", done.item_id, loan_id)
    visit.note(Line(done.title, until, done.act_id, loan_id, "renewed"))


def give_back(station: Station, visit: Visit, item_id: int, *, key: str, now: datetime) -> None:
    """Take a book back; what needs a hand is given to the desk."""
    found = facts.item(item_id)
    title = found.title if found else ""
    try:
        done = actions.self_check_in(station.actor, item_id=item_id, key=key, now=now)
    except Refused as refusal:
        visit.card = _refused(_("Not given back"), refusal, title)
        return
    quiet = all(each.code in QUIET_RETURNS for each in done.tells)
    say = _("Thank you. Put it on the cart.") if quiet else _("Thank you. %(desk)s") % {"desk": TO_THE_DESK}
    state = "done" if quiet else "away"
    visit.card = Card(state, _("Given back"), done.title, say, "", state, done.item_id)
    visit.lines = [each for each in visit.lines if each.loan_id is None or each.loan_id != done.loan_id]
    visit.note(Line(done.title, "", done.act_id, None, "given_back"))


def undo(station: Station, visit: Visit, *, key: str, now: datetime) -> None:
    """Not this book: the last thing of this visit is taken back."""
    act_id = visit.last_act
    if not act_id:
        return
    try:
        done = actions.self_check_undo(station.actor, act_id=act_id, key=key, now=now)
    except Refused as refusal:
        visit.card = _refused(_("Not taken back"), refusal)
        return
    visit.lines = [each for each in visit.lines if each.act_id != act_id]
    say = _("It is not on your name. Leave it here.") if done.undone == "check_out" else _("It is as it was before.")
    visit.card = Card("done", _("Taken back"), done.title, say, "", "again")


def _refused(verdict: str, refusal: Refused, title: str = "") -> Card:
    return Card("refused", verdict, title, child_words(refusal), sound="refused")


def _until(done: Lent | Renewed) -> str:
    return (done.due_on if done.due_kind == "day" else timezone.localtime(done.due_at)).isoformat()
