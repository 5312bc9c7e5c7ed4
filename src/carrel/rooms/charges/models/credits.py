"""What the library owes a person: money paid for what was found afterwards."""

from django.db import models
from django.db.models import F, Q

from carrel.rooms.charges import phrases, rules
from carrel.rooms.charges.models.charges import Charge


class Credit(models.Model):
    """What a person has to get back for one charge. `amount_minor` never changes; `left_minor` is the sum of its lines.

    One that came from work in lieu is set against other debts and never paid out: work is no wage.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="credits")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="credits")
    amount_minor = models.PositiveIntegerField()
    left_minor = models.PositiveIntegerField()
    is_payable = models.BooleanField(default=True)
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(left_minor__gt=0), name="credit_open")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="credit_amount"),
            models.CheckConstraint(condition=Q(left_minor__lte=F("amount_minor")), name="credit_left_in_amount"),
        ]

    def __str__(self) -> str:
        return f"credit {self.pk}"


class CreditLine(models.Model):
    """One entry in the history of a credit, appended and never edited. What lowers it is below nothing."""

    credit = models.ForeignKey(Credit, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=9, choices=list(phrases.CREDIT_WORDS.items()))
    amount_minor = models.IntegerField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    receipt = models.ForeignKey("charges.Receipt", on_delete=models.PROTECT, null=True, related_name="credit_lines")
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.CREDIT_LINES), name="credit_line_kind"),
            models.CheckConstraint(
                condition=~Q(kind__in=(rules.CREDIT_REVERSED, rules.GIVEN_BACK)) | Q(reverses__isnull=False),
                name="credit_line_reversal_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of credit {self.credit_id}"
