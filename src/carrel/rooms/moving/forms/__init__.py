"""Text to values for transfers, displays and runs."""

from carrel.rooms.moving.forms.displays import DisplayForm
from carrel.rooms.moving.forms.runs import RunForm, run_initial
from carrel.rooms.moving.forms.transfers import BeginTransferForm, ChangeTransferForm, FillForm

__all__ = ["BeginTransferForm", "ChangeTransferForm", "DisplayForm", "FillForm", "RunForm", "run_initial"]
