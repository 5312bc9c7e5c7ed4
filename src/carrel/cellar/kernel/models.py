"""What every action leaves behind: the audit, and the answers kept for repeated requests."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what, when, about what. Appended, never changed.

    Plain numbers instead of foreign keys: the kernel knows no room, and an entry outlives what it is about. It names
    the loan, never patron and item together, so that it cannot rebuild what privacy severed.
    """

    at = models.DateTimeField()
    code = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    badge_person_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    desk = models.CharField(max_length=80, blank=True)
    site_id = models.BigIntegerField(null=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    overrides = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id", "at"], name="audit_about"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.code} at {self.at:%Y-%m-%d %H:%M}"


class KeptAnswer(models.Model):
    """What was answered to a request, by its client-made key, for 30 days: outcome and reference, never a name."""

    key = models.CharField(max_length=80, unique=True)
    code = models.CharField(max_length=80, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(null=True)
    answer = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["at"], name="kept_answer_at")]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"
