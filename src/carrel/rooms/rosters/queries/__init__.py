"""Questions about rosters: what we know to compare with, runs and their differences, who left."""

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
    "ImportPage",
    "Leaver",
    "differences_of",
    "import_page",
    "import_seen",
    "imports_of",
    "kind_counts",
    "known_facts",
    "known_sites",
    "leavers",
]
