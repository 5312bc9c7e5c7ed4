"""What is stored of the fields a kind has of its own, and of the values items have in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models.items import Item, ItemType
from carrel.rooms.inventory.phrases import FIELD_KIND_WORDS


class ItemField(models.Model):
    """A field that items of one type, and of all types below it, have besides those every item has.

    `choices` are one to a line. A field put away shows nowhere; its values wait until it is brought back.
    """

    item_type = models.ForeignKey(ItemType, on_delete=models.CASCADE, related_name="fields")
    code = models.CharField(_("code"), max_length=rules.FIELD_CODE_LENGTH)
    label = models.CharField(_("name"), max_length=rules.FIELD_LABEL_LENGTH)
    kind = models.CharField(
        _("what it holds"), max_length=10, default=rules.TEXT,
        choices=[(kind, FIELD_KIND_WORDS[kind]) for kind in rules.FIELD_KINDS],
    )  # fmt: skip
    choices = models.TextField(_("choices"), blank=True)
    is_required = models.BooleanField(default=False)
    is_number = models.BooleanField(default=False)
    help = models.CharField(max_length=200, blank=True)
    is_listed = models.BooleanField(default=False)
    is_away = models.BooleanField(default=False)
    sort = models.IntegerField(default=0)

    class Meta:
        ordering = ["sort", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item_type", "code"], name="item_field_code_once"),
            models.CheckConstraint(condition=Q(kind__in=rules.FIELD_KINDS), name="item_field_kind_known"),
            models.CheckConstraint(condition=Q(is_number=False) | Q(kind=rules.TEXT), name="item_field_number_is_text"),
        ]

    def __str__(self) -> str:
        return self.label


class ItemValue(models.Model):
    """What an item has in a field: its text in one spelling, and the key it sorts by (rules.own_value)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="own_values", db_index=False)
    field = models.ForeignKey(ItemField, on_delete=models.PROTECT, related_name="values", db_index=False)
    text = models.TextField()
    sort_key = models.CharField(max_length=rules.SORT_KEY_LENGTH, blank=True, db_collation="BINARY")

    class Meta:
        indexes = [models.Index(fields=["field", "sort_key", "item"], name="item_value_sorted")]
        constraints = [
            models.UniqueConstraint(fields=["item", "field"], name="item_value_once"),
            models.CheckConstraint(condition=~Q(text=""), name="item_value_not_blank"),
        ]

    def __str__(self) -> str:
        return self.text
