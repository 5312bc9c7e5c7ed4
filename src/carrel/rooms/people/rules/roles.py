"""Roles: what each may do, and who gives which. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a role may do: permission codes and patterns. `rank` orders who may give which role: only lower ones.

    `idle_minutes` is the time-out until the district decides otherwise, `second_factor` whether a code is asked then.
    """

    code: str
    rank: int
    permissions: frozenset[str]
    idle_minutes: int = 60
    second_factor: bool = False


_OF_ONESELF = frozenset(
    {
        "circulation.renew_own",
        "circulation.place_own_hold",
        "circulation.cancel_own_hold",
        "circulation.freeze_own_hold",
        "circulation.thaw_own_hold",
        "circulation.keep_history",
        "circulation.forget_history",
        "circulation.forget_past_loan",
        "circulation.sever_own_loans",
        "people.export_own_record",
    }
)
_EVERYBODY = _OF_ONESELF | {
    "catalogue.search", "people.view_own_account", "people.change_own_settings", "people.record_view",
}  # fmt: skip
_DESK = frozenset(
    {
        "circulation.check_out",
        "circulation.check_in",
        "circulation.renew",
        "circulation.undo_own",
        "circulation.note_condition",
        "circulation.note_missing_part",
        "circulation.part_found",
        "circulation.lend_all_in",
        # What a return brings with it, whoever takes the book back; no page of theirs makes a charge by hand.
        "charges.charge",
        "charges.refund_found",
        "charges.take_back_found",
        # Whoever helps at the desk helps to count: scans, and puts right what stood wrong.
        "stocktake.view_counts",
        "stocktake.scan",
        "stocktake.begin_walk",
        "stocktake.take_back_scan",
        "stocktake.note_moved",
        "stocktake.return_seen",
    }
)
_WHOLE_DESK = _DESK | {
    "circulation.undo",
    "circulation.change_due",
    "circulation.use_in_library",
    "circulation.renew_many",
    "circulation.undo_renew_many",
    "circulation.view_loans",
    "circulation.view_overdues",
    "circulation.explain",
    "circulation.check_out_to_place",
    "circulation.start_batch",
    "circulation.override_limit",
    "circulation.place_hold",
    "circulation.cancel_hold",
    "circulation.restore_hold",
    "circulation.view_holds",
    "circulation.freeze_hold",
    "circulation.thaw_hold",
    "circulation.change_hold",
    "circulation.swap_copies",
    "circulation.settle_missing_part",
    "circulation.charge_missing_parts",
    "circulation.declare_lost",
    "circulation.claim_returned",
    "circulation.forgive_fine",
    "circulation.charge_fine",
    "circulation.charge_damage",
    "circulation.view_claims",
    "supplies.view_supplies",
    "supplies.use_supply",
    "supplies.receive_supply",
    "supplies.hand_out_supply",
    "supplies.give_back_supply",
    "supplies.reverse_movement",
    "recovery.view_standing",
    "recovery.print_papers",
    "recovery.mail_homeroom",
    "recovery.view_calls",
    "recovery.log_call",
    "recovery.take_back_call",
    "recovery.view_clearances",
    "circulation.send_item",
    "circulation.cancel_transit",
    "circulation.mark_missing_in_transit",
    "circulation.take_back_missing",
    "catalogue.add_brief_record",
    "catalogue.view_record",
    "inventory.view_items",
    "care.view_care",
    "care.begin_mending",
    "care.change_case",
    "care.end_case",
    "care.reopen_case",
    "care.take_back_case",
    "charges.view_charges",
    "charges.charge_by_hand",
    "charges.attach_photo",
    "charges.pass_on_photo",
    "charges.take_payment",
    "charges.print_receipt",
    "charges.sell",
    "charges.enter_work",
    "charges.open_cash_day",
    "charges.close_cash_day",
    "intake.view_processing",
    "intake.tick_step",
    "intake.untick_step",
    "intake.label_copy",
    "people.find_person",
    "people.view_person",
    "people.view_class",
    "people.view_classes",
    "people.add_provisional_person",
    "people.assign_card",
    "people.lose_card",
    "people.replace_card",
    "papers.print_slips",
    "people.set_pin",
    "circulation.close_self_check",
    "schools.view_settings",
    "labels.start_run",
    "labels.scan_into_run",
    "labels.add_items_to_run",
    "labels.add_persons_to_run",
    "labels.remove_lines",
    "labels.change_run",
    "labels.repeat_run",
    "labels.print_run",
    "labels.take_back_run",
    "labels.print_cartons",
    "labels.send_run",
    "media.view_media",
    "media.enter_showing",
    "media.override_repeat",
    "media.take_back_showing",
    "media.log_copy",
    "moving.view_transfers",
    "moving.begin_transfer",
    "moving.change_transfer",
    "moving.drop_transfer",
    "moving.set_boxes",
    "moving.add_to_transfer",
    "moving.take_out_of_transfer",
    "moving.fill_transfer",
    "moving.send_transfer",
    "moving.call_back_transfer",
    "moving.call_back_lent",
    "moving.count_transfer",
    "moving.receive_transfer",
    "moving.reopen_transfer",
    "moving.settle_line",
    "moving.settle_stranger",
    "moving.take_back_line",
    "moving.take_back_stranger",
    "moving.view_displays",
    "moving.open_display",
    "moving.change_display",
    "moving.show_on_display",
    "moving.take_down",
    "moving.end_display",
    "moving.reopen_display",
    "moving.view_runs",
    "moving.tick_stop",
    "moving.untick_stop",
    "software.view_licences",
    "software.give_seat",
    "software.take_back_seat",
}
_ROOMS = (
    "circulation",
    "catalogue",
    "inventory",
    "intake",
    "registers",
    "rosters",
    "people",
    "jobs",
    "papers",
    "labels",
    "media",
    "software",
    "supplies",
    "plans",
    "weeding",
    "recovery",
    "post",
    "stocktake",
    "moving",
)
# What is of every school (the district, its school years) is not theirs to change.
_SCHOOL = (
    "view_settings",
    "mark_days",
    "clear_days",
    "take_back_days",
    "send_calendar",
    "choose_calendar_kinds",
    "take_in_calendar",
    "take_back_calendar",
    "drop_calendar",
    "renew_feed",
    "close_feed",
    "keep_site",
    "keep_place",
    "keep_term",
    "keep_bell_schedule",
    "keep_bell_period",
    "keep_vendor",
    "keep_fund",
)
# Who looks after things proposes their disposal; who runs the library approves it.
_APPROVES = frozenset({"care.approve_disposal", "care.decline_disposal"})
_CARE = frozenset(
    f"care.{each}"
    for each in (
        "view_care", "begin_mending", "send_to_repair", "change_case", "take_back_case", "end_case", "reopen_case",
        "open_disposal_list", "change_disposal_list", "drop_disposal_list", "put_on_disposal_list",
        "take_off_disposal_list", "change_disposal_lines", "ask_approval", "take_back_approval", "carry_out_disposal",
        "undo_disposal", "look_at_change", "do_change", "do_change_lines", "undo_change", "undo_change_lines",
        "keep_genre", "put_in_genre", "take_out_of_genre",
    )
)  # fmt: skip
# Who keeps the money of a school; what is given away above a limit, and who is never billed, a librarian decides.
_MONEY = frozenset(
    f"charges.{each}"
    for each in (
        "view_charges", "charge", "charge_by_hand", "bring_charges", "reverse_charge", "reinstate_charge",
        "reverse_brought_charges", "refund_found", "take_back_found", "refund_charge", "reverse_credit",
        "take_payment", "reverse_payment", "use_credit", "pay_out_credit", "print_receipt", "sell", "waive_charge",
        "ask_waiver", "agree_work", "enter_work", "end_work", "make_plan", "end_plan", "open_cash_day",
        "close_cash_day", "reopen_cash_day", "make_invoice", "withdraw_invoice", "override_debt", "keep_article",
        "keep_damage_row", "keep_depreciation_step", "attach_photo", "pass_on_photo", "remove_photo", "put_back_photo",
    )
)  # fmt: skip
_MONEY_APPROVES = frozenset({"charges.*"})
# Figures of their own school.
_FIGURES = frozenset(
    f"reports.{each}"
    for each in (
        "view_figures",
        "keep_page",
        "sign_page",
        "note_figure",
        "recount_days",
        "save_report",
        "begin_export",
        "view_retention",
    )
)
_SITE = frozenset(f"{room}.*" for room in _ROOMS) | {f"schools.{each}" for each in _SCHOOL} | _FIGURES

STATION = Role(
    "self_check",
    0,
    frozenset(
        f"circulation.{each}"
        for each in (
            "self_check", "self_check_begin", "self_check_pick", "self_check_out", "self_check_in", "self_check_renew",
            "self_check_undo",
        )
    ),
)  # fmt: skip
"""What a browser may that staff made a self-check station. Nobody holds it: an account cannot be given this role."""

ROLES: Mapping[str, Role] = {
    role.code: role
    for role in (
        Role("district_manager", 5, frozenset({"*"}), idle_minutes=30),
        Role("librarian", 4, _EVERYBODY | _SITE | _CARE | _APPROVES | _MONEY_APPROVES),
        Role("technician", 3, _EVERYBODY | _SITE | _CARE | _MONEY),
        Role("assistant", 2, _EVERYBODY | _WHOLE_DESK),
        Role("student_worker", 1, _EVERYBODY | _DESK | {"people.find_person"}, idle_minutes=20),
        Role("volunteer", 1, _EVERYBODY | _DESK, idle_minutes=20),
        Role("teacher", 1, _EVERYBODY | {"people.view_class", "people.view_classes"}, idle_minutes=60),
        Role("student", 0, _EVERYBODY, idle_minutes=15),
    )
}
"""Every role there is, the widest first."""


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles together may do; a role that no longer exists may do nothing."""
    return frozenset().union(*(ROLES[each].permissions for each in roles if each in ROLES))


def sees_persons(role: str) -> bool:
    """Whether the role meets the persons of its site at all: at the desk or on their pages."""
    held = ROLES[role].permissions if role in ROLES else frozenset()
    return bool(held & {"*", "people.*", "people.find_person", "people.view_person", "circulation.check_out"})


def rank_of(roles: Iterable[str]) -> int:
    """The highest rank among the roles; -1 for none."""
    return max((ROLES[each].rank for each in roles if each in ROLES), default=-1)


def may_give(held: Collection[str], role: str) -> bool:
    """Whether somebody with these roles may give or end this one: a district manager any, others what ranks lower."""
    return role in ROLES and ("district_manager" in held or rank_of(held) > ROLES[role].rank)
