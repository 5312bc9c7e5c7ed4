"""What happened to the copies in a carton, for the room that knows journeys and holds to hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CartonSent:
    """A carton left with these copies for the school that is their home."""

    carton_id: int
    item_ids: tuple[int, ...]
    from_site_id: int
    to_site_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CartonCalledBack:
    """A carton with these copies never left."""

    carton_id: int
    item_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class CartonUnpacked:
    """These copies of a carton were found in it at their school."""

    carton_id: int
    item_ids: tuple[int, ...]
    site_id: int
    at: datetime
