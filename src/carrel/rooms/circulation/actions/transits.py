"""send_item, cancel_transit, mark_missing_in_transit, take_back_missing: journeys that staff begin and end by hand."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import SYSTEM, Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import send, wait_again
from carrel.rooms.circulation.actions.slips import drop_slips
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import item_facts
from carrel.rooms.circulation.queries.sending import send_facts, standing_elsewhere
from carrel.rooms.circulation.rules.sending import send_objections, send_unknown
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Transit
from carrel.rooms.schools.models import Site

SEND_ITEM = "circulation.send_item"
CANCEL_TRANSIT = "circulation.cancel_transit"
MARK_MISSING = "circulation.mark_missing_in_transit"
TAKE_BACK_MISSING = "circulation.take_back_missing"


@dataclass(frozen=True, slots=True)
class Sent:
    """An item on its way by staff's word: what it is, and the name of the site it goes to."""

    transit_id: int
    act_id: int
    title: str
    to_site: str
    repeated: bool = False


def send_item(actor: Actor, *, item_id: int, to_site_id: int, now: datetime, key: str = "") -> Sent:
    """Send an item that lies before the actor to another site, where it stays until it is lent or sent on.

    It leaves from the site the actor works at. Whoever waits for it there or elsewhere is asked when it is unpacked.
    Raises NotAllowed, KeyReused, and Refused with every reason that stands. Inverse: cancel_transit.
    """
    require(actor, SEND_ITEM)
    with writing():
        kept = kept_answer(key, SEND_ITEM, actor)
        if kept is not None:
            return _sent(int(kept["transit"]), int(kept["act"]), repeated=True)
        item = item_facts(item_id, hold=True)
        goal = Site.objects.filter(pk=to_site_id).first()
        if item is None or goal is None:
            raise Refused(send_unknown())
        refusals = Verdict.of(send_objections(send_facts(actor, item, goal))).refusals
        if refusals:
            raise Refused(*refusals)
        here = actor.site_id or standing_elsewhere(item_id).get(item_id, item.site_id)
        transit_id = send(
            item_id, from_site_id=here, to_site_id=goal.pk, why=Transit.Why.SENT, now=now, desk=actor.desk
        )
        inventory.mark_returned(item_id, to_state="in_transit", now=now)
        act_id = record_act(actor, SEND_ITEM, about=("transit", transit_id), at=now, site_id=here)
        keep_answer(key, actor, SEND_ITEM, {"transit": transit_id, "act": act_id}, now)
    return _sent(transit_id, act_id)


def _sent(transit_id: int, act_id: int, *, repeated: bool = False) -> Sent:
    found = Transit.objects.select_related("item__record", "to_site").get(pk=transit_id)
    return Sent(transit_id, act_id, found.item.record.title, found.to_site.called, repeated)


def cancel_transit(actor: Actor, *, transit_id: int, now: datetime) -> str:
    """Call a journey off: the item never left and stays where it was sent from. Returns its title.

    Who waited for it keeps their place in the queue; the next scan at the return desk asks the queue again, or sends it
    home. Raises NotAllowed, and Refused for a journey that is over or between other schools. Inverse: check_in.
    """
    require(actor, CANCEL_TRANSIT)
    return _end(actor, CANCEL_TRANSIT, transit_id, Transit.End.CANCELLED, "available", now)


def mark_missing_in_transit(actor: Actor, *, transit_id: int, now: datetime) -> str:
    """Say that an item did not arrive: it is missing, and who waited for it waits for another copy. Returns its title.

    Any scan of it, anywhere, finds it again. Raises NotAllowed, and Refused for a journey that is over or between other
    schools. Inverse: check_in.
    """
    require(actor, MARK_MISSING)
    return _end(actor, MARK_MISSING, transit_id, Transit.End.MISSING, "missing", now)


def take_back_missing(actor: Actor, *, transit_id: int, now: datetime) -> str:
    """Say that an item is on its way after all, as long as nobody has found it. Returns its title.

    Whoever waited for it keeps waiting for any copy. Raises NotAllowed, and Refused when it was found, or is between
    other schools. Inverse: mark_missing_in_transit.
    """
    require(actor, MARK_MISSING)
    with writing():
        lost = Transit.objects.select_related("item__record").filter(pk=transit_id, ended_as="missing").first()
        if lost is None or not (actor.sees_site(lost.from_site_id) or actor.sees_site(lost.to_site_id)):
            raise Refused(Objection("circulation.transit_is_over", Weight.REFUSE, {}, Source("fact", "", "transit")))
        item = item_facts(lost.item_id, hold=True)
        later = Transit.objects.filter(item_id=lost.item_id, pk__gt=lost.pk).exists()
        if item is None or item.state != "missing" or later:
            facts = {"title": lost.item.record.title}
            raise Refused(Objection("circulation.found_since", Weight.REFUSE, facts, Source("fact", "", "item")))
        inventory.reopen_transit(transit_id)
        inventory.mark_returned(lost.item_id, to_state="in_transit", now=now, seen=False)
        record_act(
            actor, TAKE_BACK_MISSING, about=("transit", transit_id), at=now, site_id=actor.site_id or lost.from_site_id
        )
    return lost.item.record.title


def _end(actor: Actor, code: str, transit_id: int, ended_as: str, state: str, now: datetime) -> str:
    with writing():
        sent = Transit.objects.select_related("item__record").filter(pk=transit_id, ended_at=None).first()
        if sent is None or not (actor.sees_site(sent.from_site_id) or actor.sees_site(sent.to_site_id)):
            raise Refused(Objection("circulation.transit_is_over", Weight.REFUSE, {}, Source("fact", "", "transit")))
        inventory.end_transit(sent.item_id, ended_as=ended_as, now=now)
        drop_slips(SYSTEM, about=("transit", sent.pk), now=now)
        for hold_id in Hold.objects.filter(captured_item_id=sent.item_id, status="in_transit").values_list(
            "pk", flat=True
        ):
            wait_again(hold_id)
        inventory.mark_returned(sent.item_id, to_state=state, now=now, seen=False)
        record_act(actor, code, about=("transit", sent.pk), at=now, site_id=actor.site_id or sent.from_site_id)
    return sent.item.record.title
