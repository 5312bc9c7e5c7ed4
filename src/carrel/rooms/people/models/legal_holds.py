"""Legal holds: what a court, a lawyer or an open request keeps from being deleted."""

from django.db import models
from django.db.models import Q

from carrel.rooms.people.models.persons import Person


class LegalHold(models.Model):
    """That what is kept of a person, or one kind of data of everybody, is not deleted until the hold is lifted.

    `kind` is a kind of the retention schedule. A hold whose last day is over is lifted by night.
    """

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="legal_holds")
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200)
    until_on = models.DateField(null=True, blank=True)
    put_at = models.DateTimeField()
    put_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-put_at", "-pk"]
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at=None), name="legal_hold_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, kind="") | (Q(person=None) & ~Q(kind="")), name="legal_hold_on_one"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_says_why"),
        ]

    def __str__(self) -> str:
        return self.reason
