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
from carrel.rooms.inventory.actions.parts import (
    add_part,
    change_part,
    empty_slot,
    fill_slot,
    make_slots,
    move_to_slot,
    note_in_slot,
    remove_part,
)
from carrel.rooms.inventory.actions.storing import NewItem
from carrel.rooms.inventory.actions.transits import call_off_transit, end_transit, reopen_transit, send_item

__all__ = [
    "Added",
    "NewItem",
    "add_item",
    "add_items",
    "add_part",
    "assign_number",
    "assign_numbers",
    "call_off_transit",
    "change_item",
    "change_part",
    "empty_slot",
    "end_transit",
    "fill_slot",
    "make_slots",
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
    "move_to_slot",
    "note_in_slot",
    "remove_number",
    "remove_part",
    "reopen_transit",
    "send_item",
    "set_item_state",
    "take_out_item",
    "take_out_items",
    "take_out_next_items",
]
