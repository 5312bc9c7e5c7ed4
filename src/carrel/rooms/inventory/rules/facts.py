"""What a person may say of an item."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.inventory.rules.shelving import DEWEY, shelving_key

CALL_NUMBER_LENGTH, VOLUME_LENGTH, FUND_LENGTH = 120, 60, 80


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a person may say of an item, as it is added or changed. Prices are in minor units of the currency."""

    item_type_id: int
    place_id: int | None = None
    call_number: str = ""
    call_number_scheme: str = DEWEY
    copy_number: int | None = None
    volume: str = ""
    price_minor: int | None = None
    fund: str = ""
    condition: str = "good"
    note: str = ""
    acquired_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """The columns of an item that hold these facts: texts on one line and cut, the shelving key made."""
        found = asdict(self)
        found["call_number"] = squeeze(self.call_number, CALL_NUMBER_LENGTH)
        found["volume"] = squeeze(self.volume, VOLUME_LENGTH)
        found["fund"] = squeeze(self.fund, FUND_LENGTH)
        found["shelving_key"] = shelving_key(found["call_number"], self.call_number_scheme)
        return found
