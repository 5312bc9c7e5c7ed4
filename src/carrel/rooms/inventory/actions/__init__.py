"""The verbs of the inventory."""

from carrel.rooms.inventory.actions.adding import (
    Added,
    add_item,
    add_items,
    take_out_item,
    take_out_items,
    take_out_next_items,
)
from carrel.rooms.inventory.actions.changing import (
    assign_number,
    assign_numbers,
    change_item,
    remove_number,
    set_item_state,
)
from carrel.rooms.inventory.actions.lending import (
    mark_condition,
    mark_lent,
    mark_lent_again,
    mark_lent_before,
    mark_not_lent,
    mark_not_lent_before,
    mark_placed,
    mark_returned,
    mark_seen,
)
from carrel.rooms.inventory.actions.merging import move_items_back, move_items_of_merged
from carrel.rooms.inventory.actions.placing import place_items
from carrel.rooms.inventory.actions.storing import NewItem
from carrel.rooms.inventory.actions.transits import call_off_transit, end_transit, reopen_transit, send_item

__all__ = [
    "Added",
    "NewItem",
    "add_item",
    "add_items",
    "assign_number",
    "assign_numbers",
    "call_off_transit",
    "change_item",
    "end_transit",
    "mark_condition",
    "mark_lent",
    "mark_lent_again",
    "mark_lent_before",
    "mark_not_lent",
    "mark_not_lent_before",
    "mark_placed",
    "mark_returned",
    "mark_seen",
    "move_items_back",
    "move_items_of_merged",
    "place_items",
    "remove_number",
    "reopen_transit",
    "send_item",
    "set_item_state",
    "take_out_item",
    "take_out_items",
    "take_out_next_items",
]
