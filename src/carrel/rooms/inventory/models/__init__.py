"""What is stored of the things a school owns, and what can never be false in it."""

from carrel.rooms.inventory.models.attachments import Attachment
from carrel.rooms.inventory.models.items import SCHEME_CHOICES, Item, ItemNumber, ItemType
from carrel.rooms.inventory.models.kinds import ItemField, ItemValue
from carrel.rooms.inventory.models.lists import ItemList
from carrel.rooms.inventory.models.transits import Transit

__all__ = ["SCHEME_CHOICES", "Item", "ItemField", "ItemList", "ItemNumber", "ItemType", "ItemValue", "Transit"]
__all__ = ["SCHEME_CHOICES", "Attachment", "Item", "ItemNumber", "ItemType", "Transit"]
from carrel.rooms.inventory.models.number_ranges import NumberRange

__all__ = ["SCHEME_CHOICES", "Item", "ItemNumber", "ItemType", "NumberRange", "Transit"]
