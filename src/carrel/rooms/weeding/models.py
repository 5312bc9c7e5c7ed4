"""What is stored of weeding: profiles with their rules, lists with their lines, and what is kept for good."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.weeding import phrases, rules


class WeedingProfile(models.Model):
    """A table of rules of one site. `rows` are rules.WeedingRule as plain values, in their order.

    `version` grows with each keeping; `before` is name and rows as they were then. A removed profile keeps its row.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    rows = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    before = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WeedingList(models.Model):
    """The copies a profile named on a day, to be walked along the shelves with. `disposal` is what came of it."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    profile_name = models.CharField(max_length=rules.NAME_LENGTH)
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    disposal = models.ForeignKey(
        "care.DisposalList", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_proposed(self) -> bool:
        return self.disposal_id is not None


class WeedingLine(models.Model):
    """A copy on a list with its reasons, [[code, amount], …]. `is_added`: scanned, and not named by the rules."""

    weeding_list = models.ForeignKey(WeedingList, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey("inventory.Item", on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=rules.SECTION_LENGTH, blank=True)
    reasons = models.JSONField(default=list)
    is_last = models.BooleanField(default=False)
    is_added = models.BooleanField(default=False)
    mark = models.CharField(max_length=8, blank=True, choices=list(phrases.MARK_WORDS.items()))
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["weeding_list", "item"], name="a_copy_once_on_a_weeding_list"),
            models.CheckConstraint(condition=Q(mark__in=["", *rules.MARKS]), name="weeding_mark_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.mark}"


class KeptCopy(models.Model):
    """A copy that no rule takes: until a day, or for good (local history). One row for a copy.

    `line` is the line it was marked on; one kept by scanning has none.
    """

    item = models.OneToOneField("inventory.Item", on_delete=models.CASCADE, related_name="+")
    until_on = models.DateField(_("until"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=rules.WHY_LENGTH, blank=True)
    line = models.ForeignKey(WeedingLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField()
    kept_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.why}"
