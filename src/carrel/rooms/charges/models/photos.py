"""Pictures that prove what something was charged for."""

from django.db import models

from carrel.rooms.charges import rules
from carrel.rooms.charges.models.charges import Charge


class ChargePhoto(models.Model):
    """A picture of the damage on a charge. It shows the thing, so it goes when the charge forgets which thing it was.

    One that was taken off keeps its row for a while, so that it can be put back.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"photo of charge {self.charge_id}"
