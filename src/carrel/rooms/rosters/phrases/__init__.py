"""Every sentence about rosters: objections, faults with what to do, remarks, names of fields and groups."""

from carrel.rooms.rosters.phrases.faults import FAULTS, REMEDIES
from carrel.rooms.rosters.phrases.findings import say_fault, say_kept, say_remark, say_remedy
from carrel.rooms.rosters.phrases.names import CATEGORY_NAMES, COLUMN_NAMES, FIELD_NAMES, GROUP_NAMES, KIND_NAMES
from carrel.rooms.rosters.phrases.objections import PHRASES
from carrel.rooms.rosters.phrases.remarks import REMARKS

__all__ = [
    "CATEGORY_NAMES",
    "COLUMN_NAMES",
    "FAULTS",
    "FIELD_NAMES",
    "GROUP_NAMES",
    "KIND_NAMES",
    "PHRASES",
    "REMARKS",
    "REMEDIES",
    "say_fault",
    "say_kept",
    "say_remark",
    "say_remedy",
]
