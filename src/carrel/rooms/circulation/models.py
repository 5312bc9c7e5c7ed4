"""What is stored about lending, and what can never be false in it."""

import secrets

from django.db import models
from django.db.models import Q


def new_token() -> str:
    """A value no earlier state of the grid ever had, so that a cache can tell old from new even after a restore."""
    return secrets.token_hex(8)


class HardDueDate(models.Model):
    """A named series of dates on which loans fall due whatever their length: "End of term". Entered years ahead."""

    name = models.CharField(max_length=80)
    site = models.ForeignKey("schools.Site", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "site"], name="hard_due_date_name", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name


class HardDueDay(models.Model):
    """One date of a series; it holds for loans made on or after `active_from` (empty: always)."""

    COMPARES = [("before", "at the latest"), ("exactly", "exactly"), ("after", "at the earliest")]

    hard_due_date = models.ForeignKey(HardDueDate, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    compare = models.CharField(max_length=8, choices=COMPARES, default="before")
    active_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["hard_due_date", "on"], name="hard_due_day_once"),
            models.CheckConstraint(
                condition=Q(compare__in=["before", "exactly", "after"]), name="hard_due_day_compare"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class PolicyRow(models.Model):
    """One row of the grid site × patron category × item type. An empty setting leaves it to a more general row."""

    UNITS = [("open_days", "open days"), ("calendar_days", "calendar days"), ("hours", "hours")]
    RENEW_FROM = [("due", "the due date"), ("now", "the day of renewal")]

    site = models.ForeignKey("schools.Site", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(
        "people.PatronCategory", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    item_type = models.ForeignKey(
        "inventory.ItemType", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    loanable = models.BooleanField(null=True, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True)
    length_unit = models.CharField(max_length=14, choices=UNITS, blank=True)
    hard_due_date = models.ForeignKey(HardDueDate, null=True, blank=True, on_delete=models.PROTECT, related_name="rows")
    max_loans = models.PositiveSmallIntegerField(null=True, blank=True)
    max_loans_of_type = models.PositiveSmallIntegerField(null=True, blank=True)
    max_overdue = models.PositiveSmallIntegerField(null=True, blank=True)
    renewals = models.PositiveSmallIntegerField(null=True, blank=True)
    renew_from = models.CharField(max_length=4, choices=RENEW_FROM, blank=True)
    renew_overdue = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "category", "item_type"], name="policy_row_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(item_type__isnull=True) | (Q(max_loans__isnull=True) & Q(max_overdue__isnull=True)),
                name="policy_row_patron_settings",
            ),
            models.CheckConstraint(
                condition=Q(length__isnull=True, length_unit="") | (Q(length__isnull=False) & ~Q(length_unit="")),
                name="policy_row_length_and_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site or '*'} / {self.category or '*'} / {self.item_type or '*'}"


class GridToken(models.Model):
    """The state of the whole grid in one row: a new token with each edit, read with each check-out."""

    token = models.CharField(max_length=16, default=new_token)

    def __str__(self) -> str:
        return self.token


class Loan(models.Model):
    """One item with one patron from `lent_at` until it is returned. At most one is open per item.

    Category, grade and home site are snapshots for statistics; the patron is erased after the return.
    """

    KINDS = [("day", "day"), ("moment", "moment")]

    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="loans")
    patron = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="loans")
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
    why = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(returned_at__isnull=True), name="loan_open_once"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=False) | Q(patron__isnull=False), name="loan_open_has_patron"
            ),
            models.CheckConstraint(condition=Q(due_kind__in=["day", "moment"]), name="loan_due_kind"),
        ]
        indexes = [
            models.Index(fields=["patron"], condition=Q(returned_at__isnull=True), name="loan_open_of_patron"),
            models.Index(fields=["due_at"], condition=Q(returned_at__isnull=True), name="loan_open_due"),
            models.Index(
                fields=["returned_at"],
                condition=Q(returned_at__isnull=False, patron__isnull=False),
                name="loan_to_sever",
            ),
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
                condition=Q(to_due_at__gte=models.F("from_due_at")) | ~Q(kind="renew"), name="renewal_extends"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of loan {self.loan_id}"


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
