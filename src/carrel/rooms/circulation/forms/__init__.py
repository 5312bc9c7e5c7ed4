"""Text to values: policy, dates, blocks and filters; holds and reservations."""

from carrel.rooms.circulation.forms.holds import ChangeHoldForm, PlaceHoldForm, ReservationForm
from carrel.rooms.circulation.forms.lending import (
    BlockForm,
    ChangeDueForm,
    ConditionForm,
    HardDueDateForm,
    HardDueDays,
    OverdueForm,
    PolicyRowForm,
    RenewForm,
    SwapForm,
    WhatIfForm,
)

__all__ = [
    "BlockForm",
    "ChangeDueForm",
    "ChangeHoldForm",
    "ConditionForm",
    "HardDueDateForm",
    "HardDueDays",
    "OverdueForm",
    "PlaceHoldForm",
    "PolicyRowForm",
    "RenewForm",
    "ReservationForm",
    "SwapForm",
    "WhatIfForm",
]
