"""The verbs of intake."""

from carrel.rooms.intake.actions.asking import decide_asked
from carrel.rooms.intake.actions.batches import Progress, import_batch
from carrel.rooms.intake.actions.by_isbn import AddedByIsbn, add_by_isbn, fill_waiting, take_back_by_isbn
from carrel.rooms.intake.actions.profiles import WordDecision, decide_words, forget_word, keep_profile
from carrel.rooms.intake.actions.starting import check_marc, import_checked, import_marc, take_back_import
from carrel.rooms.intake.actions.taking_back import Back, take_back_items, take_back_records, take_back_replaced

__all__ = [
    "AddedByIsbn",
    "Back",
    "Progress",
    "WordDecision",
    "add_by_isbn",
    "check_marc",
    "decide_asked",
    "decide_words",
    "fill_waiting",
    "forget_word",
    "import_batch",
    "import_checked",
    "import_marc",
    "keep_profile",
    "take_back_by_isbn",
    "take_back_import",
    "take_back_items",
    "take_back_records",
    "take_back_replaced",
]
