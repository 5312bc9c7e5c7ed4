"""Text to values for what comes in: files, deliveries, copies by their ISBN, steps of processing."""

from carrel.rooms.intake.forms.by_isbn import AddByIsbnForm, FillWaitingForm
from carrel.rooms.intake.forms.files import (
    CHOICE_WORDS,
    PART_WORDS,
    PRESET_WORDS,
    PRICE_WORDS,
    MarcFileForm,
    ProfileForm,
)

__all__ = [
    "CHOICE_WORDS",
    "PART_WORDS",
    "PRESET_WORDS",
    "PRICE_WORDS",
    "AddByIsbnForm",
    "FillWaitingForm",
    "MarcFileForm",
    "ProfileForm",
]
