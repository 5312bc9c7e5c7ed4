"""What the page of an item says of its way to the shelf."""

from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import queries

if TYPE_CHECKING:
    from carrel.rooms.intake.models import ProcessingLine


def processing_of(actor: Actor, item_id: int) -> "ProcessingLine | None":
    """Where it is being made ready, for those who may look there: another school's batch is nobody's business here."""
    found = queries.in_processing(item_id) if actor.may("intake.view_processing") else None
    return found if found is not None and queries.batch_in_sight(actor, found.batch_id) is not None else None
