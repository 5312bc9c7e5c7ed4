"""cancel_transit, mark_missing_in_transit: a journey between schools that did not come to its end."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import wait_again
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Transit

CANCEL_TRANSIT = "circulation.cancel_transit"
MARK_MISSING = "circulation.mark_missing_in_transit"


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


def _end(actor: Actor, code: str, transit_id: int, ended_as: str, state: str, now: datetime) -> str:
    with writing():
        sent = Transit.objects.select_related("item__record").filter(pk=transit_id, ended_at=None).first()
        if sent is None or not (actor.sees_site(sent.from_site_id) or actor.sees_site(sent.to_site_id)):
            raise Refused(Objection("circulation.transit_is_over", Weight.REFUSE, {}, Source("fact", "", "transit")))
        inventory.end_transit(sent.item_id, ended_as=ended_as, now=now)
        for hold_id in Hold.objects.filter(captured_item_id=sent.item_id, status="in_transit").values_list(
            "pk", flat=True
        ):
            wait_again(hold_id)
        inventory.mark_returned(sent.item_id, to_state=state, now=now, seen=False)
        record_act(actor, code, about=("transit", sent.pk), at=now, site_id=actor.site_id or sent.from_site_id)
    return sent.item.record.title
