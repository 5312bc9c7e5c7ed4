"""What a person may say of an item."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.inventory.rules.shelving import DEWEY, shelving_key

CALL_NUMBER_LENGTH, VOLUME_LENGTH, FUND_LENGTH = 120, 60, 80
COLUMN_NAMES = (
    "item_type_id", "place_id", "call_number", "call_number_scheme", "copy_number", "volume", "price_minor", "fund",
    "condition", "note", "acquired_on", "shelving_key",
)  # fmt: skip
"""The columns of an item that hold its facts, in the order of `ItemFacts.values`."""

CHANGED_TOGETHER = (
    "call_number", "condition", "fund", "item_type_id", "note", "place_id", "price_minor", "site_id",
)  # fmt: skip
"""The columns that may be changed for many items at once."""


# Copies come after one another with one call number, and readers' sections are full of the same letters.
_usual_key = lru_cache(maxsize=1 << 13)(shelving_key)


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

    def values(self) -> tuple[Any, ...]:
        """The values of COLUMN_NAMES that hold these facts: texts on one line and cut, the shelving key made."""
        call_number = squeeze(self.call_number, CALL_NUMBER_LENGTH)
        return (
            self.item_type_id,
            self.place_id,
            call_number,
            self.call_number_scheme,
            self.copy_number,
            squeeze(self.volume, VOLUME_LENGTH),
            self.price_minor,
            squeeze(self.fund, FUND_LENGTH),
            self.condition,
            self.note,
            self.acquired_on,
            _usual_key(call_number, self.call_number_scheme),
        )

    def columns(self) -> dict[str, Any]:
        """The columns of an item that hold these facts."""
        return dict(zip(COLUMN_NAMES, self.values(), strict=True))


class ReadyFacts(NamedTuple):
    """Facts whose columns another process has made already (ItemFacts.values)."""

    made: tuple[Any, ...]

    def values(self) -> tuple[Any, ...]:
        """The values of COLUMN_NAMES."""
        return self.made
