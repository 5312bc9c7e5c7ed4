"""What is stored of floor plans."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory.rules import DEWEY, LC, LOCAL
from carrel.rooms.plans import rules


class FloorPlan(models.Model):
    """A room of a site drawn on a sheet of squares. `version` grows with each keeping; `before` is what it was then.

    `picture` lies under the shapes. A plan that was removed keeps its row, so that it can come back.
    """

    class Scheme(models.TextChoices):
        DEWEY = DEWEY, _("Dewey, with the library's own sections")
        LC = LC, _("Library of Congress")
        LOCAL = LOCAL, _("Sections and names (FIC, E, B)")

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    scheme = models.CharField(_("call numbers"), max_length=10, choices=Scheme.choices, default=DEWEY)
    width = models.PositiveSmallIntegerField(_("squares across"), default=rules.USUAL_WIDTH)
    height = models.PositiveSmallIntegerField(_("squares down"), default=rules.USUAL_HEIGHT)
    picture = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    before = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PlanShape(models.Model):
    """A rectangle on a plan. `key_from` and `key_to` are the shelving keys of its call numbers in the plan's scheme."""

    class Kind(models.TextChoices):
        SHELF = rules.SHELF, _("Shelf")
        SEAT = rules.SEAT, _("Seats")
        DESK = rules.DESK, _("Desk")
        DOOR = rules.DOOR, _("Door")

    plan = models.ForeignKey(FloorPlan, on_delete=models.CASCADE, related_name="shapes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=rules.SHELF)
    label = models.CharField(_("label"), max_length=rules.LABEL_LENGTH)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    place = models.ForeignKey("schools.Place", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    call_from = models.CharField(max_length=rules.CALL_LENGTH, blank=True)
    call_to = models.CharField(max_length=rules.CALL_LENGTH, blank=True)
    key_from = models.CharField(max_length=255, blank=True, db_collation="BINARY")
    key_to = models.CharField(max_length=255, blank=True, db_collation="BINARY")

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="plan_shape_has_a_size"),
            models.CheckConstraint(condition=Q(kind=rules.SHELF) | Q(key_from=""), name="plan_range_of_a_shelf"),
            models.CheckConstraint(condition=~Q(label=""), name="plan_shape_labelled"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def range_words(self) -> str:
        """FIC A – FIC H, or one call number."""
        both = self.call_from and self.call_to and self.call_to != self.call_from
        return f"{self.call_from} – {self.call_to}" if both else self.call_from

    @property
    def shape(self) -> rules.Shape:
        """It as a plain value."""
        return rules.Shape(
            self.kind, self.label, self.x, self.y, self.width, self.height, self.place_id, self.call_from, self.call_to
        )
