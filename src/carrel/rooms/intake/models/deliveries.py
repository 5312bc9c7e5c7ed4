"""What is stored of deliveries: what was to come, what came, and the cartons it goes on in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """What came from a vendor at one time, unpacked at `site`.

    `file_id`, `heads` and `mapping` are of the packing list it was made from, `job_id` the import; none when typed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being unpacked")
        CLOSED = "closed", _("Closed")

    vendor = models.ForeignKey(
        "schools.Vendor", on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    packing_list = models.CharField(max_length=60, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    came_on = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    job_id = models.BigIntegerField(null=True)
    file_id = models.BigIntegerField(null=True)
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)

    class Meta:
        ordering = ["-came_on", "-pk"]
        indexes = [models.Index(fields=["site", "state"], name="delivery_at_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="delivery_closed_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.packing_list or self.order_number or f"{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class DeliveryLine(models.Model):
    """One title of a delivery for one receiving site; `expected` 0 is surplus. Damaged are among those that came."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True)
    isbn = models.CharField(max_length=64, blank=True)
    expected = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0)
    price_minor = models.PositiveIntegerField(null=True, blank=True)
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    record = models.ForeignKey("catalogue.Record", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_delivery_line_a_number"),
            models.CheckConstraint(condition=Q(damaged__lte=F("came")), name="damaged_are_among_those_that_came"),
        ]

    def __str__(self) -> str:
        return self.title or self.isbn


class Carton(models.Model):
    """A box that goes on to a receiving site: number k of the delivery's boxes for that site."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="cartons")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["site", "number"]
        indexes = [models.Index(fields=["site"], condition=Q(received_at=None), name="carton_under_way")]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "site", "number"], name="one_carton_a_number"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(sent_at__isnull=False), name="carton_received_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class CartonLine(models.Model):
    """How many of a line were packed into a carton, and how many its school counted."""

    carton = models.ForeignKey(Carton, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(DeliveryLine, on_delete=models.PROTECT, related_name="packed_lines")
    packed = models.PositiveIntegerField()
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["carton", "line"], name="one_line_once_in_a_carton")]

    def __str__(self) -> str:
        return f"{self.packed} of line {self.line_id}"
