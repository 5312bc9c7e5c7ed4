"""Text to values: policy, dates, blocks and filters; holds and reservations; many at once."""

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
from carrel.rooms.circulation.forms.kits import ChargePartsForm, SettleForm
from carrel.rooms.circulation.forms.lending import (
    BlockForm,
    ChangeDueForm,
    ConditionForm,
    HardDueDateForm,
    HardDueDays,
    OverdueForm,
    PauseForm,
    RenewForm,
    SwapForm,
    WhatIfForm,
)
from carrel.rooms.circulation.forms.losing import ClaimForm, LostForm
from carrel.rooms.circulation.forms.policies import GROUP_TITLES, PolicyRowForm
from carrel.rooms.circulation.forms.self_check import SelfCheckSettingForm
from carrel.rooms.circulation.forms.sending import SendItemForm

__all__ = [
    "CONDITIONS",
    "GROUP_TITLES",
    "BatchDefaultsForm",
    "BatchListForm",
    "BatchPlaceForm",
    "BatchReturnForm",
    "BlockForm",
    "ChangeDueForm",
    "ChangeHoldForm",
    "ChargePartsForm",
    "ClaimForm",
    "ClassHandOutForm",
    "ConditionForm",
    "HandOutForm",
    "HardDueDateForm",
    "HardDueDays",
    "LostForm",
    "OverdueForm",
    "PauseForm",
    "PlaceHoldForm",
    "PolicyRowForm",
    "RenewForm",
    "ReservationForm",
    "SelfCheckSettingForm",
    "SendItemForm",
    "SettleForm",
    "SwapForm",
    "WhatIfForm",
]
