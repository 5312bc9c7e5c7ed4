"""Items on their way between sites: sent, arrived, called off. The item's own state is set by whoever sends it.

Parts of circulation's actions, whose permission and audit cover them.
"""

from datetime import datetime

from carrel.rooms.inventory.models import Transit


def send_item(item_id: int, *, from_site_id: int, to_site_id: int, why: str, now: datetime) -> int:
    """Put an item on its way; returns the transit's key. One that was open ends as sent on elsewhere.

    Called by circulation's actions, whose permission and audit cover it. Inverse: call_off_transit.
    """
    end_transit(item_id, ended_as=Transit.End.REROUTED, now=now)
    return Transit.objects.create(
        item_id=item_id, from_site_id=from_site_id, to_site_id=to_site_id, why=why, sent_at=now
    ).pk


def end_transit(item_id: int, *, ended_as: str, now: datetime) -> int | None:
    """End the open transit of an item; returns its key, None when there was none.

    Called by circulation's actions, whose permission and audit cover it. Inverse: reopen_transit.
    """
    transit_id = Transit.objects.filter(item_id=item_id, ended_at=None).values_list("pk", flat=True).first()
    if transit_id is not None:
        Transit.objects.filter(pk=transit_id).update(ended_at=now, ended_as=ended_as)
    return transit_id


def reopen_transit(transit_id: int) -> None:
    """Let a transit that was ended by mistake go on.

    Called by circulation's undo, whose permission and audit cover it. Inverse: end_transit.
    """
    Transit.objects.filter(pk=transit_id).update(ended_at=None, ended_as="")


def call_off_transit(transit_id: int, *, now: datetime) -> None:
    """Call off a transit that should not have begun; it stays on record.

    Called by circulation's undo, whose permission and audit cover it. Inverse: reopen_transit.
    """
    Transit.objects.filter(pk=transit_id, ended_at=None).update(ended_at=now, ended_as=Transit.End.CANCELLED)
