"""Text to values for what is owed."""

from carrel.rooms.charges.forms.desk import (
    AgreeForm,
    ByHandForm,
    ChargePhotoForm,
    CloseForm,
    DamageForm,
    FloatForm,
    GroundForm,
    InvoiceForm,
    PartForm,
    PayForm,
    PlanForm,
    SellForm,
    TenderForm,
    WorkForm,
)
from carrel.rooms.charges.forms.lists import (
    ArticleForm,
    DamageRowForm,
    DepreciationStepForm,
    FundTermForm,
    MoneySettingForm,
)

__all__ = [
    "AgreeForm", "ArticleForm", "ByHandForm", "ChargePhotoForm", "CloseForm", "DamageForm", "DamageRowForm",
    "DepreciationStepForm", "FloatForm", "FundTermForm", "GroundForm", "InvoiceForm", "MoneySettingForm", "PartForm",
    "PayForm", "PlanForm", "SellForm", "TenderForm", "WorkForm",
]  # fmt: skip
