"""What a check-out does to holds, and how undo takes it back. Parts of actions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carrel.rooms.circulation.actions.catching import end_hold, let_go, wait_again
from carrel.rooms.circulation.models import CAPTURED, Hold
from carrel.rooms.circulation.queries.reading import CheckOutRead
from carrel.rooms.inventory import actions as inventory


def settle_holds(read: CheckOutRead, *, now: datetime) -> dict[str, Any]:
    """The patron's hold is filled by this copy; a copy caught for somebody else is taken from them.

    Whoever it was taken from waits on at the old place. Returns what undo must know, to be kept with the loan.
    Called by check_out, whose permission and audit cover it. Inverse: unsettle_holds.
    """
    kept: dict[str, Any] = {}
    if read.state == "in_transit":
        kept["arrived"] = inventory.end_transit(read.item_id, ended_as="arrived", now=now)
    if read.captured_hold_id is not None and read.captured_for_id != read.patron_id:
        wait_again(read.captured_hold_id)
        kept["was"] = "available"
    own = read.captured_hold_id if read.captured_for_id == read.patron_id else read.own_hold_id
    if own is not None:
        hold = Hold.objects.get(pk=own)
        end_hold(own, status="filled", now=now)
        kept["hold"] = {"id": own, "was": hold.status if hold.captured_item_id == read.item_id else "waiting"}
        if hold.status in CAPTURED and hold.captured_item_id not in (None, read.item_id):
            let_go(hold.captured_item_id, site_id=hold.pickup_site_id, now=now)
    return kept


def unsettle_holds(why: Mapping[str, Any], *, item_id: int) -> str:
    """The hold that a check-out filled waits again, on the shelf or in the queue; returns the state the item goes to.

    Called by undo, whose permission and audit cover it. Inverse: settle_holds.
    """
    state = str(why.get("was", "available"))
    filled = why.get("hold") or {}
    hold = Hold.objects.filter(pk=filled.get("id", 0), status="filled", patron__isnull=False).first()
    stands = hold is not None and filled.get("was") in CAPTURED and hold.captured_item_id == item_id
    if hold is not None and stands:
        Hold.objects.filter(pk=hold.pk).update(status=filled["was"], ended_at=None)
    elif hold is not None:
        wait_again(hold.pk)
    if state == "in_transit" and why.get("arrived"):
        inventory.reopen_transit(int(why["arrived"]))
        return state
    return state if stands or state not in ("on_hold", "in_transit") else "available"
