"""Text to values for recovery."""

from carrel.rooms.recovery.forms.ladders import LadderForm, StepForm, StepSet
from carrel.rooms.recovery.forms.runs import CallForm, PreviewForm, SchoolForm, SignForm

__all__ = ["CallForm", "LadderForm", "PreviewForm", "SchoolForm", "SignForm", "StepForm", "StepSet"]
