"""The verbs of the catalogue."""

from carrel.rooms.catalogue.actions.adding import Added, add_brief_record, add_extracts, add_record, add_records
from carrel.rooms.catalogue.actions.changing import (
    Changed,
    RecordChanged,
    edit_record,
    replace_record,
    take_out_record,
)
from carrel.rooms.catalogue.actions.indexing import index_many, rebuild_index, words_gathered
from carrel.rooms.catalogue.actions.merging import (
    Merged,
    RecordsMerged,
    RecordsUnmerged,
    merge_records,
    unmerge_record,
)
from carrel.rooms.catalogue.actions.spelling import refresh_terms
from carrel.rooms.catalogue.actions.taking_out import take_out_records

__all__ = [
    "Added",
    "Changed",
    "Merged",
    "RecordChanged",
    "RecordsMerged",
    "RecordsUnmerged",
    "add_brief_record",
    "add_extracts",
    "add_record",
    "add_records",
    "edit_record",
    "index_many",
    "merge_records",
    "rebuild_index",
    "refresh_terms",
    "replace_record",
    "take_out_record",
    "take_out_records",
    "unmerge_record",
    "words_gathered",
]
