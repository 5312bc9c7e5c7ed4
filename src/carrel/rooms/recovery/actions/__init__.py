"""The verbs of recovery."""

from carrel.rooms.recovery.actions.calling import log_call, take_back_call
from carrel.rooms.recovery.actions.clearing import (
    begin_clearance,
    begin_clearances_of_leavers,
    call_for_clearances,
    drop_clearance,
    drop_clearances_of_returned,
    sign_off,
    take_back_sign_off,
    write_to_next_school,
)
from carrel.rooms.recovery.actions.ladders import drop_ladder, keep_ladder
from carrel.rooms.recovery.actions.making import make_run, make_scheduled_runs
from carrel.rooms.recovery.actions.retaining import forget_steps, move_notices
from carrel.rooms.recovery.actions.runs import give_out, take_back_giving_out, undo_notice, undo_run
from carrel.rooms.recovery.actions.teachers import mail_homeroom

__all__ = [
    "begin_clearance",
    "begin_clearances_of_leavers",
    "call_for_clearances",
    "drop_clearance",
    "drop_clearances_of_returned",
    "drop_ladder",
    "forget_steps",
    "give_out",
    "keep_ladder",
    "log_call",
    "mail_homeroom",
    "make_run",
    "make_scheduled_runs",
    "move_notices",
    "sign_off",
    "take_back_call",
    "take_back_giving_out",
    "take_back_sign_off",
    "undo_notice",
    "undo_run",
    "write_to_next_school",
]
