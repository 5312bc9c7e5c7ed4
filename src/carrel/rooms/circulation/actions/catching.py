"""A copy is caught for somebody who waits, arrives, and is let go again: parts of actions, and what is announced."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from carrel.cellar.kernel.announcements import announce
from carrel.rooms.circulation.models import CAPTURED, Hold
from carrel.rooms.circulation.queries.facts import item_facts, zone_named
from carrel.rooms.circulation.queries.holds import whose_turn
from carrel.rooms.circulation.queries.sending import sent_by_hand
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import stays_where_returned

HOME, FOR_HOLD = "home", "hold"


@dataclass(frozen=True, slots=True)
class HoldCaught:
    """Announced inside the transaction: a copy stands on the hold shelf of `site_id` from now on.

    `desk` is the desk there at which it lies, where one is known.
    """

    hold_id: int
    item_id: int
    site_id: int
    until_on: date | None
    at: datetime
    desk: str = ""


@dataclass(frozen=True, slots=True)
class ItemSent:
    """Announced inside the transaction: an item has to travel. `why` is home, hold or sent.

    `desk` is the desk at `from_site_id` at which it lies, where one is known.
    """

    transit_id: int
    item_id: int
    from_site_id: int
    to_site_id: int
    why: str
    at: datetime
    desk: str = ""


def keep_still(*, item_ids: Collection[int | None], hold_ids: Collection[int | None]) -> None:
    """Keep other desks off these copies and holds until the transaction ends; only PostgreSQL lets several write.

    Copies before holds, each by number: whoever takes them in this order waits for nobody who waits for them. What was
    read before is read again afterwards. Called by circulation's actions. No inverse: the end of the transaction.
    """
    if connection.features.has_select_for_update:
        for rows, keys in ((Item.objects.all(), item_ids), (Hold.objects.all(), hold_ids)):
            wanted = sorted({each for each in keys if each is not None})
            list(rows.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def held_still(holds: QuerySet[Hold]) -> list[Hold]:
    """The holds a question finds, kept still with the copies caught for them, as they are from then on.

    The one way to change or end a hold: its copy first, then itself, then what they are now. Called by circulation's
    actions. No inverse: the end of the transaction.
    """
    seen = dict(holds.values_list("pk", "captured_item_id"))
    keep_still(item_ids=seen.values(), hold_ids=seen)
    related = ("record", "patron", "pickup_site", "captured_item", "reservation")
    found = list(holds.filter(pk__in=list(seen)).select_related(*related).order_by("pk"))
    if {each.captured_item_id for each in found} <= {None, *seen.values()}:
        return found
    # Another desk caught a copy meanwhile: that one is held still as well.
    return held_still(holds)


def hold_still(hold_id: int) -> Hold | None:
    """One hold, kept still in the same way; None where there is none. Called by circulation's actions. No inverse."""
    return next(iter(held_still(Hold.objects.filter(pk=hold_id))), None)


def put_on_shelf(
    hold_id: int, item: Item, *, site_id: int, until_on: date | None, now: datetime, desk: str = ""
) -> bool:
    """Bind a copy to a hold and keep it at the desk; False when the hold is not free for it any more.

    Called by circulation's actions, whose permission and audit cover it. Inverse: let_go.
    """
    if not _bind(hold_id, item.pk, "on_shelf", until_on, now):
        return False
    announce(HoldCaught(hold_id, item.pk, site_id, until_on, now, desk))
    return True


def bind_for_journey(hold_id: int, item: Item, *, now: datetime) -> bool:
    """Bind a copy to a hold that is fetched elsewhere; False when the hold is not free for it any more.

    Called by circulation's actions, whose permission and audit cover it. Inverse: let_go.
    """
    return _bind(hold_id, item.pk, "in_transit", None, now)


def send(item_id: int, *, from_site_id: int, to_site_id: int, why: str, now: datetime, desk: str = "") -> int:
    """Send an item to another site and say so; its state is set by the caller.

    Called by circulation's actions, whose permission and audit cover it. Inverse: undo.
    """
    transit_id = inventory.send_item(item_id, from_site_id=from_site_id, to_site_id=to_site_id, why=why, now=now)
    announce(ItemSent(transit_id, item_id, from_site_id, to_site_id, why, now, desk))
    return transit_id


def _bind(hold_id: int, item_id: int, status: str, until_on: date | None, now: datetime) -> bool:
    """The guarded UPDATE decides between two desks; a copy that was bound already may move on."""
    free = Hold.objects.filter(pk=hold_id, status="waiting") | Hold.objects.filter(
        pk=hold_id, status__in=CAPTURED, captured_item_id=item_id
    )
    return bool(free.update(status=status, captured_item_id=item_id, captured_at=now, shelf_until_on=until_on))


def end_hold(hold_id: int, *, status: str, now: datetime) -> None:
    """End a hold: filled, expired or cancelled. Which copy was caught stays on it.

    Called by circulation's actions, whose permission and audit cover it. Inverse: wait_again.
    """
    Hold.objects.filter(pk=hold_id).update(status=status, ended_at=now, is_frozen=False)


def wait_again(hold_id: int) -> None:
    """Put a hold back into the queue at its old place.

    Called by circulation's actions, whose permission and audit cover it. Inverse: end_hold.
    """
    Hold.objects.filter(pk=hold_id).update(
        status="waiting", captured_item=None, captured_at=None, shelf_until_on=None, ended_at=None
    )


def let_go(item_id: int, *, site_id: int, now: datetime) -> int | None:
    """A caught copy is free again: the next in the queue gets it, else it goes to its shelf or home.

    `site_id` is where it stands. Returns the hold it was caught for now, None when nobody waits.
    Called by circulation's actions, whose permission and audit cover it. Inverse: put_on_shelf.
    """
    item = item_facts(item_id, hold=True)
    if item is None or item.state != "on_hold":
        # A copy on its way travels on as it was sent, and whoever unpacks it scans it: the queue is asked again then.
        return None
    today = now.astimezone(zone_named(item.site.timezone)).date()
    turn = whose_turn(item, here=site_id, today=today)
    if turn is not None and turn.hold.pickup_site_id == site_id:
        put_on_shelf(turn.hold.id, item, site_id=site_id, until_on=turn.until_on, now=now)
        return turn.hold.id
    if turn is not None:
        bind_for_journey(turn.hold.id, item, now=now)
        send(item_id, from_site_id=site_id, to_site_id=turn.hold.pickup_site_id, why=FOR_HOLD, now=now)
    stays = turn is None and (item.site_id == site_id or sent_by_hand(item, here=site_id) is not None)
    if turn is None and not stays and stays_where_returned(item.item_type_id, site_id):
        inventory.move_home(item_id, site_id=site_id, place_id=None)
        stays = True
    if turn is None and not stays:
        send(item_id, from_site_id=site_id, to_site_id=item.site_id, why=HOME, now=now)
    inventory.mark_returned(item_id, to_state="available" if stays else "in_transit", now=now, seen=False)
    return turn.hold.id if turn is not None else None


def take_back_move(facts: Mapping[str, Any], *, item_id: int, now: datetime) -> None:
    """Undo what a return did besides closing the loan: the hold it caught, the journey it began or ended.

    Called by circulation's undo, whose permission and audit cover it. Inverse: check_in.
    """
    if was := facts.get("floated"):
        inventory.move_home(item_id, site_id=int(was["site"]), place_id=was["place"])
    if facts.get("sent"):
        inventory.call_off_transit(int(facts["sent"]), now=now)
    if facts.get("arrived"):
        inventory.reopen_transit(int(facts["arrived"]))
    hold_id, was = facts.get("hold"), facts.get("hold_was")
    if hold_id and was == "waiting":
        wait_again(int(hold_id))
    elif hold_id:
        bound = Hold.objects.filter(pk=hold_id, captured_item_id=item_id, status__in=CAPTURED)
        bound.update(status=was, **({"shelf_until_on": None} if was == "in_transit" else {}))
