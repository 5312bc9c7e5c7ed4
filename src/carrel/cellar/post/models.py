"""What is stored of post: the mails, and how each way stands."""

from django.db import models
from django.db.models import Q

from carrel.cellar.post import phrases, rules


class Mail(models.Model):
    """One message to one address, from its deed to its outcome. Plain site numbers: the cellar knows no room.

    `body` and `attachment` are blank once `forgotten_at` is set. `fault` is the last outcome that was none: code and
    facts of an objection. `tries` counts answers about this mail, never a server that did not answer.
    """

    key = models.CharField(max_length=rules.KEY_LENGTH, unique=True)
    way = models.CharField(max_length=5, choices=list(phrases.WAY_WORDS.items()), default=rules.EMAIL)
    kind = models.CharField(max_length=40)
    site_id = models.BigIntegerField(null=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=rules.ADDRESS_LENGTH)
    subject = models.CharField(max_length=rules.SUBJECT_LENGTH, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    attachment = models.BinaryField(null=True)
    attachment_name = models.CharField(max_length=100, blank=True)
    is_private = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=list(phrases.STATE_WORDS.items()), default=rules.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    fault = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["way", "next_try_at"], condition=Q(state=rules.WAITING), name="mail_waiting"),
            models.Index(fields=["site_id", "-made_at"], name="mail_of_site"),
            models.Index(fields=["made_at"], condition=Q(forgotten_at=None), name="mail_to_forget"),
            models.Index(fields=["about_kind", "about_id"], name="mail_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=rules.WAYS), name="mail_way"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="mail_state"),
            models.CheckConstraint(
                condition=Q(state=rules.WAITING, next_try_at__isnull=False)
                | (~Q(state=rules.WAITING) & Q(next_try_at=None)),
                name="mail_waits_for_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(body="", attachment=None), name="mail_forgotten_is_blank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Way(models.Model):
    """How one way stands: since when it does not answer, and when it is asked again. One row a way, made at need."""

    code = models.CharField(max_length=5, primary_key=True)
    silent_since_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
