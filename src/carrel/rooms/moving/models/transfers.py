"""What is stored of transfers: what was packed, what was counted, what came besides. No person stands in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.moving.rules import transfers as rules


class Transfer(models.Model):
    """Items that go from a school to another together: for good, or until a day.

    `returns` names the transfer for a time whose items this one brings home. `boxes` are those begun.
    """

    class State(models.TextChoices):
        PACKING = rules.PACKING, _("Being packed")
        SENT = rules.SENT, _("On its way")
        RECEIVED = rules.RECEIVED, _("Received, with open questions")
        CLOSED = rules.CLOSED, _("Closed")

    from_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    to_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=rules.WHY_LENGTH, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    returns = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="called_back_by")
    boxes = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=rules.PACKING)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["from_site", "state"], name="transfer_from"),
            models.Index(fields=["to_site", "state"], name="transfer_to"),
            models.Index(fields=["until_on"], condition=Q(until_on__isnull=False), name="transfer_for_a_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(from_site=F("to_site")), name="transfer_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(state="packing", sent_at=None, received_at=None, closed_at=None)
                | Q(state="sent", sent_at__isnull=False, received_at=None, closed_at=None)
                | Q(state="received", sent_at__isnull=False, received_at__isnull=False, closed_at=None)
                | Q(state="closed", sent_at__isnull=False, received_at__isnull=False, closed_at__isnull=False),
                name="transfer_states_in_turn",
            ),
        ]

    def __str__(self) -> str:
        return rules.transfer_code(self.pk)

    @property
    def code(self) -> str:
        """The number on its papers."""
        return rules.transfer_code(self.pk)

    @property
    def is_packing(self) -> bool:
        return self.state == rules.PACKING

    @property
    def is_counted(self) -> bool:
        """Whether its school may count it: it has left."""
        return self.state != rules.PACKING


class TransferLine(models.Model):
    """One item of a transfer: packed into a box, or come besides and added (box 0).

    `is_open` until it is counted or settled; an item stands on one open line at most. `act_id` is the return by which
    it was counted; `home_before` and `place_before` are where it belonged before it moved for good, `stay_id` the
    journey that was written down for what came besides.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, related_name="transfer_lines")
    box = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=9, blank=True)
    act_id = models.BigIntegerField(null=True)
    home_before = models.BigIntegerField(null=True)
    place_before = models.BigIntegerField(null=True)
    stay_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["box", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "item"], name="one_line_an_item_in_a_transfer"),
            models.UniqueConstraint(fields=["item"], condition=Q(is_open=True), name="one_open_transfer_an_item"),
            models.CheckConstraint(
                condition=Q(is_open=True, ended_at=None, ended_as="")
                | Q(is_open=False, ended_at__isnull=False, ended_as__in=rules.LINE_ENDS),
                name="transfer_line_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} of transfer {self.transfer_id}"


class Stranger(models.Model):
    """Something that lay in the boxes and is on no list of the transfer: a number, and the item where it is known."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="strangers")
    number = models.CharField(max_length=64)
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=9, choices=[(each, each) for each in rules.STRANGER_KINDS])
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=9, blank=True)
    act_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "number"], name="one_stranger_a_number"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_as="")
                | Q(settled_at__isnull=False, settled_as__in=rules.STRANGER_ENDS),
                name="stranger_settled_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.number
