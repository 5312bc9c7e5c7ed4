"""Loans and what happened to them, uses in the library, the condition things were in, and blocks."""

from django.db import models
from django.db.models import Q


class Loan(models.Model):
    """One item with one borrower from `lent_at` until it is returned. At most one is open per item.

    The borrower is a patron or a place (a cart, a display, a room). Category, grade and home site are snapshots for
    statistics; the patron is erased after the return. A part that went along with its kit has a loan of its own,
    `with_loan` the kit's; the link goes when either forgets its reader. A loan that ended because the item was taken
    for lost says so in `ended_as`, and in `found_at` that the item has turned up since. `claimed_on` is the day on
    which the reader says they brought it back, while that is not settled.
    """

    KINDS = [("day", "day"), ("moment", "moment")]
    ENDS = [("", "returned"), ("lost", "taken for lost")]

    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="loans")
    patron = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="loans")
    place = models.ForeignKey("schools.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="loans")
    category = models.ForeignKey("people.PatronCategory", null=True, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=10, blank=True)
    home_site = models.ForeignKey("schools.Site", null=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("schools.Site", null=True, on_delete=models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_kind = models.CharField(max_length=6, choices=KINDS, default="day")
    returned_at = models.DateTimeField(null=True)
    renewals = models.PositiveSmallIntegerField(default=0)
    is_undone = models.BooleanField(default=False)
    # With a default of the database: the hot path inserts by hand.
    ended_as = models.CharField(max_length=4, choices=ENDS, blank=True, default="", db_default="")
    found_at = models.DateTimeField(null=True, blank=True)
    claimed_on = models.DateField(null=True, blank=True)
    with_loan = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="part_loans", db_index=False
    )
    why = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(returned_at__isnull=True), name="loan_open_once"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=False)
                | Q(patron__isnull=False, place__isnull=True)
                | Q(patron__isnull=True, place__isnull=False),
                name="loan_open_has_borrower",
            ),
            models.CheckConstraint(condition=Q(due_kind__in=["day", "moment"]), name="loan_due_kind"),
            models.CheckConstraint(
                condition=Q(ended_as="", found_at__isnull=True) | Q(ended_as="lost", returned_at__isnull=False),
                name="loan_lost_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(with_loan__isnull=True) | ~Q(with_loan=models.F("id")), name="loan_not_with_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["patron"], condition=Q(returned_at__isnull=True), name="loan_open_of_patron"),
            models.Index(
                fields=["place"],
                condition=Q(returned_at__isnull=True, place__isnull=False),
                name="loan_open_of_place",
            ),
            models.Index(fields=["due_at"], condition=Q(returned_at__isnull=True), name="loan_open_due"),
            models.Index(
                fields=["item"], condition=Q(ended_as="lost", found_at__isnull=True), name="loan_lost_of_item"
            ),
            models.Index(
                fields=["returned_at"],
                condition=Q(returned_at__isnull=False, patron__isnull=False),
                name="loan_to_sever",
            ),
            # Next to no loan is of a part: a database that counts the empty ones reads all loans rather than the index.
            models.Index(fields=["with_loan"], condition=Q(with_loan__isnull=False), name="loan_of_part"),
        ]

    def __str__(self) -> str:
        return f"loan {self.pk}"


class LoanChange(models.Model):
    """What happened to a loan after it was made: renewed, due date changed, returned, or one of these taken back."""

    KINDS = [
        ("renew", "renewed"), ("change_due", "due date changed"), ("check_in", "returned"),
        ("undo_check_out", "check-out taken back"), ("undo_check_in", "return taken back"),
        ("undo_renew", "renewal taken back"), ("undo_change_due", "change of due date taken back"),
        ("move_due", "moved off a closed day"), ("undo_move_due", "moved back"),
        ("auto_renew", "renewed by itself"), ("undo_auto_renew", "renewal taken back"),
        ("not_renewed", "not renewed by itself"),
        ("part_missing", "missing when its kit came back"),
        ("swap", "swapped with another copy"), ("undo_swap", "swap taken back"),
        ("lost", "taken for lost"), ("undo_lost", "not lost after all"),
        ("claim", "said to be returned"), ("undo_claim", "claim taken back"), ("found", "found again"),
        ("undo_found", "finding taken back"), ("forgiven", "fine forgiven"),
        ("undo_forgiven", "fine charged after all"),
    ]  # fmt: skip

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=KINDS)
    at = models.DateTimeField()
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    act_id = models.BigIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_due_at__gte=models.F("from_due_at")) | ~Q(kind__in=["renew", "auto_renew"]),
                name="renewal_extends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of loan {self.loan_id}"


class Claim(models.Model):
    """A reader says that they brought it back on `said_on`; the loan goes on until the thing is found or lost.

    Names the loan, never the reader. The note goes when the loan forgets its reader.
    """

    class End(models.TextChoices):
        FOUND = "found", "found"
        LOST = "lost", "lost by the reader"
        UNDONE = "undone", "taken back"

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="claims")
    said_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    act_id = models.BigIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=6, choices=End.choices, blank=True)
    settled_act_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], condition=Q(settled_at=None), name="claim_open")]
        constraints = [
            models.UniqueConstraint(fields=["loan"], condition=Q(settled_at=None), name="claim_open_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_as="") | (Q(settled_at__isnull=False) & ~Q(settled_as="")),
                name="claim_settled_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class InLibraryUse(models.Model):
    """An item was read here and left on a table: counted, never with a reader."""

    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="uses")
    site = models.ForeignKey("schools.Site", null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["item", "used_at"], name="use_of_item")]

    def __str__(self) -> str:
        return f"use {self.pk}"


class ConditionNote(models.Model):
    """The condition an item was in when it went out, came back or was looked at. Names the loan, never the reader."""

    EVENTS = [("issue", "when it was lent"), ("return", "when it came back"), ("seen", "when it was looked at")]

    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="condition_notes")
    loan = models.ForeignKey(Loan, null=True, blank=True, on_delete=models.PROTECT, related_name="condition_notes")
    event = models.CharField(max_length=6, choices=EVENTS)
    condition = models.CharField(max_length=10)
    was = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    act_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-at"], name="condition_of_item")]
        constraints = [
            models.CheckConstraint(condition=Q(event__in=["issue", "return", "seen"]), name="condition_event")
        ]

    def __str__(self) -> str:
        return f"{self.condition} ({self.event})"


class Block(models.Model):
    """Staff's word that a patron may not borrow (stop) or needs a word first (warn), until a day or until lifted."""

    KINDS = [("stop", "stop"), ("warn", "warning")]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=4, choices=KINDS, default="stop")
    note = models.CharField(max_length=200)
    until_on = models.DateField(null=True, blank=True)
    put_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="block_in_force")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=["stop", "warn"]), name="block_kind")]

    def __str__(self) -> str:
        return self.note
