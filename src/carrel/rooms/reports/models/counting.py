"""Counts that outlive the names: they hold numbers only, and no two dimensions of them are ever crossed."""

from django.db import models
from django.db.models import Q


class DayCount(models.Model):
    """How much was lent, returned, renewed and used on a day at a school, by one value of one dimension.

    Made anew from the loans for any day. `value` is a plain text: an hour ("09"), a grade, a key, a range.
    """

    day = models.DateField()
    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.CharField(max_length=10)
    value = models.CharField(max_length=40, blank=True)
    loans = models.PositiveIntegerField(default=0)
    returns = models.PositiveIntegerField(default=0)
    renewals = models.PositiveIntegerField(default=0)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "site", "by", "value"], name="day_counted_once"),
            models.CheckConstraint(
                condition=Q(by__in=["all", "hour", "grade", "category", "kind", "range", "place"]), name="day_count_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} by {self.by}"


class ClassCount(models.Model):
    """How much a homeroom borrowed in a month. By month, because a day of a class is too close to a reader.

    Counted while the loans still name their readers, and never made anew. A blank name: no homeroom, or not known.
    """

    month = models.DateField()
    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    homeroom = models.CharField(max_length=100, blank=True)
    loans = models.PositiveIntegerField(default=0)
    returns = models.PositiveIntegerField(default=0)
    renewals = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "site", "homeroom"], name="class_counted_once")]

    def __str__(self) -> str:
        return f"{self.homeroom} in {self.month:%Y-%m}"


class CollectionCount(models.Model):
    """What a school owned at the end of a month (of the current one: last night), by one value of one dimension."""

    month = models.DateField()
    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.CharField(max_length=10)
    value = models.CharField(max_length=40, blank=True)
    items = models.PositiveIntegerField(default=0)
    value_minor = models.PositiveBigIntegerField(default=0)
    unpriced = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    never_lent = models.PositiveIntegerField(default=0)
    dated = models.PositiveIntegerField(default=0)
    years = models.PositiveBigIntegerField(default=0)
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "site", "by", "value"], name="collection_counted_once"),
            models.CheckConstraint(condition=Q(by__in=["all", "kind", "range", "age"]), name="collection_count_by"),
        ]

    def __str__(self) -> str:
        return f"collection in {self.month:%Y-%m} by {self.by}"


class CountState(models.Model):
    """How far the counting is: all days up to `through_on`, and the last loan, change and use that was looked at.

    What came after these keys is the part of today. `base_on` is `through_on` as it was before a night that has not
    ended yet, so that a night taken up again counts no class twice. One row.
    """

    through_on = models.DateField()
    base_on = models.DateField(null=True)
    last_loan = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)
    last_use = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"counted through {self.through_on}"
