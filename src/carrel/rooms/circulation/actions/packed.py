"""send_packed, call_back_packed: copies travel to their school in a carton, and not one by one."""

from collections.abc import Collection
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import HOME, keep_still
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import AVAILABLE, IN_TRANSIT

SEND_PACKED = "circulation.send_packed"
CALL_BACK_PACKED = "circulation.call_back_packed"


def send_packed(
    actor: Actor, *, item_ids: Collection[int], from_site_id: int, to_site_id: int, now: datetime, why: str = HOME
) -> int:
    """Put these copies on their way, those that are in; returns how many left. `why` is as a transit has it.

    No slip is printed for each: the carton or box has a label. Heard of intake.send_carton, called by
    moving.send_transfer. Inverse: call_back_packed.
    """
    require(actor, SEND_PACKED)
    with writing():
        going = _in_state(item_ids, AVAILABLE)
        for item_id in going:
            inventory.send_item(item_id, from_site_id=from_site_id, to_site_id=to_site_id, why=why, now=now)
            inventory.mark_returned(item_id, to_state=IN_TRANSIT, now=now)
        record_act(actor, SEND_PACKED, about=("items", None), at=now, facts={"count": len(going)}, site_id=from_site_id)
    return len(going)


def call_back_packed(actor: Actor, *, item_ids: Collection[int], now: datetime) -> int:
    """Say of copies on their way that they never left; returns how many there were.

    Heard of intake.call_back_carton, called by moving.call_back_transfer. Inverse: send_packed.
    """
    require(actor, CALL_BACK_PACKED)
    with writing():
        staying = _in_state(item_ids, IN_TRANSIT)
        for item_id in staying:
            inventory.end_transit(item_id, ended_as="cancelled", now=now)
            inventory.mark_returned(item_id, to_state=AVAILABLE, now=now, seen=False)
        record_act(actor, CALL_BACK_PACKED, about=("items", None), at=now, facts={"count": len(staying)})
    return len(staying)


def _in_state(item_ids: Collection[int], state: str) -> list[int]:
    keep_still(item_ids=item_ids, hold_ids=())
    return list(Item.objects.filter(pk__in=item_ids, state=state).order_by("pk").values_list("pk", flat=True))
