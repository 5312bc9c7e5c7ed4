"""Holds: who waits for what, in which order, and where it is meanwhile. Reservations: a class and a range of days."""

from django.db import models
from django.db.models import F, Q

ACTIVE = ("waiting", "in_transit", "on_shelf")
CAPTURED = ("in_transit", "on_shelf")
_IS_ACTIVE = Q(status__in=ACTIVE)


class Reservation(models.Model):
    """So many copies of a title for a class from one day to another. It outranks the queue.

    Each copy is one Hold with `rank` 0; from `days_ahead` days before `from_on` on, copies are kept for it.
    """

    STATES = [("active", "active"), ("done", "done"), ("cancelled", "cancelled")]

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="reservations")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "people.SchoolClass", null=True, blank=True, on_delete=models.PROTECT, related_name="reservations"
    )
    teacher = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="reservations")
    copies = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    days_ahead = models.PositiveSmallIntegerField(default=3)
    placed_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=STATES, default="active")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record", "from_on"], condition=Q(status="active"), name="reservation_ahead")]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="reservation_ends_after_start"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="reservation_of_something"),
            models.CheckConstraint(condition=Q(status__in=["active", "done", "cancelled"]), name="reservation_status"),
        ]

    def __str__(self) -> str:
        return f"reservation {self.pk}"


class Hold(models.Model):
    """One patron waits for one copy of a title, or (with `item`) for one certain copy.

    The queue of a title is its waiting holds by (`rank`, `placed_at`, `id`). The patron is erased after the end, as
    from a loan; grade and home site stay for statistics. A hold never names the loan that filled it.
    """

    STATES = [
        ("waiting", "waiting"), ("in_transit", "on its way"), ("on_shelf", "on the hold shelf"), ("filled", "lent"),
        ("expired", "expired"), ("cancelled", "cancelled"),
    ]  # fmt: skip
    RESERVED, FRONT, NORMAL = 0, 5, 10

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="holds")
    item = models.ForeignKey("inventory.Item", null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    reservation = models.ForeignKey(Reservation, null=True, blank=True, on_delete=models.CASCADE, related_name="holds")
    patron = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="holds")
    grade = models.CharField(max_length=10, blank=True)
    home_site = models.ForeignKey("schools.Site", null=True, on_delete=models.PROTECT, related_name="+")
    pickup_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=NORMAL)
    placed_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=STATES, default="waiting")
    is_frozen = models.BooleanField(default=False)
    frozen_until_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    captured_item = models.ForeignKey(
        "inventory.Item", null=True, blank=True, on_delete=models.PROTECT, related_name="captured_for"
    )
    captured_at = models.DateTimeField(null=True)
    shelf_until_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["rank", "placed_at", "id"]
        indexes = [
            models.Index(fields=["record", "rank", "placed_at"], condition=Q(status="waiting"), name="hold_queue"),
            models.Index(fields=["patron"], condition=_IS_ACTIVE, name="hold_of_patron"),
            models.Index(fields=["pickup_site", "status"], condition=_IS_ACTIVE, name="hold_at_site"),
            models.Index(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=False, patron__isnull=False),
                name="hold_to_sever",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["captured_item"], condition=Q(status__in=CAPTURED), name="hold_captures_once"
            ),
            models.UniqueConstraint(
                fields=["patron", "record"],
                condition=_IS_ACTIVE & Q(item__isnull=True, reservation__isnull=True),
                name="hold_of_title_once",
            ),
            models.UniqueConstraint(
                fields=["patron", "item"], condition=_IS_ACTIVE & Q(item__isnull=False), name="hold_of_item_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=CAPTURED) | Q(captured_item__isnull=False), name="hold_captured_has_item"
            ),
            models.CheckConstraint(condition=~_IS_ACTIVE | Q(patron__isnull=False), name="hold_active_has_patron"),
            models.CheckConstraint(
                condition=(_IS_ACTIVE & Q(ended_at__isnull=True)) | (~_IS_ACTIVE & Q(ended_at__isnull=False)),
                name="hold_ended_or_active",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
