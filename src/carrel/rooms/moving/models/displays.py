"""What is stored of displays: a name, a place, a last day. What stands there is lent to the place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Display(models.Model):
    """Things shown at a place until a day: New Year in the glass case. Ended by hand when it is taken down."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("schools.Place", on_delete=models.PROTECT, related_name="displays")
    name = models.CharField(_("name"), max_length=80)
    until_on = models.DateField(_("until"))
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["until_on", "name"]
        indexes = [models.Index(fields=["site", "ended_at"], name="display_at_site")]

    def __str__(self) -> str:
        return self.name


class DisplayedLoan(models.Model):
    """A loan to the display's place that was made for this display."""

    display = models.ForeignKey(Display, on_delete=models.CASCADE, related_name="shown")
    loan = models.OneToOneField("circulation.Loan", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"loan {self.loan_id} on display {self.display_id}"
