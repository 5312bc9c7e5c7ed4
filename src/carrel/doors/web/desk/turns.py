"""What a scan does: the next card, the next item, an answer, a command. One turn at a time, each written down whole.

A deed of circulation and its line in the visit are one transaction: either both are on disk, or neither.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.parking import actions as parking
from carrel.doors.web.desk import cards, facts
from carrel.doors.web.desk.facts import Found, ItemFound
from carrel.doors.web.desk.scan import Kind, Scan, read_scan
from carrel.doors.web.desk.visit import Card, Line, Question, Visit, to_state
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory.rules.numbers import scanned_isbn
from carrel.rooms.people import actions as people
from carrel.rooms.people.queries import CardFound
from carrel.rooms.people.rules import Sight
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.parking.models import Parked

KIND = "desk.visit"
NEVER_ASKED_BEFORE = timedelta(seconds=10)


@dataclass(slots=True)
class Turn:
    """One request at the desk: who acts, the visit, the row it is kept in, and what the page shows besides."""

    actor: Actor
    visit: Visit
    parked: "Parked | None"
    device: str
    url: str
    now: datetime
    key: str = ""
    found: Found | None = None
    shows_help: bool = False
    go: str = ""
    parks: bool = False
    badge: tuple[int | None, str] | None = None
    is_kept: bool = False

    @property
    def name(self) -> str:
        """The open person's name."""
        return str(self.visit.patron.get("name", ""))

    def show(self, card: Card) -> None:
        """This is the answer; what was asked before is answered with nothing."""
        self.visit.card = card
        self.visit.question = None

    def ask(self, card: Card, question: Question) -> None:
        """This is the answer, and a later one is about this deed."""
        self.visit.card = card
        self.visit.question = question

    def note(self, line: Line, *, odd: bool = False) -> None:
        """One more line."""
        line.key = self.key
        self.visit.add(line, odd=odd)

    def keep(self) -> None:
        """Write the visit down; raises Overtaken when another device wrote it meanwhile."""
        self.visit.remember(self.key)
        self.visit.touch(self.now, kept=self.visit.question is not None and self.visit.question.kind == "still_same")
        title, detail, state = _title(self.visit), _detail(self.visit), to_state(self.visit)
        if self.parked is None:
            self.parked = parking.park(
                self.actor, kind=KIND, title=title, detail=detail, url=self.url, state=state, now=self.now, device=self.device
            )
        else:
            parking.keep_state(self.actor, parked=self.parked, title=title, detail=detail, state=state, now=self.now)
        self.is_kept = True

    def park(self) -> None:
        """Let the visit go from this device: it waits in the list of parked work, or vanishes when it holds nothing."""
        if self.parked is None:
            return
        if self.visit.is_blank:
            parking.drop(self.actor, parked_id=self.parked.pk)
        else:
            parking.put_aside(self.actor, parked_id=self.parked.pk, now=self.now)

    def may_be_another(self) -> bool:
        """Whether the person stayed open so long that the desk asks before the next book goes on their name."""
        idle = self.visit.idle_for(self.now)
        if self.visit.patron_id is None or idle <= NEVER_ASKED_BEFORE or self.actor.site_id is None:
            return False
        site = schools.site(self.actor.site_id)
        return site is not None and idle > timedelta(seconds=site.still_same_after_seconds)


def _title(visit: Visit) -> str:
    if visit.mode == "table":
        return _("Counting use in the library")
    return _("Lending") if visit.patron_id is not None else _("Returning")


def _detail(visit: Visit) -> str:
    # No name here: the list of parked work stands in the header of every page, beside which somebody may stand.
    odd = len(visit.odd)
    return _("%(scanned)s scanned, %(odd)s odd ones left") % {"scanned": visit.scanned, "odd": odd}


# ---------------------------------------------------------------- a text from the box


def take(turn: Turn, raw: str) -> Scan:
    """Read a text and do the obvious next thing with it; the answer is the visit's card. Returns how it was read."""
    scan = read_scan(raw)
    if scan.kind is Kind.TOO_LONG:
        turn.show(cards.too_long())
    elif scan.kind is Kind.NUMBER:
        _number(turn, scan)
    elif scan.kind is Kind.WORDS:
        _words(turn, scan)
    return scan


def is_card(raw: str) -> bool:
    """Whether the text is a card or a badge: it opens its person whatever the page has shown."""
    scan = read_scan(raw)
    return bool(scan.number) and facts.card_with_number(scan.number) is not None


def _number(turn: Turn, scan: Scan) -> None:
    if not _is_somebodys(turn, scan):
        _unknown_number(turn, scan)


def _is_somebodys(turn: Turn, scan: Scan) -> bool:
    """Take a number that a card, a badge or an item bears; False when nothing bears it."""
    card, item = facts.card_with_number(scan.number), facts.item_with_number(turn.actor, scan.number)
    if card and item:
        person = facts.person_open(card.person_id) if facts.sight(turn.actor, card.person_id) > Sight.NONE else {}
        name = str(person.get("name", _("a student of another school")))
        question = Question("card_or_item", item_id=item.item_id, text=scan.number)
        turn.ask(cards.card_or_item(name, item.title), question)
    elif card:
        card_scanned(turn, card)
    elif item:
        item_scanned(turn, item)
    return bool(card or item)


def look_up(turn: Turn, scan: Scan) -> None:
    """A single digit that answers nothing may still be a number on an old label."""
    _number(turn, Scan(Kind.NUMBER, scan.text, number=scan.text))


def show_copy(turn: Turn, item: ItemFound) -> None:
    """An item found from another page: shown with what can be done, and nothing is done yet."""
    turn.ask(
        cards.told("ask", _("Found"), _("Nothing was done yet. At the desk a scan lends it or takes it back."), item.title),
        Question(""),
    )


def _unknown_number(turn: Turn, scan: Scan) -> None:
    isbn = scanned_isbn(scan.number)
    found = facts.found_by_isbn(turn.actor, isbn or scan.number, lending=turn.visit.patron_id is not None)
    if found and found.copies:
        turn.found = found
        turn.show(cards.told("tell", _("Which copy?"), _("This is an ISBN: it names the title. Choose the copy in your hand."), sound="ask"))
    elif found:
        turn.show(cards.told("unknown", _("No copy here"), _("The catalogue has this ISBN, but no copy of this school."), scan.text))
    elif len(scan.number) < 8 and not _finds(turn, scan.text):
        _not_known(turn, scan)
    elif len(scan.number) >= 8:
        _not_known(turn, scan)


def _not_known(turn: Turn, scan: Scan) -> None:
    card = cards.unknown(scan.text)
    turn.show(card)
    line = cards.line_of(card)
    line.detail = _("Lay it aside")
    turn.note(line, odd=turn.visit.patron_id is None)


def _words(turn: Turn, scan: Scan) -> None:
    if scan.number and _is_somebodys(turn, scan):
        return
    if not _finds(turn, scan.text):
        turn.show(cards.nothing_found(scan.text))


def _finds(turn: Turn, text: str) -> bool:
    found = facts.found_by_words(turn.actor, text, lending=turn.visit.patron_id is not None)
    if found.is_nothing:
        return False
    turn.found = found
    turn.visit.card = turn.visit.question = None
    return True


# ---------------------------------------------------------------- cards


def card_scanned(turn: Turn, card: CardFound) -> None:
    """A card opens its person; a badge changes who works at this desk."""
    if card.is_badge:
        _badge(turn, card)
    elif facts.sight(turn.actor, card.person_id) is Sight.NONE:
        turn.visit.put_away()
        turn.show(
            cards.told(
                "refused",
                _("Not opened"),
                _("A student of another school of this district. Lend to them at their own school, or take their returns here."),
            )
        )
    else:
        open_person(turn, card.person_id, number=card.number)
        _say_of_card(turn, card)


def _say_of_card(turn: Turn, card: CardFound) -> None:
    facts_of = {"name": turn.name, "number": card.number}
    if card.status == "lost":
        say = _("This card was reported lost. Look at the photo: is it %(name)s who stands here?") % facts_of
        turn.show(cards.told("ask", _("Lost card"), say))
    elif card.expires_on is not None and card.expires_on < turn.now.date():
        say = _("This card of %(name)s has expired. The desk asks for a reason at each loan until it is renewed.") % facts_of
        turn.show(cards.told("ask", _("Expired card"), say))


def open_person(turn: Turn, person_id: int, *, number: str = "") -> None:
    """It is this person's turn; that somebody looked at their record is itself on record."""
    if facts.sight(turn.actor, person_id) is Sight.NONE:
        turn.show(cards.told("refused", _("Not opened"), _("A student of another school of this district.")))
        return
    with writing():
        people.record_view(turn.actor, person_id=person_id, page="desk", now=turn.now)
        turn.visit.open(person_id, facts.person_open(person_id), number)
        turn.keep()


def _badge(turn: Turn, card: CardFound) -> None:
    if card.status != "valid" or facts.sight(turn.actor, card.person_id) is Sight.NONE:
        turn.show(cards.told("refused", _("Badge not taken"), _("This badge does not count here. Ask the technician for a valid one.")))
        return
    if turn.actor.badge_person_id == card.person_id:
        turn.badge = (None, "")
        turn.show(cards.told("done", _("Badge off"), _("The desk works under the account that is signed in again.")))
        return
    name = str(facts.person_open(card.person_id).get("name", ""))
    turn.badge = (card.person_id, name)
    turn.show(cards.told("done", _("At the desk now"), _("What is done from here on is written down under this name."), name))


# ---------------------------------------------------------------- items


def item_scanned(turn: Turn, item: ItemFound) -> None:
    """An item goes to the open person; with none it is checked in; at the tables its use is counted."""
    visit = turn.visit
    if visit.mode == "table":
        count_use(turn, item)
    elif visit.patron_id is None:
        check_in(turn, item)
    elif turn.may_be_another():
        question = Question("still_same", item_id=item.item_id, patron_id=visit.patron_id)
        turn.ask(cards.still_same(turn.name, item.title), question)
    else:
        check_out(turn, item)


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
            visit.lent += 1
            turn.keep()
    except Refused as refusal:
        _not_lent(turn, item, refusal)


def _not_lent(turn: Turn, item: ItemFound, refusal: Refused) -> None:
    if refusal.code == "circulation.already_lent_to_this_patron":
        _out_again(turn, item, refusal)
        return
    may_pass = all(turn.actor.may(each.override) for each in refusal.objections if each.override)
    card = cards.refused(refusal, title=item.title, may_pass=may_pass)
    card.item_id = item.item_id
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
    """Take the item back and say where it goes; what is odd waits on the list for afterwards."""
    try:
        with writing():
            done = circulation.check_in(turn.actor, item_id=item.item_id, now=turn.now, key=turn.key)
            shelf = _("Shelf %(call_number)s") % {"call_number": done.call_number} if done.call_number else ""
            card, line, odd = cards.returned(done, shelf)
            turn.show(card)
            turn.note(line, odd=odd)
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, title=item.title, verdict=_("Not returned")))


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
        turn.show(cards.refused(refusal, title=item.title, verdict=_("Not counted")))


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
            turn.keep()
    except Refused as refusal:
        may_pass = all(turn.actor.may(each.override) for each in refusal.objections if each.override)
        card = cards.refused(refusal, title=item.title, verdict=_("Not renewed"), may_pass=may_pass)
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
            turn.keep()
    except Refused as refusal:
        turn.show(cards.refused(refusal, title="", verdict=_("Due date not changed")))
