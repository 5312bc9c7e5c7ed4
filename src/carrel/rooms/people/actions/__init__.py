"""The verbs of this room: adding, changing and merging persons, their cards, accounts and roles."""

from carrel.rooms.people.actions.accounts import (
    add_account,
    bring_back_account,
    change_own_settings,
    change_role_setting,
    end_role,
    give_role,
    put_away_account,
    set_password,
)
from carrel.rooms.people.actions.cards import assign_badge, assign_card, assign_cards, find_card, lose_card
from carrel.rooms.people.actions.leavers import forget_leavers
from carrel.rooms.people.actions.legal_holds import lift_legal_hold, lift_over_holds, put_legal_hold
from carrel.rooms.people.actions.merging import PersonsMerged, merge_persons, unmerge_persons
from carrel.rooms.people.actions.persons import (
    Added,
    add_person,
    add_provisional_person,
    change_person,
    export_own_record,
    export_person,
    forget_views,
    record_view,
    record_views,
    set_photo,
    view_access_log,
)
from carrel.rooms.people.actions.pins import PinEntered, enter_pin, set_pin

__all__ = [
    "Added",
    "PersonsMerged",
    "PinEntered",
    "add_account",
    "add_person",
    "add_provisional_person",
    "assign_badge",
    "assign_card",
    "assign_cards",
    "bring_back_account",
    "change_own_settings",
    "change_person",
    "change_role_setting",
    "end_role",
    "enter_pin",
    "export_own_record",
    "export_person",
    "find_card",
    "forget_leavers",
    "forget_views",
    "give_role",
    "lift_legal_hold",
    "lift_over_holds",
    "lose_card",
    "merge_persons",
    "put_away_account",
    "put_legal_hold",
    "record_view",
    "record_views",
    "set_password",
    "set_photo",
    "set_pin",
    "unmerge_persons",
    "view_access_log",
]
