"""The verbs of lending. Each takes an actor and keyword arguments, does all or nothing, and writes down who did it."""

from carrel.rooms.circulation.actions.batch_lines import (
    LineDone,
    do_batch_lines,
    grade_batch_line,
    mark_batch_line,
    retry_batch_lines,
    scan_into_batch,
    undo_batch,
    undo_batch_line,
)
from carrel.rooms.circulation.actions.batches import (
    NewLine,
    change_batch,
    end_batch,
    forget_batches,
    run_batch,
    start_batch,
)
from carrel.rooms.circulation.actions.blocks import lift_block, put_block
from carrel.rooms.circulation.actions.bringing import BroughtLoan, bring_loans, take_back_loans
from carrel.rooms.circulation.actions.bringing_holds import (
    BroughtHold,
    HoldsBrought,
    bring_holds,
    take_back_holds,
)
from carrel.rooms.circulation.actions.catching import HoldCaught, ItemSent
from carrel.rooms.circulation.actions.claiming import Claimed, claim_returned
from carrel.rooms.circulation.actions.closing import MovedDates, move_due_dates, move_due_dates_back
from carrel.rooms.circulation.actions.conditions import NOTE_CONDITION, Noted, note_condition
from carrel.rooms.circulation.actions.damaging import DamageCharged, charge_damage
from carrel.rooms.circulation.actions.expiring import Expired, expire_holds
from carrel.rooms.circulation.actions.finding_parts import part_found
from carrel.rooms.circulation.actions.fining import LateMoney
from carrel.rooms.circulation.actions.forgiving import charge_fine, forgive_fine
from carrel.rooms.circulation.actions.grid import (
    DayOfSeries,
    remove_hard_due_date,
    remove_policy_row,
    save_hard_due_date,
    save_policy_row,
)
from carrel.rooms.circulation.actions.history import forget_history, forget_past_loan, keep_history
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
from carrel.rooms.circulation.actions.kits import (
    Along,
    MissingNoted,
    lend_all_in,
    note_missing_part,
    settle_missing_part,
)
from carrel.rooms.circulation.actions.lending import Lent, check_out
from carrel.rooms.circulation.actions.losing import Lost, declare_lost, lose_by_time
from carrel.rooms.circulation.actions.own import renew_own
from carrel.rooms.circulation.actions.packed import call_back_packed, send_packed
from carrel.rooms.circulation.actions.parts_charged import PartsCharged, charge_missing_parts
from carrel.rooms.circulation.actions.places import check_out_to_place
from carrel.rooms.circulation.actions.privacy import (
    Severed,
    move_loans,
    sever_loans_of_patron,
    sever_own_loans,
    sever_returned_loans,
)
from carrel.rooms.circulation.actions.refinding import FoundAgain
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
from carrel.rooms.circulation.actions.self_check import (
    Begun,
    close_self_check,
    open_self_check,
    self_check_begin,
    self_check_in,
    self_check_out,
    self_check_pick,
    self_check_renew,
    self_check_undo,
)
from carrel.rooms.circulation.actions.slips import drop_slips, print_hold_slip, print_transit_slip
from carrel.rooms.circulation.actions.swapping import SWAP_COPIES, Swapped, swap_copies
from carrel.rooms.circulation.actions.takeover import take_over_loans
from carrel.rooms.circulation.actions.transits import (
    Sent,
    cancel_transit,
    mark_missing_in_transit,
    send_item,
    take_back_missing,
)
from carrel.rooms.circulation.actions.undoing import LoanOpenAgain, Undone, undo, undo_own
from carrel.rooms.circulation.actions.versions import Restored, restore_policy_version

__all__ = [
    "NOTE_CONDITION",
    "SWAP_COPIES",
    "Along",
    "Begun",
    "BroughtHold",
    "BroughtLoan",
    "Claimed",
    "DamageCharged",
    "DayOfSeries",
    "Expired",
    "FoundAgain",
    "HoldCaught",
    "HoldsBrought",
    "ItemSent",
    "LateMoney",
    "Lent",
    "LineDone",
    "LoanOpenAgain",
    "Lost",
    "MissingNoted",
    "MovedDates",
    "NewLine",
    "Noted",
    "PartsCharged",
    "Placed",
    "Renewed",
    "RenewedByNight",
    "RenewedMany",
    "Restored",
    "Returned",
    "Sent",
    "Severed",
    "Swapped",
    "Undone",
    "UndoneMany",
    "Used",
    "auto_renew",
    "bring_holds",
    "bring_loans",
    "call_back_packed",
    "cancel_hold",
    "cancel_own_hold",
    "cancel_reservation",
    "cancel_transit",
    "change_batch",
    "change_due",
    "change_hold",
    "change_reservation",
    "charge_damage",
    "charge_fine",
    "charge_missing_parts",
    "check_in",
    "check_out",
    "check_out_to_place",
    "claim_returned",
    "close_self_check",
    "declare_lost",
    "do_batch_lines",
    "drop_slips",
    "end_batch",
    "end_reservations",
    "expire_holds",
    "forget_batches",
    "forget_history",
    "forget_past_loan",
    "forgive_fine",
    "freeze_hold",
    "freeze_own_hold",
    "grade_batch_line",
    "keep_history",
    "lend_all_in",
    "lift_block",
    "lose_by_time",
    "mark_batch_line",
    "mark_missing_in_transit",
    "move_due_dates",
    "move_due_dates_back",
    "move_hold_back",
    "move_hold_to_front",
    "move_holds_of_merged",
    "move_loans",
    "note_condition",
    "note_missing_part",
    "open_self_check",
    "part_found",
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
    "renew_own",
    "restore_hold",
    "restore_policy_version",
    "retry_batch_lines",
    "run_batch",
    "save_hard_due_date",
    "save_policy_row",
    "scan_into_batch",
    "self_check_begin",
    "self_check_in",
    "self_check_out",
    "self_check_pick",
    "self_check_renew",
    "self_check_undo",
    "send_item",
    "send_packed",
    "settle_missing_part",
    "sever_loans_of_patron",
    "sever_own_loans",
    "sever_returned_loans",
    "start_batch",
    "swap_copies",
    "take_back_holds",
    "take_back_loans",
    "take_back_missing",
    "take_over_loans",
    "thaw_hold",
    "thaw_own_hold",
    "undo",
    "undo_batch",
    "undo_batch_line",
    "undo_own",
    "undo_renew_many",
    "use_in_library",
]
