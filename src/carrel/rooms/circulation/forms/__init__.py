"""Text to values: policy, dates, blocks and filters; holds and reservations."""

from carrel.rooms.circulation.forms.batches import (
    CONDITIONS,
    BatchDefaultsForm,
    BatchListForm,
    BatchPlaceForm,
    BatchReturnForm,
    ClassHandOutForm,
    HandOutForm,
)
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
    "CONDITIONS",
    "BatchDefaultsForm",
    "BatchListForm",
    "BatchPlaceForm",
    "BatchReturnForm",
    "BlockForm",
    "ChangeDueForm",
    "ChangeHoldForm",
    "ClassHandOutForm",
    "ConditionForm",
    "HandOutForm",
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
