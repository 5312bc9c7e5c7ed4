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
from carrel.rooms.circulation.models.loans import Block, Claim, ConditionNote, InLibraryUse, Loan, LoanChange
from carrel.rooms.circulation.models.parts import MissingPart
from carrel.rooms.circulation.models.self_check import SelfCheckSetting

__all__ = [
    "ACTIVE",
    "CAPTURED",
    "Batch",
    "BatchLine",
    "Block",
    "Claim",
    "ConditionNote",
    "GridToken",
    "HardDueDate",
    "HardDueDay",
    "HistoryChoice",
    "Hold",
    "InLibraryUse",
    "Loan",
    "LoanChange",
    "MissingPart",
    "PastLoan",
    "PolicyRow",
    "PolicyVersion",
    "Reservation",
    "SelfCheckSetting",
    "new_token",
]
