"""Parts of kits that were not there when the kit came back."""

from django.db import models
from django.db.models import Q


class MissingPart(models.Model):
    """A part that was missing when the loan of its kit ended, until it is found, replaced or waived.

    `part_loan` is the loan of a part with a barcode of its own: it is open as long as this is not settled. A part that
    is only counted has none. While this is not settled, neither loan forgets its reader.
    """

    class End(models.TextChoices):
        FOUND = "found", "found"
        REPLACED = "replaced", "replaced"
        WAIVED = "waived", "waived"
        UNDONE = "undone", "taken back"

    loan = models.ForeignKey("circulation.Loan", on_delete=models.CASCADE, related_name="missing_parts")
    part = models.ForeignKey(
        "inventory.ItemPart", null=True, blank=True, on_delete=models.SET_NULL, related_name="missing"
    )
    part_loan = models.ForeignKey(
        "circulation.Loan", null=True, blank=True, on_delete=models.CASCADE, related_name="missing_as"
    )
    name = models.CharField(max_length=120)
    count = models.PositiveSmallIntegerField(default=1)
    noted_at = models.DateTimeField()
    act_id = models.BigIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=8, choices=End.choices, blank=True)
    settled_act_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "part"], condition=Q(settled_at=None, part_loan=None), name="part_missing_once"
            ),
            models.UniqueConstraint(
                fields=["part_loan"],
                condition=Q(settled_at=None, part_loan__isnull=False),
                name="part_loan_missing_once",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_as="") | (Q(settled_at__isnull=False) & ~Q(settled_as="")),
                name="part_settled_somehow",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="part_missing_counts"),
        ]
        indexes = [models.Index(fields=["noted_at"], condition=Q(settled_at=None), name="part_missing_now")]

    def __str__(self) -> str:
        return self.name
