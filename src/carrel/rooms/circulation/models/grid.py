"""The rules of lending as a district keeps them: the grid, hard due dates, and every version there was."""

import secrets

from django.db import models
from django.db.models import Q


def new_token() -> str:
    """A value no earlier state of the grid ever had, so that a cache can tell old from new even after a restore."""
    return secrets.token_hex(8)


class HardDueDate(models.Model):
    """A named series of dates on which loans fall due whatever their length: "End of term". Entered years ahead.

    With `grades` ("12" or "8,12") it is a cut-off: it holds for every loan of a patron in one of these grades, whatever
    row of the grid decides the length. Without, it holds where a row of the grid names it.
    """

    name = models.CharField(max_length=80)
    grades = models.CharField(max_length=60, blank=True)
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

    UNITS = [
        ("open_days", "open days"), ("calendar_days", "calendar days"), ("any_days", "days, closed or not"),
        ("same_weekday", "days, to the same weekday"), ("hours", "hours"), ("periods", "school periods"),
        ("named_date", "until the named date"),
    ]  # fmt: skip
    RENEW_FROM = [("due", "the due date"), ("now", "the day of renewal")]
    ON_SHELF_HOLDS = [
        ("always", "always"), ("if_any_out", "if a copy is out"), ("if_all_out", "if all copies are out"),
        ("never", "never"),
    ]  # fmt: skip
    FINE_UNITS = [("days", "days"), ("hours", "hours")]
    FINE_AT = [("end", "when it is over"), ("start", "when it begins")]
    FINE_FROM = [("due", "the due date"), ("grace_end", "the end of the grace")]
    FINE_DAYS = [("open", "open days"), ("all", "all days")]
    LOST_FINE = [("keep", "is charged as well"), ("forgive", "is forgiven")]
    REFUND_PRICE = [
        ("none", "nothing"), ("unpaid", "what is not paid yet"), ("refund", "what was paid as well"),
        ("restore", "and the forgiven fine comes back"), ("charge", "and a new fine is charged"),
    ]  # fmt: skip
    REFUND_FEE = [("none", "nothing"), ("unpaid", "what is not paid yet"), ("refund", "what was paid as well")]
    HOLD_FROM = [("district", "readers of every school"), ("site", "readers of this school"), ("none", "nobody")]

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
    renew_not_before = models.PositiveSmallIntegerField(null=True, blank=True)
    auto_renew = models.BooleanField(null=True, blank=True)
    on_shelf_holds = models.CharField(max_length=10, choices=ON_SHELF_HOLDS, blank=True)
    hold_from = models.CharField(max_length=8, choices=HOLD_FROM, blank=True)
    max_holds = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_days = models.PositiveSmallIntegerField(null=True, blank=True)
    shelf_days = models.PositiveSmallIntegerField(null=True, blank=True)
    local_first = models.BooleanField(null=True, blank=True)
    fine_minor = models.PositiveIntegerField(null=True, blank=True)
    fine_every = models.PositiveSmallIntegerField(null=True, blank=True)
    fine_unit = models.CharField(max_length=5, choices=FINE_UNITS, blank=True)
    fine_at = models.CharField(max_length=5, choices=FINE_AT, blank=True)
    fine_grace = models.PositiveSmallIntegerField(null=True, blank=True)
    fine_from = models.CharField(max_length=9, choices=FINE_FROM, blank=True)
    fine_days = models.CharField(max_length=4, choices=FINE_DAYS, blank=True)
    fine_cap_minor = models.PositiveIntegerField(null=True, blank=True)
    fine_cap_price = models.BooleanField(null=True, blank=True)
    suspend_days = models.PositiveSmallIntegerField(null=True, blank=True)
    suspend_every = models.PositiveSmallIntegerField(null=True, blank=True)
    suspend_max = models.PositiveSmallIntegerField(null=True, blank=True)
    long_overdue_days = models.PositiveSmallIntegerField(null=True, blank=True)
    lost_days = models.PositiveSmallIntegerField(null=True, blank=True)
    lost_fee_minor = models.PositiveIntegerField(null=True, blank=True)
    lost_fine = models.CharField(max_length=7, choices=LOST_FINE, blank=True)
    refund_price = models.CharField(max_length=7, choices=REFUND_PRICE, blank=True)
    refund_fee = models.CharField(max_length=7, choices=REFUND_FEE, blank=True)
    refund_days = models.PositiveSmallIntegerField(null=True, blank=True)
    max_claims = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_borrower_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "category", "item_type"], name="policy_row_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(item_type__isnull=True)
                | Q(
                    max_loans__isnull=True,
                    max_overdue__isnull=True,
                    max_holds__isnull=True,
                    max_claims__isnull=True,
                ),
                name="policy_row_patron_settings",
            ),
            models.CheckConstraint(
                condition=Q(length__isnull=True, length_unit__in=["", "named_date"])
                | (Q(length__isnull=False) & ~Q(length_unit__in=["", "named_date"])),
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


class PolicyVersion(models.Model):
    """The whole grid and all hard due dates after one change, with who made it and why. Appended, never changed."""

    at = models.DateTimeField()
    account = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)
    act_id = models.BigIntegerField()
    rows = models.JSONField()
    series = models.JSONField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}"
