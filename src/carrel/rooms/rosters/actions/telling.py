"""What rosters announce to the rooms above: somebody has left, or is back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PersonsMoved:
    """Announced inside the transaction: so many have left by a roster or a roll-over, so many who had left are back."""

    left: int
    back: int
    at: datetime
