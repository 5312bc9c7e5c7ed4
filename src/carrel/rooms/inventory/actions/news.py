"""What the inventory announces: whoever keeps a case of mending or repair hears when its item went another way."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ItemLeftRepair:
    """An item that was in repair is in another state now: lent all the same, found, withdrawn."""

    item_id: int
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemBackInRepair:
    """A loan of an item in repair was undone: it is in repair as before."""

    item_id: int
    at: datetime
