"""Reports people put together themselves, and what was made of them."""

from django.db import models
from django.db.models import Q


class OwnReport(models.Model):
    """A question in plain words, kept to be asked again: subject, fields, filters, grouping, order (rules.own.Spec).

    What it finds is not kept with it. `site` is the school whose rows it asks for; none: the whole district's.
    """

    EVERY = [("", "never"), ("day", "every day"), ("week", "every week"), ("month", "every month")]

    name = models.CharField(max_length=80)
    site = models.ForeignKey("schools.Site", null=True, on_delete=models.CASCADE, related_name="+")
    account_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    spec = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    every = models.CharField(max_length=5, choices=EVERY, blank=True, default="")
    next_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every__in=["", "day", "week", "month"]), name="own_report_every"),
            models.CheckConstraint(
                condition=Q(every="", next_on=None) | (~Q(every="") & Q(next_on__isnull=False)), name="own_report_next"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KeptReport(models.Model):
    """One file made of a report: on demand, or by its schedule. Kept for a year."""

    report = models.ForeignKey(OwnReport, on_delete=models.CASCADE, related_name="kept")
    made_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    is_published = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report_id} at {self.made_at:%Y-%m-%d}"
