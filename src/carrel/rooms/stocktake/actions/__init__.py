"""The verbs of stocktake."""

from carrel.rooms.stocktake.actions.counts import begin_count, begin_walk, drop_count
from carrel.rooms.stocktake.actions.finishing import finish_count, finish_part, undo_count, undo_part
from carrel.rooms.stocktake.actions.scanning import UNKNOWN, Answer, scan
from carrel.rooms.stocktake.actions.settling import drop_stray, note_moved, return_seen, take_back_scan

__all__ = [
    "UNKNOWN",
    "Answer",
    "begin_count",
    "begin_walk",
    "drop_count",
    "drop_stray",
    "finish_count",
    "finish_part",
    "note_moved",
    "return_seen",
    "scan",
    "take_back_scan",
    "undo_count",
    "undo_part",
]
