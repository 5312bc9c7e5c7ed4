"""The verbs of recordings off air, rights and copies."""

from carrel.rooms.media.actions.erasing import Erased, erase_all_due, erase_recording, take_back_erasure
from carrel.rooms.media.actions.keeping import forget_names, move_requests, move_rights_back, move_rights_of_merged
from carrel.rooms.media.actions.recordings import (
    Broadcast,
    NewProgramme,
    Recorded,
    add_recording_copy,
    change_recording,
    count_recording_copies,
    record_off_air,
    remove_recording_copy,
    take_back_recording,
)
from carrel.rooms.media.actions.rights import add_right, end_right, log_copy, reopen_right, take_back_copy
from carrel.rooms.media.actions.showings import Shown, enter_showing, take_back_showing

__all__ = [
    "Broadcast",
    "Erased",
    "NewProgramme",
    "Recorded",
    "Shown",
    "add_recording_copy",
    "add_right",
    "change_recording",
    "count_recording_copies",
    "end_right",
    "enter_showing",
    "erase_all_due",
    "erase_recording",
    "forget_names",
    "log_copy",
    "move_requests",
    "move_rights_back",
    "move_rights_of_merged",
    "record_off_air",
    "remove_recording_copy",
    "reopen_right",
    "take_back_copy",
    "take_back_erasure",
    "take_back_recording",
    "take_back_showing",
]
