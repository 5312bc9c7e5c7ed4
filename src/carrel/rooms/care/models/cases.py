"""What is stored of mending and repair."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.care import phrases
from carrel.rooms.care.rules import cases as rules


class CareCase(models.Model):
    """One stay of an item in mending here or with a vendor for repair; open until it ended.

    `state_before` is the state the item goes back to when the case was a mistake. Costs are in minor units.
    """

    kind = models.CharField(max_length=8, choices=[(each, phrases.KIND_WORDS[each]) for each in rules.OUTCOMES])
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="care_cases")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what is wrong"), max_length=rules.WHAT_LENGTH)
    who = models.CharField(_("by whom"), max_length=rules.WHO_LENGTH, blank=True)
    vendor = models.ForeignKey("schools.Vendor", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rma = models.CharField(_("RMA or ticket number"), max_length=rules.RMA_LENGTH, blank=True)
    under_warranty = models.BooleanField(_("under warranty"), default=False)
    cost_minor = models.PositiveIntegerField(_("cost"), null=True, blank=True)
    fund = models.ForeignKey("schools.Fund", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invoice = models.ForeignKey(
        "inventory.Attachment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state_before = models.CharField(max_length=12)
    begun_on = models.DateField(_("sent on"))
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200, blank=True)
    due_back_on = models.DateField(_("expected back on"), null=True, blank=True)
    back_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(each, phrases.OUTCOME_WORDS[each]) for each in phrases.OUTCOME_WORDS]
    )
    replaced_by = models.ForeignKey(
        "inventory.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["due_back_on", "begun_on", "pk"]
        indexes = [models.Index(fields=["site", "kind", "ended_at"], name="care_case_site")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="one_open_case_of_an_item"),
            models.CheckConstraint(condition=Q(kind="mending") | Q(vendor__isnull=False), name="repair_has_a_vendor"),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=F("begun_on")), name="care_case_back_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.what
