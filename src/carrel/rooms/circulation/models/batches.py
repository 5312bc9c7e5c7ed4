"""Many loans or returns as one piece of work: a list, a class, a cart, a year's end."""

from django.db import models
from django.db.models import Q


class Batch(models.Model):
    """One act of many lines. Open until `ended_at`; a line is done by the same action as a scan at the desk.

    `params` are plain values: `records` (titles of a hand-out), `due_on` (a day), `condition` and `put_at` (what a
    return gets unless a scan says otherwise), `titles` for the heading. `patron` is set when all goes to one reader,
    and forgotten with the lines.
    """

    KINDS = [
        ("list", "a list"), ("hand_out", "many things to one reader"), ("class", "a class"), ("return", "returns"),
        ("place", "to a place"),
    ]  # fmt: skip

    kind = models.CharField(max_length=8, choices=KINDS)
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    params = models.JSONField(default=dict)
    patron = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    school_class = models.ForeignKey("people.SchoolClass", null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey("schools.Place", null=True, on_delete=models.SET_NULL, related_name="+")
    job_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["site", "-made_at"], name="batch_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["list", "hand_out", "class", "return", "place"]), name="batch_kind"
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class BatchLine(models.Model):
    """One line: who gets what, and what came of it.

    `text` is the number as it was scanned, `who` the card number beside it. `tries` grows with each new attempt, so
    that an attempt is a deed of its own and the same attempt twice is done once. `said` holds the objections that
    stand, `before` what a return changed besides the loan. Person, texts and references are forgotten when the loan
    forgets its reader: what stays is a number and an outcome.
    """

    OUTCOMES = [
        ("waiting", "waiting"), ("done", "done"), ("left", "did not go"), ("skipped", "skipped"),
        ("absent", "absent"), ("undone", "taken back"), ("stays", "could not be taken back"),
    ]  # fmt: skip

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    record_id = models.BigIntegerField(null=True)
    text = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=64, blank=True)
    item_id = models.BigIntegerField(null=True)
    loan_id = models.BigIntegerField(null=True)
    act_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default="waiting")
    said = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="batch_line_outcome"),
            models.Index(fields=["batch", "item_id"], name="batch_line_item"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_line_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "done", "left", "skipped", "absent", "undone", "stays"]),
                name="batch_line_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of batch {self.batch_id}"
