"""Text to values for what comes in: files, deliveries, copies by their ISBN, steps of processing."""

from carrel.rooms.intake.forms.by_isbn import AddByIsbnForm, FillWaitingForm
from carrel.rooms.intake.forms.deliveries import (
    DeliveryForm,
    LineForm,
    NewLineForm,
    PackingColumnsForm,
    ProcessDeliveryForm,
    ProcessingStepForm,
    ShareForm,
    StartProcessingForm,
    line_initial,
)
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
    "DeliveryForm",
    "FillWaitingForm",
    "LineForm",
    "MarcFileForm",
    "NewLineForm",
    "PackingColumnsForm",
    "ProcessDeliveryForm",
    "ProcessingStepForm",
    "ProfileForm",
    "ShareForm",
    "StartProcessingForm",
    "line_initial",
]
