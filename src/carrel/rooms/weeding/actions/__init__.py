"""The verbs of weeding."""

from carrel.rooms.weeding.actions.keeping import keep_copy, let_copy_go
from carrel.rooms.weeding.actions.lists import drop_list, make_list, propose_withdrawal, take_back_proposal
from carrel.rooms.weeding.actions.profiles import (
    add_profile,
    bring_back_profile,
    keep_profile,
    remove_profile,
    take_back_profile,
)
from carrel.rooms.weeding.actions.walking import Scanned, mark_lines, scan_to_withdraw

__all__ = [
    "Scanned",
    "add_profile",
    "bring_back_profile",
    "drop_list",
    "keep_copy",
    "keep_profile",
    "let_copy_go",
    "make_list",
    "mark_lines",
    "propose_withdrawal",
    "remove_profile",
    "scan_to_withdraw",
    "take_back_profile",
    "take_back_proposal",
]
