"""The money in a person's whole record: charged, paid, waived, worked off, agreed, billed, owed back.

That a person is not billed, and why, is no part of it: it would tell whoever holds the paper (decision 0052).
"""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from carrel.rooms.charges.models import (
    Charge,
    ChargeLine,
    ChargePhoto,
    Credit,
    CreditLine,
    Invoice,
    InvoiceLine,
    PaymentPlan,
    PlanPart,
    Receipt,
    WaiverAsked,
    WorkAgreement,
    WorkEntry,
)
from carrel.rooms.people.models import Person

SAID: frozenset[type[Model]] = frozenset({Charge, Credit, Receipt, Invoice, PaymentPlan, WorkAgreement})
"""Tables that name the person and are told here in their own words."""

MoneyTable = tuple[str, "QuerySet[Model]", tuple[str, ...]]


def money_tables(person: Person) -> Iterator[MoneyTable]:
    """Each table of a person's money as code, rows and columns, in the order a family asks for it."""
    charges = Charge.objects.filter(person=person).order_by("pk")
    yield (
        "charges",
        charges,
        (
            "kind", "text", "about_title", "about_barcode", "site__name", "amount_minor", "left_minor", "charged_on",
            "settled_at", "refund_until",
        ),
    )  # fmt: skip
    lines = ChargeLine.objects.filter(charge__person=person).order_by("charge", "pk")
    yield (
        "charge_lines", lines,
        ("charge__charged_on", "charge__kind", "kind", "amount_minor", "at", "reason", "receipt__number"),
    )  # fmt: skip
    photos = ChargePhoto.objects.filter(charge__person=person, removed_at=None).order_by("pk")
    yield "charge_photos", photos, ("charge__charged_on", "charge__kind", "attached_at", "attached_by")
    receipts = Receipt.objects.filter(person=person).order_by("pk")
    yield (
        "receipts", receipts,
        ("series", "number", "kind", "means", "amount_minor", "reference", "on", "site__name", "taken_by", "reason"),
    )  # fmt: skip
    waivers = WaiverAsked.objects.filter(charge__person=person).order_by("pk")
    yield (
        "waivers_asked", waivers,
        ("charge__charged_on", "amount_minor", "reason", "asked_by", "asked_at", "decided_by", "decided_at",
         "is_approved"),
    )  # fmt: skip
    owed_back = Credit.objects.filter(person=person).order_by("pk")
    yield "credits", owed_back, ("charge__kind", "amount_minor", "left_minor", "is_payable", "reason", "made_at")
    credit_lines = CreditLine.objects.filter(credit__person=person).order_by("credit", "pk")
    yield "credit_lines", credit_lines, ("credit__made_at", "kind", "amount_minor", "at", "reason", "receipt__number")
    work = WorkAgreement.objects.filter(person=person).order_by("pk")
    yield "work", work, ("agreed_on", "agreed_with", "rate_minor", "site__name", "ended_at")
    worked = WorkEntry.objects.filter(agreement__person=person).order_by("worked_on", "pk")
    yield (
        "work_entries", worked,
        ("worked_on", "minutes", "what", "supervised_by", "receipt__amount_minor", "receipt__number"),
    )  # fmt: skip
    plans = PaymentPlan.objects.filter(person=person).order_by("pk")
    yield "plans", plans, ("made_at", "agreed_with", "total_minor", "site__name", "ended_at")
    parts = PlanPart.objects.filter(plan__person=person).order_by("due_on", "pk")
    yield "plan_parts", parts, ("plan__made_at", "due_on", "amount_minor")
    invoices = Invoice.objects.filter(person=person).order_by("pk")
    yield "invoices", invoices, ("series", "number", "addressee", "total_minor", "made_on", "withdrawn_at")
    billed = InvoiceLine.objects.filter(invoice__person=person).order_by("invoice", "pk")
    yield "invoice_lines", billed, ("invoice__number", "charge__kind", "charge__text", "left_minor")
