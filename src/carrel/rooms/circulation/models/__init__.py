"""What is stored about lending, and what can never be false in it."""

from carrel.rooms.circulation.models.batches import Batch, BatchLine
from carrel.rooms.circulation.models.grid import (
    GridToken,
    HardDueDate,
    HardDueDay,
    PolicyRow,
    PolicyVersion,
    new_token,
)
from carrel.rooms.circulation.models.history import HistoryChoice, PastLoan
from carrel.rooms.circulation.models.holds import ACTIVE, CAPTURED, Hold, Reservation
from carrel.rooms.circulation.models.loans import Block, ConditionNote, InLibraryUse, Loan, LoanChange

__all__ = [
    "ACTIVE",
    "CAPTURED",
    "Batch",
    "BatchLine",
    "Block",
    "ConditionNote",
    "GridToken",
    "HardDueDate",
    "HardDueDay",
    "HistoryChoice",
    "Hold",
    "InLibraryUse",
    "Loan",
    "LoanChange",
    "PastLoan",
    "PolicyRow",
    "PolicyVersion",
    "Reservation",
    "new_token",
]
