"""What is stored of counts: what is counted, who walked where, what was seen, and what a finished count made missing.

No table here names a reader. A walk names who walks, never a copy; a copy that was seen names the walk. What was
counted is not taken out again as if it had never been, so that figures stay what was seen.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory.rules import AVAILABLE
from carrel.rooms.stocktake import phrases, rules


class Count(models.Model):
    """One count of a site. What it asks for is fixed when it begins; `scope` says how it is told.

    `place_ids` are the place with all inside it; `from_key` to `to_key` a range of shelving keys, the second not
    included. `cursor` is the last copy that finishing, or undoing, has passed. `since_at`: what somebody had in their
    hands from then on is not asked for again.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    scope = models.CharField(_("what is counted"), max_length=8, choices=list(phrases.SCOPE_WORDS.items()))
    place = models.ForeignKey("schools.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place_ids = models.JSONField(default=list)
    item_type = models.ForeignKey("inventory.ItemType", on_delete=models.PROTECT, null=True, related_name="+")
    from_text = models.CharField(max_length=100, blank=True)
    to_text = models.CharField(max_length=100, blank=True)
    from_key = models.CharField(max_length=260, blank=True, db_collation="BINARY")
    to_key = models.CharField(max_length=260, blank=True, db_collation="BINARY")
    since_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=list(phrases.STATE_WORDS.items()), default=rules.OPEN)
    cursor = models.BigIntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        indexes = [models.Index(fields=["site", "state"], name="count_of_site")]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=rules.SCOPES), name="count_scope_known"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="count_state_known"),
            models.CheckConstraint(
                condition=Q(state=rules.OPEN, finished_at=None) | (~Q(state=rules.OPEN) & Q(finished_at__isnull=False)),
                name="count_finished_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_scope(self) -> rules.Scope:
        """What it asks for, as the rules take it."""
        return rules.Scope(
            self.scope, self.site_id, frozenset(self.place_ids), self.from_key, self.to_key, self.item_type_id
        )


class Sampled(models.Model):
    """A copy that a sample asks for."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="sampled", db_index=False)
    item = models.ForeignKey("inventory.Item", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "item"], name="sampled_once")]

    def __str__(self) -> str:
        return f"{self.item_id} of sample {self.count_id}"


class Walk(models.Model):
    """One person's scans along one shelf; the second walk looks for what was not seen, in no order.

    `steps` and `length` are how many copies it has and how many of them stand in order; `low_key` and `high_key` the
    first and the last of those. `seen` counts the copies nobody had seen before in this count.
    """

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="walks")
    account_id = models.BigIntegerField(default=0)
    by_name = models.CharField(max_length=200, blank=True)
    is_second = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    begun_at = models.DateTimeField()
    seen = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    last_step_id = models.BigIntegerField(null=True)
    low_key = models.CharField(max_length=255, blank=True, db_collation="BINARY")
    high_key = models.CharField(max_length=255, blank=True, db_collation="BINARY")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["count", "account_id", "is_second"], condition=Q(is_current=True), name="walk_current_once"
            ),
            models.CheckConstraint(condition=Q(length__lte=models.F("steps")), name="walk_no_longer_than_its_steps"),
        ]

    def __str__(self) -> str:
        return f"walk {self.pk}"


class Step(models.Model):
    """A copy in a walk, in the order of the scans, on its pile (rules.order); `first_key` begins its run in order."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="all_steps", db_index=False)
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=255, blank=True, db_collation="BINARY")
    pile = models.PositiveIntegerField()
    before_id = models.BigIntegerField(null=True)
    covered_id = models.BigIntegerField(null=True)
    first_key = models.CharField(max_length=255, blank=True, db_collation="BINARY")
    is_top = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["walk", "key", "pile"], condition=Q(is_top=True), name="step_tops")]
        constraints = [
            models.UniqueConstraint(fields=["walk", "item"], name="step_once"),
            models.UniqueConstraint(fields=["walk", "pile"], condition=Q(is_top=True), name="step_one_top"),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Seen(models.Model):
    """A copy that was scanned in a count: once, whoever scanned it. The values of before are for taking it back."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="seen", db_index=False)
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="+")
    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="all_seen", db_index=False)
    outcome = models.CharField(max_length=12, choices=list(phrases.OUTCOME_WORDS.items()))
    is_asked_for = models.BooleanField()
    range = models.CharField(max_length=12, blank=True)
    item_type_id = models.BigIntegerField()
    was_state = models.CharField(max_length=12)
    was_seen_at = models.DateTimeField(null=True)
    was_place_id = models.BigIntegerField(null=True)
    act_id = models.BigIntegerField(null=True)
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["count", "outcome"], name="seen_outcome"),
            models.Index(fields=["walk", "id"], name="seen_of_walk"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["count", "item"], name="seen_once"),
            models.CheckConstraint(condition=Q(outcome__in=rules.OUTCOMES), name="seen_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"seen {self.pk}"


class Stray(models.Model):
    """A number that was scanned and that no item has."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="strays", db_index=False)
    number = models.CharField(max_length=64)
    scanned_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["count", "number"], name="stray_once")]

    def __str__(self) -> str:
        return self.number


class Unseen(models.Model):
    """A copy that a finished count made missing, with what it was before and what it cost."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="unseen", db_index=False)
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="+")
    range = models.CharField(max_length=12, blank=True)
    item_type_id = models.BigIntegerField()
    price_minor = models.PositiveIntegerField(null=True)
    was_state = models.CharField(max_length=12, default=AVAILABLE)
    was_since_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["count", "item"], name="unseen_once")]

    def __str__(self) -> str:
        return f"unseen {self.pk}"


class Tally(models.Model):
    """A finished count in figures, for each range of call numbers and item type."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    range = models.CharField(max_length=12, blank=True)
    item_type_id = models.BigIntegerField()
    counted = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    missing_minor = models.PositiveBigIntegerField(default=0)
    without_price = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "range", "item_type_id"], name="tally_once")]

    def __str__(self) -> str:
        return f"tally {self.pk}"
