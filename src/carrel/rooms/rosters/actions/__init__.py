"""The verbs of rosters: take one in, compare it, apply it, put it aside, forget it."""

from carrel.rooms.rosters.actions.applying import Applied, apply_roster, drop_roster, forget_rosters, send_roster
from carrel.rooms.rosters.actions.comparing import Seen, compare_roster, dry_run_roster, take_in_again, take_in_roster

__all__ = [
    "Applied",
    "Seen",
    "apply_roster",
    "compare_roster",
    "drop_roster",
    "dry_run_roster",
    "forget_rosters",
    "send_roster",
    "take_in_again",
    "take_in_roster",
]
