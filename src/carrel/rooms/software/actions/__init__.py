"""The verbs of licences of software and their seats."""

from carrel.rooms.software.actions.licences import (
    Product,
    Term,
    add_licence,
    change_licence,
    end_licence,
    renew_licence,
    reopen_licence,
    take_back_renewal,
)
from carrel.rooms.software.actions.seats import (
    Given,
    add_codes,
    forget_holders,
    give_seat,
    move_licences_back,
    move_licences_of_merged,
    move_seats,
    remove_code,
    restore_seat,
    take_back_seat,
)

__all__ = [
    "Given",
    "Product",
    "Term",
    "add_codes",
    "add_licence",
    "change_licence",
    "end_licence",
    "forget_holders",
    "give_seat",
    "move_licences_back",
    "move_licences_of_merged",
    "move_seats",
    "remove_code",
    "renew_licence",
    "reopen_licence",
    "restore_seat",
    "take_back_renewal",
    "take_back_seat",
]
