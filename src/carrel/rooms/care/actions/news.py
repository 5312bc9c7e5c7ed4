"""What care announces: whoever lends and returns hears that an item lies on the desk again."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class ItemBackFromCare:
    """An item is whole again and in somebody's hands: it goes where a return would send it."""

    item_id: int
    actor: Actor
    at: datetime
