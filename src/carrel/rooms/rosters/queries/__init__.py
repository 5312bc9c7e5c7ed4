"""Questions about rosters: what we know to compare with, runs and their differences, who left."""

from carrel.rooms.rosters.queries.compared import Compared, Package, compared_now, package_of
from carrel.rooms.rosters.queries.folder import Found, newest_in_folder, roster_folder, roster_schedule
from carrel.rooms.rosters.queries.known import known_facts, known_sites
from carrel.rooms.rosters.queries.rolling import RollOverSeen, last_roll_over, pupils_of, roll_overs_of, sites_rolled
from carrel.rooms.rosters.queries.runs import (
    ImportPage,
    Leaver,
    differences_of,
    import_page,
    import_seen,
    imports_of,
    kind_counts,
    leavers,
)

__all__ = [
    "Compared",
    "Found",
    "ImportPage",
    "Leaver",
    "Package",
    "RollOverSeen",
    "compared_now",
    "differences_of",
    "import_page",
    "import_seen",
    "imports_of",
    "kind_counts",
    "known_facts",
    "known_sites",
    "last_roll_over",
    "leavers",
    "newest_in_folder",
    "package_of",
    "pupils_of",
    "roll_overs_of",
    "roster_folder",
    "roster_schedule",
    "sites_rolled",
]
