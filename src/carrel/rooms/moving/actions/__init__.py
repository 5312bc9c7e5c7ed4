"""The verbs of moving: transfers between schools, displays, delivery runs."""

from carrel.rooms.moving.actions.packing import (
    Filled,
    Packed,
    add_to_transfer,
    begin_transfer,
    call_back_lent,
    call_back_transfer,
    change_transfer,
    drop_transfer,
    fill_transfer,
    send_transfer,
    set_boxes,
    take_out_of_transfer,
)
from carrel.rooms.moving.actions.receiving import (
    Counted,
    count_transfer,
    receive_transfer,
    reopen_transfer,
    settle_line,
    settle_stranger,
    take_back_line,
    take_back_stranger,
)

__all__ = [
    "Counted",
    "Filled",
    "Packed",
    "add_to_transfer",
    "begin_transfer",
    "call_back_lent",
    "call_back_transfer",
    "change_transfer",
    "count_transfer",
    "drop_transfer",
    "fill_transfer",
    "receive_transfer",
    "reopen_transfer",
    "send_transfer",
    "set_boxes",
    "settle_line",
    "settle_stranger",
    "take_back_line",
    "take_back_stranger",
    "take_out_of_transfer",
]
