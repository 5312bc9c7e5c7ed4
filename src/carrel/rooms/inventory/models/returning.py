"""What is stored of floating: which kinds stay where they are returned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules


class ReturnRow(models.Model):
    """Where things of a kind go that are returned at a school they do not belong to: home, or they stay.

    A row of no site holds for every school. The row of the school and of the nearest kind decides
    (rules.return_goes); without one they go home.
    """

    class Goes(models.TextChoices):
        HOME = rules.GOES_HOME, _("Goes home")
        STAYS = rules.STAYS_HERE, _("Stays where it is returned")

    item_type = models.ForeignKey(
        "inventory.ItemType", on_delete=models.CASCADE, related_name="return_rows", verbose_name=_("item type")
    )
    site = models.ForeignKey(
        "schools.Site", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("returned at")
    )
    goes = models.CharField(_("what happens"), max_length=5, choices=Goes.choices, default=rules.STAYS_HERE)

    class Meta:
        ordering = ["item_type__name", "site__name"]
        constraints = [
            models.UniqueConstraint(fields=["item_type", "site"], name="one_return_row_a_kind_and_school"),
            models.UniqueConstraint(
                fields=["item_type"], condition=Q(site=None), name="one_return_row_a_kind_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_type}, {self.site.called}" if self.site else str(self.item_type)
