"""Pages of figures as they were made, and what people wrote beside them."""

from django.db import models
from django.db.models import Q


class KeptPage(models.Model):
    """The figures of a month or of a school year of a school (no school: the district), as they stood when it was made.

    `figures` are plain numbers by the names of rules; they hold no person and no thing.
    """

    site = models.ForeignKey("schools.Site", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, default="month")
    first_on = models.DateField()
    made_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-first_on"]
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "first_on"], name="page_kept_once"),
            models.UniqueConstraint(
                fields=["kind", "first_on"], condition=Q(site=None), name="page_of_district_kept_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["month", "year"]), name="page_kind"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by_name="") | Q(signed_at__isnull=False),
                name="page_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m}"


class FigureNote(models.Model):
    """What somebody wrote beside a month's page (blank figure) or beside one figure of a year."""

    site = models.ForeignKey("schools.Site", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5)
    first_on = models.DateField()
    figure = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=600)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "first_on", "figure"], name="figure_note_once"),
            models.UniqueConstraint(
                fields=["kind", "first_on", "figure"], condition=Q(site=None), name="figure_note_of_district_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["month", "year"]), name="figure_note_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="figure_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
