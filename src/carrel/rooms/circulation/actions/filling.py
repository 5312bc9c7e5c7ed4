"""What a check-out does to holds, and how undo takes it back. Parts of actions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from carrel.rooms.circulation.actions.catching import end_hold, let_go, wait_again
from carrel.rooms.circulation.models import CAPTURED, Hold
from carrel.rooms.circulation.queries.reading import CheckOutRead
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item, Transit


def settle_holds(read: CheckOutRead, *, now: datetime) -> dict[str, Any]:
    """The patron's hold is filled by this copy; a copy caught for somebody else is taken from them.

    Whoever it was taken from waits on at the old place. Returns what undo must know, to be kept with the loan.
    Called by check_out, whose permission and audit cover it. Inverse: unsettle_holds.
    """
    kept: dict[str, Any] = {}
    if read.state == "in_transit":
        kept["arrived"] = inventory.end_transit(read.item_id, ended_as="arrived", now=now)
    if read.captured_hold_id is not None and read.captured_for_id != read.patron_id:
        kept["taken"] = _catch_of(read.captured_hold_id)
        wait_again(read.captured_hold_id)
        kept["was"] = "available"
    own = read.captured_hold_id if read.captured_for_id == read.patron_id else read.own_hold_id
    if own is not None:
        hold = Hold.objects.get(pk=own)
        end_hold(own, status="filled", now=now)
        kept["hold"] = {"id": own, "was": hold.status if hold.captured_item_id == read.item_id else "waiting"}
        if hold.status in CAPTURED and hold.captured_item_id not in (None, read.item_id):
            kept["hold"]["caught"] = hold.status
            let_go(hold.captured_item_id, site_id=hold.pickup_site_id, now=now)
    return kept


def unsettle_holds(why: Mapping[str, Any], *, item_id: int, now: datetime) -> str:
    """The hold that a check-out filled waits again, on the shelf or in the queue; returns the state the item goes to.

    A copy that was taken from somebody is kept for them again, if they still wait for one. Called by undo, whose
    permission and audit cover it. Inverse: settle_holds.
    """
    if (taken := why.get("taken")) and _caught_again(taken, item_id):
        if taken["status"] == "in_transit" and why.get("arrived"):
            inventory.reopen_transit(int(why["arrived"]))
        return "in_transit" if taken["status"] == "in_transit" else "on_hold"
    state = str(why.get("was", "available"))
    filled = why.get("hold") or {}
    hold = Hold.objects.filter(pk=filled.get("id", 0), status="filled", patron__isnull=False).first()
    stands = hold is not None and filled.get("was") in CAPTURED and hold.captured_item_id == item_id
    if hold is not None and stands:
        Hold.objects.filter(pk=hold.pk).update(status=filled["was"], ended_at=None)
    elif hold is not None and not _kept_again(hold, str(filled.get("caught", "")), now):
        wait_again(hold.pk)
    if state == "in_transit" and why.get("arrived"):
        inventory.reopen_transit(int(why["arrived"]))
        return state
    return state if stands or state not in ("on_hold", "in_transit") else "available"


def _kept_again(hold: Hold, caught: str, now: datetime) -> bool:
    """Keep the copy again that was caught for a hold which another copy filled, if it is still there for it.

    It is while it travels to the same desk, or stands free where it was kept. What went on to the next reader, or home,
    is not called back: somebody may have been told.
    """
    copy = Item.objects.filter(pk=hold.captured_item_id or 0).first()
    if copy is None or Hold.objects.filter(captured_item=copy, status__in=CAPTURED).exists():
        return False
    if caught == "in_transit":
        stands = Transit.objects.filter(item=copy, to_site_id=hold.pickup_site_id, ended_at=None).exists()
    else:
        # In the same moment: whatever was done with it since would have changed when its state began.
        stands = caught == "on_shelf" and (copy.state, copy.state_since_at) == ("available", hold.ended_at)
        if stands:
            inventory.mark_returned(copy.pk, to_state="on_hold", now=now, seen=False)
    if stands:
        Hold.objects.filter(pk=hold.pk).update(status=caught, ended_at=None)
    return stands


def _catch_of(hold_id: int) -> dict[str, Any]:
    """What is to be known of a caught hold so that its copy can be kept for it again."""
    hold = Hold.objects.get(pk=hold_id)
    until = hold.shelf_until_on.isoformat() if hold.shelf_until_on else None
    caught = hold.captured_at.isoformat() if hold.captured_at else None
    return {"hold": hold_id, "status": hold.status, "captured_at": caught, "shelf_until_on": until}


def _caught_again(taken: Mapping[str, Any], item_id: int) -> bool:
    """Keep a copy again for the hold it was taken from; False when that has ended, or has another copy by now."""
    waiting = Hold.objects.filter(pk=taken["hold"], status="waiting", patron__isnull=False, is_frozen=False)
    until, caught = taken["shelf_until_on"], taken["captured_at"]
    return bool(
        waiting.update(
            status=taken["status"],
            captured_item=item_id,
            captured_at=datetime.fromisoformat(caught) if caught else None,
            shelf_until_on=date.fromisoformat(until) if until else None,
        )
    )
