"""What is stored of things that end: lists of disposal and what stands on them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.care import phrases
from carrel.rooms.care.rules import disposal as rules


class DisposalList(models.Model):
    """Items of one site that are to be withdrawn together: proposed, approved or declined, carried out.

    Plain numbers say which account opened, asked and decided: they outlive the accounts.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    notice = models.CharField(_("board notice"), max_length=rules.NOTICE_LENGTH, blank=True)
    state = models.CharField(
        max_length=12, choices=[(each, phrases.LIST_WORDS[each]) for each in phrases.LIST_WORDS], default=rules.DRAFT
    )
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decision_reason = models.CharField(max_length=300, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    carried_out_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_editable(self) -> bool:
        return self.state in rules.EDITABLE


class DisposalLine(models.Model):
    """One item on a list. `is_open` ends when the list is carried out; an item stands on one open list at most.

    `value_minor` is what it brings or is worth, in minor units; `state_before` is what the undo gives back.
    """

    disposal = models.ForeignKey(DisposalList, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="disposal_lines")
    reason = models.CharField(
        _("why"), max_length=16, choices=[(each, phrases.REASON_WORDS[each]) for each in rules.REASONS]
    )
    note = models.CharField(_("note"), max_length=rules.NOTE_LENGTH, blank=True)
    is_stamped = models.BooleanField(_("stamped as withdrawn"), default=False)
    recipient_kind = models.CharField(
        _("where it goes"),
        max_length=12,
        blank=True,
        choices=[(each, phrases.RECIPIENT_WORDS[each]) for each in rules.RECIPIENTS],
    )
    recipient = models.CharField(_("to whom"), max_length=rules.RECIPIENT_LENGTH, blank=True)
    value_minor = models.PositiveIntegerField(_("value"), null=True, blank=True)
    state_before = models.CharField(max_length=12, blank=True)
    added_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "item"], name="an_item_once_on_a_disposal_list"),
            models.UniqueConstraint(fields=["item"], condition=Q(is_open=True), name="an_item_on_one_open_list"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.reason}"
