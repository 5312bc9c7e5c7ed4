"""The verbs of intake."""

from carrel.rooms.intake.actions.batches import Progress, import_batch
from carrel.rooms.intake.actions.starting import check_marc, import_checked, import_marc, take_back_import
from carrel.rooms.intake.actions.taking_back import Back, take_back_items, take_back_records, take_back_replaced

__all__ = [
    "Back",
    "Progress",
    "check_marc",
    "import_batch",
    "import_checked",
    "import_marc",
    "take_back_import",
    "take_back_items",
    "take_back_records",
    "take_back_replaced",
]
