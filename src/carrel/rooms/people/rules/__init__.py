"""Roles and what they may do, who sees whom, numbers on cards, folded names. Pure."""

from carrel.rooms.people.rules.names import (
    Named,
    grade_shown,
    normalise_number,
    parts_to_find,
    same_names,
    search_text_for,
    search_text_of,
)
from carrel.rooms.people.rules.objections import (
    LONGEST_PIN,
    REST_SECONDS,
    SHORTEST_PIN,
    TRIES_BEFORE_REST,
    add_account_objections,
    add_provisional_person_objections,
    card_objections,
    give_role_objections,
    merge_objections,
    pin_objections,
    pin_rest_seconds,
)
from carrel.rooms.people.rules.roles import ROLES, STATION, Role, may_give, permissions_of, rank_of, sees_persons
from carrel.rooms.people.rules.sight import Sight, is_held, sight_of

__all__ = [
    "LONGEST_PIN",
    "REST_SECONDS",
    "ROLES",
    "SHORTEST_PIN",
    "STATION",
    "TRIES_BEFORE_REST",
    "Named",
    "Role",
    "Sight",
    "add_account_objections",
    "add_provisional_person_objections",
    "card_objections",
    "give_role_objections",
    "grade_shown",
    "is_held",
    "may_give",
    "merge_objections",
    "normalise_number",
    "parts_to_find",
    "permissions_of",
    "pin_objections",
    "pin_rest_seconds",
    "rank_of",
    "same_names",
    "search_text_for",
    "search_text_of",
    "sees_persons",
    "sight_of",
]
