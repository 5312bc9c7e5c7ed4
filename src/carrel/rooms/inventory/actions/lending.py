"""The marks lending leaves on an item, one statement each.

Parts of circulation's actions, whose permission and audit cover them. Hand-written: on the path of every scan, building
a statement would cost more than running it.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from carrel.cellar.kernel.announcements import announce
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory.actions.news import ItemBackInRepair, ItemLeftRepair
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import held_of
from carrel.rooms.inventory.rules import IN_REPAIR, ON_LOAN
from carrel.rooms.schools.models import Place

_LEND = (
    "UPDATE inventory_item SET state = 'on_loan', state_since_at = %s, last_loaned_at = %s, last_seen_at = %s,"
    " loan_count = loan_count + 1 WHERE id = %s AND state = %s"
)
_RETURN = "UPDATE inventory_item SET state = %s, state_since_at = %s, last_seen_at = %s WHERE id = %s"
_RETURN_UNSEEN = "UPDATE inventory_item SET state = %s, state_since_at = %s WHERE id = %s"
_UNLEND = (
    "UPDATE inventory_item SET state = %s, state_since_at = %s, loan_count = loan_count - 1"
    " WHERE id = %s AND state = 'on_loan' AND loan_count > 0"
)
_LEND_AGAIN = "UPDATE inventory_item SET state = 'on_loan', state_since_at = %s WHERE id = %s AND state = %s"
_LENT_BEFORE = (
    "UPDATE inventory_item SET loan_count = loan_count + 1,"
    " last_loaned_at = CASE WHEN last_loaned_at > %s THEN last_loaned_at ELSE %s END,"
    " last_seen_at = CASE WHEN last_seen_at > %s THEN last_seen_at ELSE %s END WHERE id = %s"
)
_NOT_LENT_BEFORE = "UPDATE inventory_item SET loan_count = loan_count - 1 WHERE id = %s AND loan_count > 0"
_TAKEN_INSTEAD = (
    "UPDATE inventory_item SET last_loaned_at = %s WHERE id = %s AND (last_loaned_at IS NULL OR last_loaned_at < %s)"
)
_CONDITION = "UPDATE inventory_item SET condition = %s, version = version + 1 WHERE id = %s"
_SEEN = "UPDATE inventory_item SET last_seen_at = %s WHERE id = %s"


def mark_lent(item_id: int, *, from_state: str, now: datetime) -> bool:
    """Mark an item as lent; False when it is not in `from_state` any more: another desk was first.

    Called by circulation's actions, whose permission and audit cover it. Inverse: mark_not_lent.
    """
    at = _moment(now)
    lent = _one_row(_LEND, at, at, at, item_id, from_state)
    if lent and from_state == IN_REPAIR:
        announce(ItemLeftRepair(item_id, ON_LOAN, now))
    return lent


def mark_not_lent(item_id: int, *, to_state: str, now: datetime) -> bool:
    """Take a loan that never was off an item's count; False when the item is not on loan.

    Called by circulation's undo, whose permission and audit cover it. Inverse: mark_lent.
    """
    undone = _one_row(_UNLEND, to_state, _moment(now), item_id)
    if undone and to_state == IN_REPAIR:
        announce(ItemBackInRepair(item_id, now))
    return undone


def mark_returned(item_id: int, *, to_state: str, now: datetime, seen: bool = True) -> bool:
    """Mark an item as back, and as seen unless told otherwise; False when there is no such item.

    Called by circulation's actions, whose permission and audit cover it. Inverse: mark_lent_again.
    """
    at = _moment(now)
    return _one_row(_RETURN, to_state, at, at, item_id) if seen else _one_row(_RETURN_UNSEEN, to_state, at, item_id)


def mark_lent_again(item_id: int, *, from_state: str, now: datetime) -> bool:
    """Undo a return: the item is on loan as before and not counted twice; False when its state has changed since.

    Called by circulation's undo, whose permission and audit cover it. Inverse: mark_returned.
    """
    return _one_row(_LEND_AGAIN, _moment(now), item_id, from_state)


def mark_lent_before(item_id: int, *, lent_at: datetime, returned_at: datetime) -> bool:
    """Count a loan that another system made and closed; the last moments stay the last.

    Called by circulation's bring_loans, whose permission and audit cover it. Inverse: mark_not_lent_before.
    """
    lent, returned = _moment(lent_at), _moment(returned_at)
    return _one_row(_LENT_BEFORE, lent, lent, returned, returned, item_id)


def mark_not_lent_before(item_id: int) -> bool:
    """Take a loan that another system made off an item's count.

    Called by circulation's take_back_loans, whose permission and audit cover it. Inverse: mark_lent_before.
    """
    return _one_row(_NOT_LENT_BEFORE, item_id)


def mark_taken_instead(item_id: int, *, lent_at: datetime) -> None:
    """Let an item know the loan it really went out with, where that was later than the last one it knew.

    Called by circulation's swap_copies, whose permission and audit cover it. Inverse: none, and none is missed: who
    swaps back finds a moment at which the item was away.
    """
    at = _moment(lent_at)
    _one_row(_TAKEN_INSTEAD, at, item_id, at)


def mark_seen(item_id: int, *, now: datetime) -> bool:
    """Write down that somebody had the item in their hands.

    Called by circulation's actions, whose permission and audit cover it. No inverse: it was seen.
    """
    return _one_row(_SEEN, _moment(now), item_id)


def mark_seen_before(item_id: int, *, at: datetime | None) -> bool:
    """Write down again when somebody had the item in their hands before; None for never.

    Called by stocktake's actions, whose permission and audit cover it. Inverse: mark_seen.
    """
    return _one_row(_SEEN, connection.ops.adapt_datetimefield_value(at), item_id)


def mark_condition(item_id: int, *, condition: str) -> str:
    """Set the condition an item is in and return the one it was in before.

    Called by circulation's actions, whose permission and audit cover it. Inverse: mark_condition.
    """
    was = str(Item.objects.values_list("condition", flat=True).get(pk=item_id))
    if was != condition:
        _one_row(_CONDITION, condition, item_id)
    return was


def mark_placed(item_id: int, *, place_id: int | None) -> int | None:
    """Say that an item stands at another place of its site and return where it stood before.

    A place of another site changes nothing: what belongs elsewhere is not put away here. Called by circulation's
    actions, whose permission and audit cover it. Inverse: mark_placed.
    """
    item = Item.objects.get(pk=item_id)
    fits = place_id is None or Place.objects.filter(pk=place_id, site_id=item.site_id).exists()
    if fits and item.place_id != place_id:
        Item.objects.filter(pk=item_id).update(place_id=place_id)
        index_many(held_of([item.record_id]))
    return item.place_id


def move_home(item_id: int, *, site_id: int, place_id: int | None) -> dict[str, int | None]:
    """Say that an item belongs to another school from now on, and return which it was and where it stood there.

    A place of another school becomes no place. Called by circulation's check_in where kinds float, and by moving when a
    transfer for good arrives; their permissions and audit cover it. Inverse: move_home, with what it returned.
    """
    item = Item.objects.get(pk=item_id)
    fits = place_id is not None and Place.objects.filter(pk=place_id, site_id=site_id).exists()
    if item.site_id != site_id or item.place_id != place_id:
        place_id = place_id if fits else None
        Item.objects.filter(pk=item_id).update(site_id=site_id, place_id=place_id, version=F("version") + 1)
        index_many(held_of([item.record_id]))
    return {"site": item.site_id, "place": item.place_id}


def _moment(now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now)


def _one_row(statement: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)
