"""What is stored of items on their way between sites."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory.models.items import Item


class Transit(models.Model):
    """One item on its way from a site to another. At most one is open per item, and the item is `in_transit` then."""

    class Why(models.TextChoices):
        HOME = "home", _("going home")
        HOLD = "hold", _("for somebody who waits")
        SENT = "sent", _("sent by staff")
        TIME = "time", _("lent to that school for a time")

    class End(models.TextChoices):
        ARRIVED = "arrived", _("arrived")
        REROUTED = "rerouted", _("sent on elsewhere")
        CANCELLED = "cancelled", _("called off")
        MISSING = "missing", _("missing on the way")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="transits")
    from_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    to_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=4, choices=Why.choices)
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=9, choices=End.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["to_site", "sent_at"], condition=Q(ended_at=None), name="transit_open_to")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="transit_open_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="") | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="transit_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"transit {self.pk}"
