"""The verbs of rosters: take one in, compare it, apply it, put it aside, forget it."""

from carrel.rooms.rosters.actions.applying import Applied, apply_roster, drop_roster, forget_rosters, send_roster
from carrel.rooms.rosters.actions.comparing import (
    Seen,
    compare_roster,
    dry_run_roster,
    map_people_list,
    take_in_again,
    take_in_roster,
)
from carrel.rooms.rosters.actions.fetching import Fetched, fetch_roster, keep_roster_schedule
from carrel.rooms.rosters.actions.rolling import RolledBack, RolledUp, roll_over_grades, undo_roll_over
from carrel.rooms.rosters.actions.telling import PersonsMoved

__all__ = [
    "Applied",
    "Fetched",
    "PersonsMoved",
    "RolledBack",
    "RolledUp",
    "Seen",
    "apply_roster",
    "compare_roster",
    "drop_roster",
    "dry_run_roster",
    "fetch_roster",
    "forget_rosters",
    "keep_roster_schedule",
    "map_people_list",
    "roll_over_grades",
    "send_roster",
    "take_in_again",
    "take_in_roster",
    "undo_roll_over",
]
