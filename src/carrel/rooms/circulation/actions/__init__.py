"""The verbs of lending. Each takes an actor and keyword arguments, does all or nothing, and writes down who did it."""

from carrel.rooms.circulation.actions.blocks import lift_block, put_block
from carrel.rooms.circulation.actions.bringing import BroughtLoan, bring_loans, take_back_loans
from carrel.rooms.circulation.actions.catching import HoldCaught, ItemSent
from carrel.rooms.circulation.actions.closing import MovedDates, move_due_dates, move_due_dates_back
from carrel.rooms.circulation.actions.conditions import NOTE_CONDITION, Noted, note_condition
from carrel.rooms.circulation.actions.expiring import Expired, expire_holds
from carrel.rooms.circulation.actions.grid import (
    DayOfSeries,
    remove_hard_due_date,
    remove_policy_row,
    save_hard_due_date,
    save_policy_row,
)
from carrel.rooms.circulation.actions.hold_keeping import (
    change_hold,
    freeze_hold,
    freeze_own_hold,
    move_hold_back,
    move_hold_to_front,
    thaw_hold,
    thaw_own_hold,
)
from carrel.rooms.circulation.actions.holds import (
    Placed,
    cancel_hold,
    cancel_own_hold,
    move_holds_of_merged,
    place_hold,
    place_own_hold,
    restore_hold,
)
from carrel.rooms.circulation.actions.lending import Lent, check_out
from carrel.rooms.circulation.actions.privacy import move_loans, sever_returned_loans
from carrel.rooms.circulation.actions.renewing import Renewed, change_due, renew
from carrel.rooms.circulation.actions.renewing_many import (
    RenewedByNight,
    RenewedMany,
    UndoneMany,
    auto_renew,
    renew_many,
    undo_renew_many,
)
from carrel.rooms.circulation.actions.reservations import (
    cancel_reservation,
    change_reservation,
    end_reservations,
    place_reservation,
)
from carrel.rooms.circulation.actions.returning import Returned, Used, check_in, use_in_library
from carrel.rooms.circulation.actions.slips import drop_slips, print_hold_slip, print_transit_slip
from carrel.rooms.circulation.actions.swapping import SWAP_COPIES, Swapped, swap_copies
from carrel.rooms.circulation.actions.takeover import take_over_loans
from carrel.rooms.circulation.actions.transits import cancel_transit, mark_missing_in_transit
from carrel.rooms.circulation.actions.undoing import Undone, undo, undo_own
from carrel.rooms.circulation.actions.versions import Restored, restore_policy_version

__all__ = [
    "NOTE_CONDITION",
    "SWAP_COPIES",
    "BroughtLoan",
    "DayOfSeries",
    "Expired",
    "HoldCaught",
    "ItemSent",
    "Lent",
    "MovedDates",
    "Noted",
    "Placed",
    "Renewed",
    "RenewedByNight",
    "RenewedMany",
    "Restored",
    "Returned",
    "Swapped",
    "Undone",
    "UndoneMany",
    "Used",
    "auto_renew",
    "bring_loans",
    "cancel_hold",
    "cancel_own_hold",
    "cancel_reservation",
    "cancel_transit",
    "change_due",
    "change_hold",
    "change_reservation",
    "check_in",
    "check_out",
    "drop_slips",
    "end_reservations",
    "expire_holds",
    "freeze_hold",
    "freeze_own_hold",
    "lift_block",
    "mark_missing_in_transit",
    "move_due_dates",
    "move_due_dates_back",
    "move_hold_back",
    "move_hold_to_front",
    "move_holds_of_merged",
    "move_loans",
    "note_condition",
    "place_hold",
    "place_own_hold",
    "place_reservation",
    "print_hold_slip",
    "print_transit_slip",
    "put_block",
    "remove_hard_due_date",
    "remove_policy_row",
    "renew",
    "renew_many",
    "restore_hold",
    "restore_policy_version",
    "save_hard_due_date",
    "save_policy_row",
    "sever_returned_loans",
    "swap_copies",
    "take_back_loans",
    "take_over_loans",
    "thaw_hold",
    "thaw_own_hold",
    "undo",
    "undo_own",
    "undo_renew_many",
    "use_in_library",
]
