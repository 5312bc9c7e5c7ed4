"""What readers do at a self-check station, and opening and closing one. Lending itself is check_out, as everywhere."""

from dataclasses import dataclass, replace
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.lending import Lent, check_out
from carrel.rooms.circulation.actions.renewing import Renewed, loan_unknown, renew
from carrel.rooms.circulation.actions.returning import Returned, check_in
from carrel.rooms.circulation.actions.undoing import Undone, undo_own
from carrel.rooms.circulation.queries.self_check import faces_to_pick, loan_is_of, reader_of_number, self_check_of
from carrel.rooms.circulation.rules import self_check as rules
from carrel.rooms.people import actions as people
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class Begun:
    """The reader who stands at the station, and the number they scanned; blank for a face that was touched."""

    person_id: int
    number: str


def open_self_check(actor: Actor, *, now: datetime) -> int:
    """Make a browser a station of the actor's site; the door gives it the role `self_check` and nothing else.

    Returns the site. Raises NotAllowed and Refused circulation.self_check_no_site. Inverse: close_self_check.
    """
    require(actor, "circulation.open_self_check")
    if actor.site_id is None:
        raise Refused(rules.no_site())
    with writing():
        record_act(actor, "circulation.open_self_check", about=("site", actor.site_id), at=now)
    return actor.site_id


def close_self_check(actor: Actor, *, now: datetime) -> None:
    """Make a station an ordinary browser again; the actor's password was asked for. Inverse: open_self_check."""
    require(actor, "circulation.close_self_check")
    with writing():
        record_act(actor, "circulation.close_self_check", about=("site", actor.site_id), at=now)


def self_check_begin(actor: Actor, *, number: str, now: datetime, pin: str = "") -> Begun:
    """Let a reader begin with their card, and with their PIN where the site asks for it.

    Raises NotAllowed, and Refused with every objection; a wrong PIN is counted on the card even though nothing begins.
    No inverse: a visit ends by itself and leaves nothing.
    """
    require(actor, "circulation.self_check_begin")
    found = reader_of_number(actor, number, now=now)
    if found.card is None or found.objections:
        raise Refused(*found.objections)
    if found.pin_card_id is not None:
        entered = people.enter_pin(_only(actor, "people.enter_pin"), card_id=found.pin_card_id, pin=pin, now=now)
        wrong = rules.pin_entered_objections(is_right=entered.is_right, rests_until=entered.rests_until, now=now)
        if wrong:
            raise Refused(*wrong)
    return Begun(found.card.person_id, found.card.number)


def self_check_pick(actor: Actor, *, class_id: int, person_id: int, now: datetime) -> Begun:
    """Let one of the youngest begin by touching their face, where the site allows it for their grade.

    Raises NotAllowed and Refused circulation.self_check_not_to_pick.
    No inverse: a visit ends by itself and leaves nothing.
    """
    require(actor, "circulation.self_check_pick")
    faces = faces_to_pick(actor, class_id, today=schools.today_at(actor.site_id, now)) or []
    if person_id not in {each.person_id for each in faces}:
        raise Refused(rules.not_to_pick())
    return Begun(person_id, "")


def self_check_out(
    actor: Actor, *, person_id: int, item_id: int, now: datetime, number: str = "", key: str = ""
) -> Lent:
    """Lend one item to the reader at the station: `check_out`, and what asks there is refused here.

    Raises NotAllowed, KeyReused, and Refused with every objection that stands. Inverse: self_check_undo.
    """
    require(actor, "circulation.self_check_out")
    lender = _only(actor, "circulation.check_out")
    return check_out(lender, patron_id=person_id, item_id=item_id, now=now, key=key, card=number)


def self_check_in(actor: Actor, *, item_id: int, now: datetime, key: str = "") -> Returned:
    """Take an item back at a station, whoever had it, where the site allows it.

    Raises NotAllowed, KeyReused, and Refused circulation.self_check_no_returns. Inverse: self_check_undo.
    """
    require(actor, "circulation.self_check_in")
    if actor.site_id is None or not self_check_of(actor.site_id).takes_returns:
        raise Refused(rules.no_returns())
    return check_in(_only(actor, "circulation.check_in"), item_id=item_id, now=now, key=key)


def self_check_renew(actor: Actor, *, person_id: int, loan_id: int, now: datetime, key: str = "") -> Renewed:
    """Renew a loan of the reader at the station, passing nothing that asks.

    Raises NotAllowed, KeyReused, and Refused; another reader's loan is as unknown as none. Inverse: self_check_undo.
    """
    require(actor, "circulation.self_check_renew")
    if not loan_is_of(loan_id, person_id):
        raise Refused(loan_unknown())
    return renew(_only(actor, "circulation.renew"), loan_id=loan_id, now=now, key=key)


def self_check_undo(actor: Actor, *, act_id: int, now: datetime, key: str = "") -> Undone:
    """Take back the last scan at this station ("not this book"), within five minutes.

    The door names only acts of the visit that is open. Raises as `undo_own` does.
    No inverse: the book is simply scanned again.
    """
    require(actor, "circulation.self_check_undo")
    return undo_own(_only(actor, "circulation.undo_own"), act_id=act_id, now=now, key=key)


def _only(actor: Actor, permission: str) -> Actor:
    """The station for one deed of the desk, and for no other."""
    return replace(actor, permissions=frozenset({permission}))
