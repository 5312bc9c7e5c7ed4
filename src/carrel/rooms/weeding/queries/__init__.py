"""Questions about weeding."""

from carrel.rooms.weeding.queries.candidates import Candidate, candidates, shelves_by_lc
from carrel.rooms.weeding.queries.lists import (
    LineShown,
    disposal_state,
    is_last_of_district,
    kept_copies,
    kept_to_change,
    lines_of,
    lines_shown,
    list_seen,
    list_to_change,
    lists_of,
    scan_facts,
    sums_of,
)
from carrel.rooms.weeding.queries.profiles import (
    item_types,
    profile_seen,
    profile_to_change,
    profiles_of,
    removed_profiles_of,
    rules_of,
)

__all__ = [
    "Candidate",
    "LineShown",
    "candidates",
    "disposal_state",
    "is_last_of_district",
    "item_types",
    "kept_copies",
    "kept_to_change",
    "lines_of",
    "lines_shown",
    "list_seen",
    "list_to_change",
    "lists_of",
    "profile_seen",
    "profile_to_change",
    "profiles_of",
    "removed_profiles_of",
    "rules_of",
    "scan_facts",
    "shelves_by_lc",
    "sums_of",
]
