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
from carrel.rooms.inventory.forms.parts import FillSlotForm, KitPartForm, PartForm, SlotForm, SlotsForm

__all__ = [
    "LARGEST_PRICE_MINOR",
    "AddItemForm",
    "FillSlotForm",
    "ItemForm",
    "ItemTypeForm",
    "KitPartForm",
    "NumberForm",
    "OddNumberForm",
    "PartForm",
    "PriceField",
    "ShelfForm",
    "SlotForm",
    "SlotsForm",
    "StateForm",
    "item_initial",
]
