"""What is stored of books whose record was not known when they were added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WaitingIsbn(models.Model):
    """An ISBN whose copies were added before anybody knew its title; `record` is titled by the ISBN until it is filled.

    The barcode, site, type and price that were chosen are the copies' own. At most one row of an ISBN is open.
    """

    class FilledBy(models.TextChoices):
        IMPORT = "import", _("a file that came in")
        HAND = "hand", _("by hand")

    isbn = models.CharField(max_length=13)
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="waiting_isbns")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True)
    filled_by = models.CharField(max_length=6, choices=FilledBy.choices, blank=True)
    filled_by_job = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["filled_by_job"], condition=Q(filled_by_job__isnull=False), name="isbn_job")]
        constraints = [
            models.UniqueConstraint(fields=["isbn"], condition=Q(filled_at=None), name="isbn_waits_once"),
            models.CheckConstraint(
                condition=Q(filled_at=None, filled_by="") | (Q(filled_at__isnull=False) & ~Q(filled_by="")),
                name="isbn_filled_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.isbn
