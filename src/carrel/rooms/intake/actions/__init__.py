"""The verbs of intake."""

from carrel.rooms.intake.actions.asking import decide_asked
from carrel.rooms.intake.actions.batches import Progress, import_batch
from carrel.rooms.intake.actions.by_isbn import AddedByIsbn, add_by_isbn, fill_waiting, take_back_by_isbn
from carrel.rooms.intake.actions.cartons import (
    add_carton,
    call_back_carton,
    count_carton,
    pack_carton,
    receive_carton,
    reopen_carton,
    send_carton,
    take_out_carton,
)
from carrel.rooms.intake.actions.copies import (
    process_delivery,
)
from carrel.rooms.intake.actions.deliveries import (
    Counted,
    add_delivery,
    add_delivery_line,
    change_delivery_line,
    close_delivery,
    count_into_delivery,
    reopen_delivery,
    share_delivery_line,
    take_back_count,
    take_out_delivery,
    take_out_delivery_line,
)
from carrel.rooms.intake.actions.news import CartonCalledBack, CartonSent, CartonUnpacked
from carrel.rooms.intake.actions.packing_lists import (
    fill_delivery,
    read_packing_list,
    send_packing_list,
    unpack_import,
)
from carrel.rooms.intake.actions.processing import (
    label_copy,
    start_processing,
    take_back_processing,
    tick_step,
    untick_step,
)
from carrel.rooms.intake.actions.profiles import WordDecision, decide_words, forget_word, keep_profile
from carrel.rooms.intake.actions.starting import check_marc, import_checked, import_marc, take_back_import
from carrel.rooms.intake.actions.taking_back import Back, take_back_items, take_back_records, take_back_replaced

__all__ = [
    "AddedByIsbn",
    "Back",
    "CartonCalledBack",
    "CartonSent",
    "CartonUnpacked",
    "Counted",
    "Progress",
    "WordDecision",
    "add_by_isbn",
    "add_carton",
    "add_delivery",
    "add_delivery_line",
    "call_back_carton",
    "change_delivery_line",
    "check_marc",
    "close_delivery",
    "count_carton",
    "count_into_delivery",
    "decide_asked",
    "decide_words",
    "fill_delivery",
    "fill_waiting",
    "forget_word",
    "import_batch",
    "import_checked",
    "import_marc",
    "keep_profile",
    "label_copy",
    "pack_carton",
    "process_delivery",
    "read_packing_list",
    "receive_carton",
    "reopen_carton",
    "reopen_delivery",
    "send_carton",
    "send_packing_list",
    "share_delivery_line",
    "start_processing",
    "take_back_by_isbn",
    "take_back_count",
    "take_back_import",
    "take_back_items",
    "take_back_processing",
    "take_back_records",
    "take_back_replaced",
    "take_out_carton",
    "take_out_delivery",
    "take_out_delivery_line",
    "tick_step",
    "unpack_import",
    "untick_step",
]
