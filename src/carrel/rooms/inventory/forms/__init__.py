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
    own_initial,
)
from carrel.rooms.inventory.forms.kinds import ItemFieldForm, field_initial
from carrel.rooms.inventory.forms.lists import ListForm, list_data
from carrel.rooms.inventory.forms.number_ranges import NumberRangeForm
from carrel.rooms.inventory.forms.parts import FillSlotForm, KitPartForm, PartForm, SlotForm, SlotsForm
from carrel.rooms.inventory.forms.returning import ReturnRowForm

__all__ = [
    "LARGEST_PRICE_MINOR",
    "AddItemForm",
    "AttachForm",
    "FillSlotForm",
    "ItemFieldForm",
    "ItemForm",
    "ItemTypeForm",
    "KitPartForm",
    "ListForm",
    "NumberForm",
    "NumberRangeForm",
    "OddNumberForm",
    "PartForm",
    "PriceField",
    "ReturnRowForm",
    "ShelfForm",
    "SlotForm",
    "SlotsForm",
    "StateForm",
    "field_initial",
    "item_initial",
    "list_data",
    "own_initial",
]
