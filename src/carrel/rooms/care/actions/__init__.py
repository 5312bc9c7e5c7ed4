"""The verbs of care: mending and repair, disposal, changes of many items, genre shelving."""

from carrel.rooms.care.actions.cases import (
    CaseWords,
    begin_mending,
    change_case,
    end_case,
    reopen_case,
    send_to_repair,
    take_back_case,
)
from carrel.rooms.care.actions.changing import (
    do_change,
    do_change_lines,
    look_at_change,
    undo_change,
    undo_change_lines,
)
from carrel.rooms.care.actions.deciding import (
    approve_disposal,
    ask_approval,
    carry_out_disposal,
    decline_disposal,
    take_back_approval,
    undo_disposal,
)
from carrel.rooms.care.actions.genres import (
    move_genres_back,
    move_genres_of_merged,
    put_in_genre,
    take_out_of_genre,
)
from carrel.rooms.care.actions.hearing import end_case_elsewhere, reopen_case_elsewhere
from carrel.rooms.care.actions.lists import (
    PutOn,
    change_disposal_lines,
    change_disposal_list,
    drop_disposal_list,
    open_disposal_list,
    put_on_disposal_list,
    take_off_disposal_list,
)
from carrel.rooms.care.actions.news import ItemBackFromCare

__all__ = [
    "CaseWords",
    "ItemBackFromCare",
    "PutOn",
    "approve_disposal",
    "ask_approval",
    "begin_mending",
    "carry_out_disposal",
    "change_case",
    "change_disposal_lines",
    "change_disposal_list",
    "decline_disposal",
    "do_change",
    "do_change_lines",
    "drop_disposal_list",
    "end_case",
    "end_case_elsewhere",
    "look_at_change",
    "move_genres_back",
    "move_genres_of_merged",
    "open_disposal_list",
    "put_in_genre",
    "put_on_disposal_list",
    "reopen_case",
    "reopen_case_elsewhere",
    "send_to_repair",
    "take_back_approval",
    "take_back_case",
    "take_off_disposal_list",
    "take_out_of_genre",
    "undo_change",
    "undo_change_lines",
    "undo_disposal",
]
