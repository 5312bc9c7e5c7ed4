"""Clearance: that somebody who leaves owes no department anything, and who says so."""

from django.db import models
from django.db.models import Q

from carrel.rooms.recovery import phrases
from carrel.rooms.recovery.rules import clearing


class Clearance(models.Model):
    """The clearance slip of one person who leaves; at most one is open. `ended_at` when every department has signed.

    `next_school` is where the letter about what is open was written to, and when.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="clearances")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200, blank=True)
    next_school = models.CharField(max_length=clearing.NAME_LENGTH, blank=True)
    written_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["site", "-begun_at"], name="clearance_of_site")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None, dropped_at=None), name="clearance_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"clearance {self.pk}"


class SignOff(models.Model):
    """That a department has no claim any more, and who says so; `out` and `owed_minor` are what was open even so."""

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="sign_offs")
    department = models.CharField(max_length=9, choices=list(phrases.DEPARTMENT_WORDS.items()))
    signed_by = models.CharField(max_length=clearing.NAME_LENGTH)
    signed_at = models.DateTimeField()
    out = models.PositiveIntegerField(default=0)
    owed_minor = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=clearing.NOTE_LENGTH, blank=True)
    act_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clearance", "department"], condition=Q(undone_at=None), name="signed_off_once"
            ),
            models.CheckConstraint(condition=Q(department__in=clearing.DEPARTMENTS), name="sign_off_department"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.pk}"
