"""The verbs of the inventory."""

from carrel.rooms.inventory.actions.adding import (
    Added,
    add_item,
    add_items,
    take_out_item,
    take_out_items,
    take_out_next_items,
)
from carrel.rooms.inventory.actions.attaching import attach_file, detach_file, forget_attachments, reattach_file
from carrel.rooms.inventory.actions.changing import (
    assign_number,
    assign_numbers,
    change_item,
    remove_number,
    set_item_state,
)
from carrel.rooms.inventory.actions.kinds import (
    add_item_field,
    add_usual_fields,
    bring_back_item_field,
    change_item_field,
    move_item_field,
    remove_item_field,
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
    mark_seen_before,
    mark_taken_instead,
    move_home,
)
from carrel.rooms.inventory.actions.lists import remove_item_list, save_item_list
from carrel.rooms.inventory.actions.many import change_items, set_item_states
from carrel.rooms.inventory.actions.merging import move_items_back, move_items_of_merged
from carrel.rooms.inventory.actions.missing import mark_missing, mark_not_missing
from carrel.rooms.inventory.actions.news import ItemBackInRepair, ItemLeftRepair
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
from carrel.rooms.inventory.actions.placing import place_items
from carrel.rooms.inventory.actions.storing import NewItem
from carrel.rooms.inventory.actions.transits import call_off_transit, end_transit, reopen_transit, send_item

__all__ = [
    "Added",
    "ItemBackInRepair",
    "ItemLeftRepair",
    "NewItem",
    "add_item",
    "add_item_field",
    "add_items",
    "add_part",
    "add_usual_fields",
    "assign_number",
    "assign_numbers",
    "attach_file",
    "bring_back_item_field",
    "call_off_transit",
    "change_item",
    "change_item_field",
    "change_items",
    "change_part",
    "detach_file",
    "empty_slot",
    "end_transit",
    "fill_slot",
    "forget_attachments",
    "make_slots",
    "mark_condition",
    "mark_lent",
    "mark_lent_again",
    "mark_lent_before",
    "mark_missing",
    "mark_not_lent",
    "mark_not_lent_before",
    "mark_not_missing",
    "mark_placed",
    "mark_returned",
    "mark_seen",
    "mark_seen_before",
    "mark_taken_instead",
    "move_home",
    "move_item_field",
    "move_items_back",
    "move_items_of_merged",
    "move_to_slot",
    "note_in_slot",
    "place_items",
    "reattach_file",
    "remove_item_field",
    "remove_item_list",
    "remove_number",
    "remove_part",
    "reopen_transit",
    "save_item_list",
    "send_item",
    "set_item_state",
    "set_item_states",
    "take_out_item",
    "take_out_items",
    "take_out_next_items",
]
