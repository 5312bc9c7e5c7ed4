"""What is stored of what is owed, and what can never be false in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.charges import phrases, rules


class Charge(models.Model):
    """One debt of one person. `amount_minor` never changes; `left_minor` is the sum of the lines.

    What it is about stands as text: a charge outlives the item. `brought_from` and `brought_by_job` say which file it
    came with, `brought_key` what it was there, so that it comes once. `settled_at` is when nothing was left any more.
    `loan_id` and `item_id` are bare numbers, no keys: this room knows no loans, and forgets them with the thing.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="charges")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=list(phrases.KIND_WORDS.items()), default=rules.OTHER)
    text = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    amount_minor = models.PositiveIntegerField()
    left_minor = models.PositiveIntegerField()
    charged_on = models.DateField()
    loan_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)
    basis = models.JSONField(default=dict)
    fund = models.ForeignKey("schools.Fund", on_delete=models.PROTECT, null=True, related_name="+")
    refund_until = models.DateField(null=True)
    about_barcode = models.CharField(max_length=rules.NUMBER_LENGTH, blank=True)
    about_title = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    brought_from = models.CharField(max_length=rules.FROM_LENGTH, blank=True)
    brought_key = models.CharField(max_length=rules.KEY_LENGTH, blank=True)
    brought_by_job = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], condition=Q(left_minor__gt=0), name="charge_owed"),
            models.Index(fields=["site", "charged_on"], condition=Q(left_minor__gt=0), name="charge_owed_site"),
            models.Index(fields=["brought_by_job"], condition=Q(brought_by_job__isnull=False), name="charge_brought"),
            models.Index(fields=["loan_id"], condition=Q(loan_id__isnull=False), name="charge_of_loan"),
            models.Index(fields=["settled_at"], condition=Q(settled_at__isnull=False), name="charge_settled"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(left_minor__lte=F("amount_minor")), name="charge_left_in_amount"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="charge_amount"),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="charge_kind"),
            models.CheckConstraint(
                condition=Q(left_minor__gt=0, settled_at=None) | Q(left_minor=0, settled_at__isnull=False),
                name="charge_settled_when_nothing_left",
            ),
            models.UniqueConstraint(fields=["brought_key"], condition=~Q(brought_key=""), name="charge_brought_once"),
        ]

    def __str__(self) -> str:
        return f"charge {self.pk}"


class ChargeLine(models.Model):
    """One entry in the history of a charge, appended and never edited. What lowers the debt is below nothing."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=14, choices=list(phrases.LINE_WORDS.items()))
    amount_minor = models.IntegerField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    receipt = models.ForeignKey("charges.Receipt", on_delete=models.PROTECT, null=True, related_name="charge_lines")
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.LINES), name="charge_line_kind"),
            models.CheckConstraint(
                condition=~Q(kind__in=rules.TAKES_BACK) | Q(reverses__isnull=False), name="charge_line_reversal_names"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of charge {self.charge_id}"
