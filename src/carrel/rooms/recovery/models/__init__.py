"""What is stored of recovery: ladders, runs and their notices, calls, clearances."""

from carrel.rooms.recovery.models.clearing import Clearance, SignOff
from carrel.rooms.recovery.models.notices import Call, LadderSetting, Notice, Run, StepTaken

__all__ = ["Call", "Clearance", "LadderSetting", "Notice", "Run", "SignOff", "StepTaken"]
