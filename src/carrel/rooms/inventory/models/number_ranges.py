"""What is stored of numbers that are printed elsewhere."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules


class NumberRange(models.Model):
    """Barcodes of a site that a vendor prints: the bare numbers from `first` to `last`, between prefix and check sign.

    No two ranges share a number; nobody here is offered one of them (`next_number_of`).
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="number_ranges")
    vendor = models.ForeignKey(
        "schools.Vendor", on_delete=models.PROTECT, related_name="number_ranges", verbose_name=_("vendor")
    )
    prefix = models.CharField(_("first signs"), max_length=14)
    length = models.PositiveSmallIntegerField(_("signs in a whole barcode"))
    check_sign = models.CharField(max_length=5, blank=True)
    first = models.PositiveBigIntegerField(_("from number"))
    last = models.PositiveBigIntegerField(_("to number"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["prefix", "first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="number_range_ends_after_its_first")
        ]

    def __str__(self) -> str:
        first, last = self.numbers
        return f"{first} – {last}"

    @property
    def numbers(self) -> tuple[str, str]:
        """The first and the last number as printed."""
        return self.template.full(str(self.first)), self.template.full(str(self.last))

    @property
    def template(self) -> rules.BarcodeTemplate:
        """How its numbers are made."""
        return rules.BarcodeTemplate(self.prefix, self.length, self.check_sign)
