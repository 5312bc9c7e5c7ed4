"""What is stored of what is owed."""

from carrel.rooms.charges.models.agreements import (
    Invoice,
    InvoiceLine,
    PaymentPlan,
    PlanPart,
    Protection,
    WaiverAsked,
    WorkAgreement,
    WorkEntry,
)
from carrel.rooms.charges.models.charges import Charge, ChargeLine
from carrel.rooms.charges.models.credits import Credit, CreditLine
from carrel.rooms.charges.models.photos import ChargePhoto
from carrel.rooms.charges.models.prices import Article, DamageRow, DepreciationStep
from carrel.rooms.charges.models.receipts import CashDay, FundTerm, MoneySetting, Receipt, ReceiptNumbers

__all__ = [
    "Article", "CashDay", "Charge", "ChargeLine", "ChargePhoto", "Credit", "CreditLine", "DamageRow",
    "DepreciationStep", "FundTerm", "Invoice", "InvoiceLine", "MoneySetting", "PaymentPlan", "PlanPart", "Protection",
    "Receipt", "ReceiptNumbers", "WaiverAsked", "WorkAgreement", "WorkEntry",
]  # fmt: skip
