"""Text to values: policy, dates, blocks and filters; holds and reservations."""

from carrel.rooms.circulation.forms.holds import ChangeHoldForm, PlaceHoldForm, ReservationForm
from carrel.rooms.circulation.forms.lending import (
    GROUP_TITLES,
    BlockForm,
    ChangeDueForm,
    HardDueDateForm,
    HardDueDays,
    OverdueForm,
    PolicyRowForm,
    RenewForm,
    WhatIfForm,
)

__all__ = [
    "GROUP_TITLES",
    "BlockForm",
    "ChangeDueForm",
    "ChangeHoldForm",
    "HardDueDateForm",
    "HardDueDays",
    "OverdueForm",
    "PlaceHoldForm",
    "PolicyRowForm",
    "RenewForm",
    "ReservationForm",
    "WhatIfForm",
]
