"""Questions about rosters: what we know to compare with, runs and their differences, who left."""

from carrel.rooms.rosters.queries.compared import Compared, compared_now, match_for, roster_of
from carrel.rooms.rosters.queries.known import known_facts, known_sites
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
    "ImportPage",
    "Leaver",
    "compared_now",
    "differences_of",
    "import_page",
    "import_seen",
    "imports_of",
    "kind_counts",
    "known_facts",
    "known_sites",
    "leavers",
    "match_for",
    "roster_of",
]
