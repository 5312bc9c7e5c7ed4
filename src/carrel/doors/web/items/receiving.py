"""What the page of an item says of its way to the shelf."""

from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import queries

if TYPE_CHECKING:
    from carrel.rooms.intake.models import ProcessingLine


def processing_of(actor: Actor, item_id: int) -> "ProcessingLine | None":
    """Where it is being made ready, for those who may look there."""
    return queries.in_processing(item_id) if actor.may("intake.view_processing") else None
