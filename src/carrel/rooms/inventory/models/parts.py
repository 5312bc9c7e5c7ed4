"""What is stored of kits and carts: the parts things of a kind begin with, and the parts one thing has."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models.items import Item, ItemType


class KitPart(models.Model):
    """A part that new items of a type begin with: a charger, a case, four batteries."""

    item_type = models.ForeignKey(
        ItemType, on_delete=models.CASCADE, related_name="kit_parts", verbose_name=_("item type")
    )
    name = models.CharField(_("part"), max_length=rules.PART_NAME_LENGTH)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["item_type", "sort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["item_type", "name"], name="kit_part_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="kit_part_counts"),
        ]

    def __str__(self) -> str:
        return self.name


class ItemPart(models.Model):
    """One part of one item: counted only, or an item with a barcode of its own; with a slot it is a place in a cart.

    A slot without `part_item` is empty. An item is a part of at most one other. `found_item` is the device that lay in
    the slot when somebody last looked, where it was another than belongs there.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=rules.PART_NAME_LENGTH, blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    part_item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="part_of")
    found_item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part_item"], condition=Q(part_item__isnull=False), name="part_of_one_item_only"
            ),
            models.UniqueConstraint(fields=["item", "slot"], condition=Q(slot__isnull=False), name="slot_once"),
            models.CheckConstraint(
                condition=Q(part_item__isnull=True) | ~Q(part_item=F("item")), name="part_is_not_itself"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1) & (Q(part_item__isnull=True, slot__isnull=True) | Q(count=1)),
                name="part_with_barcode_is_one",
            ),
            models.CheckConstraint(condition=~Q(name="") | Q(slot__isnull=False), name="part_has_a_name"),
            models.CheckConstraint(
                condition=Q(found_item__isnull=True) | Q(slot__isnull=False), name="found_lies_in_a_slot"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"slot {self.slot}"
