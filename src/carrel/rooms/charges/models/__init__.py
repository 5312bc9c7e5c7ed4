"""What is stored of what is owed."""

from carrel.rooms.charges.models.charges import Charge, ChargeLine
from carrel.rooms.charges.models.credits import Credit, CreditLine

__all__ = ["Charge", "ChargeLine", "Credit", "CreditLine"]
