"""What is stored of moving: transfers, displays, delivery runs."""

from carrel.rooms.moving.models.displays import Display, DisplayedLoan
from carrel.rooms.moving.models.runs import Run, RunStop, StopTick
from carrel.rooms.moving.models.transfers import Stranger, Transfer, TransferLine

__all__ = ["Display", "DisplayedLoan", "Run", "RunStop", "StopTick", "Stranger", "Transfer", "TransferLine"]
