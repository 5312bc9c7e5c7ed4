"""expire_holds: what nobody fetched, and what nobody wants any more, ends at night."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import end_hold, held_still, let_go
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.expiring import OpenToday, expired_on_shelf, expired_waiting, sites_open

CODE = "circulation.expire_holds"
AT_ONCE, ON_SHELF_AT_ONCE = 500, 50
"""How many end in one transaction, so that a desk that lends never waits long."""


@dataclass(frozen=True, slots=True)
class Expired:
    """How many holds ended: those that still waited, and those whose copy stood on the hold shelf."""

    waiting: int
    on_shelf: int


def expire_holds(actor: Actor, *, now: datetime) -> Expired:
    """End holds whose last day is past, and those nobody fetched from the hold shelf; their copies go on.

    The day is that of the site where a hold is fetched; nothing ends there on a closed day. A copy goes to the next in
    the queue, or back.
    Inverse: restore_hold.
    """
    require(actor, CODE)
    sites = sites_open(now)
    waiting = on_shelf = 0
    while step := _end_waiting(sites, now):
        waiting += step
    while step := _end_on_shelf(actor, sites, now):
        on_shelf += step
    if waiting:
        with writing():
            record_act(actor, CODE, about=("holds", None), at=now, facts={"waiting": waiting, "on_shelf": on_shelf})
    return Expired(waiting, on_shelf)


def _end_waiting(sites: OpenToday, now: datetime) -> int:
    """One step of those that still wait; returns how many it took, 0 when none is left."""
    with writing():
        due = Hold.objects.filter(pk__in=expired_waiting(sites, AT_ONCE), status="waiting")
        return due.update(status="expired", ended_at=now, is_frozen=False)


def _end_on_shelf(actor: Actor, sites: OpenToday, now: datetime) -> int:
    """One step of those whose copy stands ready; returns how many it looked at, 0 when none is left."""
    with writing():
        shelf = expired_on_shelf(sites, ON_SHELF_AT_ONCE)
        keys = [each.pk for each in shelf]
        # Those nobody fetched since they were read.
        for hold in held_still(Hold.objects.filter(pk__in=keys, status="on_shelf")) if keys else ():
            end_hold(hold.pk, status="expired", now=now)
            if hold.captured_item_id is not None:
                let_go(hold.captured_item_id, site_id=hold.pickup_site_id, now=now)
            record_act(actor, CODE, about=("hold", hold.pk), at=now, site_id=hold.pickup_site_id)
    return len(shelf)
