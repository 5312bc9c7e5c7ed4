"""What is parked: whose it is, where it goes on, and the state its own room understands."""

from django.db import models


class Parked(models.Model):
    """One half-done job of one account at one site.

    `held_by` names the device that works on it now; empty means parked. `state` is the room's own and opaque here.
    A row without a title is not listed: nothing was done in it that is worth taking up.
    `version` grows with every write, so that two devices never overwrite each other unseen.
    Accounts and sites are bare numbers: the cellar knows no room.
    """

    account_id = models.BigIntegerField()
    site_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300)
    state = models.JSONField(default=dict)
    held_by = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["account_id", "kind", "held_by"], name="parked_by_device")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_held(self) -> bool:
        """Whether some device works on it now."""
        return bool(self.held_by)
