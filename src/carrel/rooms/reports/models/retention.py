"""What was destroyed: one certificate for each night, with numbers and kinds, and never a name."""

from django.db import models


class Certificate(models.Model):
    """One run of the retention schedule. `held` are the kinds a legal hold kept from it."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    held = models.JSONField(default=list)

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class Destroyed(models.Model):
    """How much of one kind went in a run."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["certificate", "kind"], name="destroyed_once")]

    def __str__(self) -> str:
        return f"{self.count} {self.kind}"
