"""Items on their way."""

from carrel.rooms.inventory.models import Transit


def open_transit(item_id: int) -> Transit | None:
    """The journey an item is on, None when it is on none."""
    return Transit.objects.filter(item_id=item_id, ended_at=None).first()
