"""What is stored of the things a school owns, and what can never be false in it."""

from carrel.rooms.inventory.models.attachments import Attachment
from carrel.rooms.inventory.models.items import SCHEME_CHOICES, Item, ItemNumber, ItemType
from carrel.rooms.inventory.models.kinds import ItemField, ItemValue
from carrel.rooms.inventory.models.lists import ItemList
from carrel.rooms.inventory.models.number_ranges import NumberRange
from carrel.rooms.inventory.models.parts import ItemPart, KitPart
from carrel.rooms.inventory.models.returning import ReturnRow
from carrel.rooms.inventory.models.transits import Transit

__all__ = [
    "SCHEME_CHOICES",
    "Attachment",
    "Item",
    "ItemField",
    "ItemList",
    "ItemNumber",
    "ItemPart",
    "ItemType",
    "ItemValue",
    "KitPart",
    "NumberRange",
    "ReturnRow",
    "Transit",
]
