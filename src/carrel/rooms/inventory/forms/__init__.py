"""Text to values for items, their numbers, types and shelves."""

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
from carrel.rooms.inventory.forms.number_ranges import NumberRangeForm

__all__ = [
    "LARGEST_PRICE_MINOR",
    "AddItemForm",
    "ItemForm",
    "ItemTypeForm",
    "NumberForm",
    "NumberRangeForm",
    "OddNumberForm",
    "PriceField",
    "ShelfForm",
    "StateForm",
    "item_initial",
]
