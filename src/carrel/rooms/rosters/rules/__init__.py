"""Who comes in: what a roster says, what we know, and how the two differ. Pure."""

from carrel.rooms.rosters.rules.compare import Changes, ClassChange, SessionChange, compare, fingerprint
from carrel.rooms.rosters.rules.facts import (
    FIELDS,
    GROUPS,
    ClassSaid,
    Known,
    KnownClass,
    KnownGuardianship,
    KnownMembership,
    KnownPerson,
    KnownSession,
    KnownSite,
    Membership,
    Said,
    SessionSaid,
    WantedPerson,
    WantedSession,
)
from carrel.rooms.rosters.rules.listing import Listing, match_own
from carrel.rooms.rosters.rules.objections import (
    LEAVERS_IN_A_HUNDRED,
    Leaving,
    apply_objections,
    leaving,
    override_of,
    school_objections,
)
from carrel.rooms.rosters.rules.persons import CHANGED, LEFT, MATCHED, NEW, RETURNED, PersonChange
from carrel.rooms.rosters.rules.reading import room_faults, wanted_from
from carrel.rooms.rosters.rules.rolling import (
    SOON_AGAIN,
    Move,
    Pupil,
    Step,
    grade_after,
    moves_of,
    roll_over_objections,
    steps_of,
    undo_roll_over_objections,
)
from carrel.rooms.rosters.rules.saying import grade_said
from carrel.rooms.rosters.rules.schools import SchoolMatch, match_schools
from carrel.rooms.rosters.rules.scope import within
from carrel.rooms.rosters.rules.wanted import Wanted

__all__ = [
    "CHANGED",
    "FIELDS",
    "GROUPS",
    "LEAVERS_IN_A_HUNDRED",
    "LEFT",
    "MATCHED",
    "NEW",
    "RETURNED",
    "SOON_AGAIN",
    "Changes",
    "ClassChange",
    "ClassSaid",
    "Known",
    "KnownClass",
    "KnownGuardianship",
    "KnownMembership",
    "KnownPerson",
    "KnownSession",
    "KnownSite",
    "Leaving",
    "Listing",
    "Membership",
    "Move",
    "PersonChange",
    "Pupil",
    "Said",
    "SchoolMatch",
    "SessionChange",
    "SessionSaid",
    "Step",
    "Wanted",
    "WantedPerson",
    "WantedSession",
    "apply_objections",
    "compare",
    "fingerprint",
    "grade_after",
    "grade_said",
    "leaving",
    "match_own",
    "match_schools",
    "moves_of",
    "override_of",
    "roll_over_objections",
    "room_faults",
    "school_objections",
    "steps_of",
    "undo_roll_over_objections",
    "wanted_from",
    "within",
]
