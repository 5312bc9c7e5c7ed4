"""Text to values for items, their numbers, types and shelves."""

from carrel.rooms.inventory.forms.attachments import AttachForm
from carrel.rooms.inventory.forms.items import (
    LARGEST_PRICE_MINOR,
    AddItemForm,
    ItemForm,
    ItemTypeForm,
    NumberForm,
    OddNumberForm,
    PriceField,
    ShelfForm,
    StateForm,
    item_initial,
)

__all__ = [
    "LARGEST_PRICE_MINOR",
    "AddItemForm",
    "AttachForm",
    "ItemForm",
    "ItemTypeForm",
    "NumberForm",
    "OddNumberForm",
    "PriceField",
    "ShelfForm",
    "StateForm",
    "item_initial",
]
