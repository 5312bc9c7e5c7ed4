"""What a scan does: the next card, the next item, words, an ISBN. One turn at a time."""

from django.utils.translation import gettext as _

from carrel.cellar.kernel.writing import writing
from carrel.doors.web.desk import cards, deeds, facts
from carrel.doors.web.desk.facts import ItemFound
from carrel.doors.web.desk.scan import Kind, Scan, read_scan
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import Question
from carrel.rooms.inventory.rules.numbers import scanned_isbn
from carrel.rooms.people import actions as people
from carrel.rooms.people.queries import CardFound
from carrel.rooms.people.rules import Sight

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
        cards.told(
            "ask", _("Found"), _("Nothing was done yet. At the desk a scan lends it or takes it back."), item.title
        ),
        Question(""),
    )


def _unknown_number(turn: Turn, scan: Scan) -> None:
    isbn = scanned_isbn(scan.number)
    found = facts.found_by_isbn(turn.actor, isbn or scan.number, lending=turn.visit.patron_id is not None)
    if found and found.copies:
        turn.found = found
        turn.show(
            cards.told(
                "tell",
                _("Which copy?"),
                _("This is an ISBN: it names the title. Choose the copy in your hand."),
                sound="ask",
            )
        )
    elif found:
        card = cards.told(
            "unknown", _("No copy here"), _("The catalogue has this ISBN, but no copy of this school."), scan.text
        )
        card.links = facts.ways_on(turn.actor, number=scan.number)[:1] if isbn else []
        turn.show(card)
    elif (len(scan.number) < 8 and not _finds(turn, scan.text)) or len(scan.number) >= 8:
        _not_known(turn, scan)


def _not_known(turn: Turn, scan: Scan) -> None:
    card = cards.unknown(scan.text)
    card.links = facts.ways_on(turn.actor, number=scan.number)
    turn.show(card)
    line = cards.line_of(card)
    line.detail = _("Lay it aside")
    turn.note(line, odd=turn.visit.patron_id is None)


def _words(turn: Turn, scan: Scan) -> None:
    if scan.number and _is_somebodys(turn, scan):
        return
    if not _finds(turn, scan.text):
        card = cards.nothing_found(scan.text)
        card.links = facts.ways_on(turn.actor, words=scan.text)
        turn.show(card)


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
    elif (seen := facts.sight(turn.actor, card.person_id)) is Sight.NONE:
        turn.visit.put_away()
        say = _(
            "A student of another school of this district. They borrow at their own school; returns are taken here."
        )
        turn.show(cards.told("refused", _("Not opened"), say))
    else:
        open_person(turn, card.person_id, number=card.number, seen=seen)
        _say_of_card(turn, card)


def _say_of_card(turn: Turn, card: CardFound) -> None:
    facts_of = {"name": turn.name, "number": card.number}
    if card.status == "lost":
        say = _("This card was reported lost. Look at the photo: is it %(name)s who stands here?") % facts_of
        turn.show(cards.told("ask", _("Lost card"), say))
    elif card.expires_on is not None and card.expires_on < turn.now.date():
        say = (
            _("This card of %(name)s has expired. The desk asks for a reason at each loan until it is renewed.")
            % facts_of
        )
        turn.show(cards.told("ask", _("Expired card"), say))


def open_person(turn: Turn, person_id: int, *, number: str = "", seen: Sight | None = None) -> None:
    """It is this person's turn; that somebody looked at their record is itself on record."""
    seen = facts.sight(turn.actor, person_id) if seen is None else seen
    if seen is Sight.NONE:
        turn.show(cards.told("refused", _("Not opened"), _("A student of another school of this district.")))
        return
    patron = facts.person_open(person_id, seen)
    if not patron:
        turn.show(cards.told("refused", _("Not opened"), _("This record is not there any more. Scan the card again.")))
        return
    standing = facts.standing_of(turn.actor, person_id, turn.now)
    with writing():
        people.record_view(turn.actor, person_id=person_id, page="desk", now=turn.now)
        turn.visit.open(person_id, patron, number, standing)
        turn.keep()


def _badge(turn: Turn, card: CardFound) -> None:
    if card.status != "valid" or facts.sight(turn.actor, card.person_id) is Sight.NONE:
        turn.show(
            cards.told(
                "refused",
                _("Badge not taken"),
                _("This badge does not count here. Ask the technician for a valid one."),
            )
        )
        return
    if turn.actor.badge_person_id == card.person_id:
        turn.badge = (None, "")
        turn.show(cards.told("done", _("Badge off"), _("The desk works under the account that is signed in again.")))
        return
    name = str(facts.person_open(card.person_id).get("name", ""))
    turn.badge = (card.person_id, name)
    turn.show(
        cards.told("done", _("At the desk now"), _("What is done from here on is written down under this name."), name)
    )


# ---------------------------------------------------------------- items


def item_scanned(turn: Turn, item: ItemFound) -> None:
    """An item goes to the open person; with none it is checked in; at the tables its use is counted."""
    visit = turn.visit
    if visit.mode == "table":
        deeds.count_use(turn, item)
    elif visit.patron_id is None:
        deeds.check_in(turn, item)
    elif turn.may_be_another():
        question = Question("still_same", item_id=item.item_id, patron_id=visit.patron_id)
        turn.ask(cards.still_same(turn.name, item.title), question)
    else:
        deeds.check_out(turn, item)
