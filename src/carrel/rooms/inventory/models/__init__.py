"""What is stored of the things a school owns, and what can never be false in it."""

from carrel.rooms.inventory.models.items import SCHEME_CHOICES, Item, ItemNumber, ItemType
from carrel.rooms.inventory.models.parts import ItemPart, KitPart
from carrel.rooms.inventory.models.transits import Transit

__all__ = ["SCHEME_CHOICES", "Item", "ItemNumber", "ItemPart", "ItemType", "KitPart", "Transit"]
