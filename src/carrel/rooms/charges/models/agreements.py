"""What is agreed about a debt: work in lieu, payment plans, waivers that wait, invoices, protection."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.charges import rules
from carrel.rooms.charges.models.charges import Charge
from carrel.rooms.charges.models.receipts import Receipt


class WorkAgreement(models.Model):
    """That a person works off what they owe, at a rate for an hour, as somebody of the family agreed."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="work_agreements")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    rate_minor = models.PositiveIntegerField()
    agreed_with = models.CharField(max_length=rules.NAME_LENGTH)
    agreed_on = models.DateField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="work_agreement_one_open"),
            models.CheckConstraint(condition=Q(rate_minor__gt=0), name="work_agreement_rate"),
        ]

    def __str__(self) -> str:
        return f"work agreement {self.pk}"


class WorkEntry(models.Model):
    """So many minutes worked on a day, under whose eyes, and the receipt they came to."""

    agreement = models.ForeignKey(WorkAgreement, on_delete=models.PROTECT, related_name="entries")
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="work")
    worked_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=rules.TEXT_LENGTH)
    supervised_by = models.CharField(max_length=rules.NAME_LENGTH)

    class Meta:
        ordering = ["-worked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="work_entry_minutes"),
            models.CheckConstraint(condition=~Q(supervised_by=""), name="work_entry_supervised"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.worked_on}"


class PaymentPlan(models.Model):
    """That what a person owes is paid in parts. `total_minor` is what was left when it was made; parts come to it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="payment_plans")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    charges = models.ManyToManyField(Charge, related_name="plans")
    total_minor = models.PositiveIntegerField()
    agreed_with = models.CharField(max_length=rules.NAME_LENGTH)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="payment_plan_one_open"),
        ]

    def __str__(self) -> str:
        return f"payment plan {self.pk}"


class PlanPart(models.Model):
    """So much of a plan by a day."""

    plan = models.ForeignKey(PaymentPlan, on_delete=models.CASCADE, related_name="parts")
    due_on = models.DateField()
    amount_minor = models.PositiveIntegerField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="plan_part_amount")]

    def __str__(self) -> str:
        return f"{self.amount_minor} by {self.due_on}"


class WaiverAsked(models.Model):
    """A waiver above the limit that waits for somebody who approves; then what became of it."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="waivers_asked")
    amount_minor = models.PositiveIntegerField()
    reason = models.CharField(max_length=rules.TEXT_LENGTH)
    asked_by = models.CharField(max_length=rules.NAME_LENGTH)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["charge"], condition=Q(decided_at=None), name="waiver_asked_once"),
        ]

    def __str__(self) -> str:
        return f"waiver of charge {self.charge_id}"


class Invoice(models.Model):
    """One itemised invoice: to whom, when, over which charges. What they were for is asked of the charges."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=rules.SERIES_LENGTH)
    number = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="invoices")
    addressee = models.CharField(max_length=rules.TEXT_LENGTH)
    total_minor = models.PositiveIntegerField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="invoice_of_person")]
        constraints = [models.UniqueConstraint(fields=["site", "series", "number"], name="invoice_number_once")]

    def __str__(self) -> str:
        return f"{self.series}/{self.number:05d}"


class InvoiceLine(models.Model):
    """One charge on an invoice, with what was left of it that day."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="+")
    left_minor = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"charge {self.charge_id} on {self.invoice_id}"


class Protection(models.Model):
    """That a person is not billed. Nobody below the permission for it sees the row or its ground."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=rules.TEXT_LENGTH)
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="protection_one_open"),
        ]

    def __str__(self) -> str:
        return f"protection {self.pk}"
