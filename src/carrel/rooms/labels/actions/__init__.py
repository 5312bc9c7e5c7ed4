"""The verbs of labels."""

from carrel.rooms.labels.actions.keeping import (
    forget_card_runs,
    keep_label_printer,
    keep_label_setting,
    keep_label_sheet,
)
from carrel.rooms.labels.actions.printing import (
    print_cartons,
    print_numbers,
    print_run,
    send_run,
    send_run_now,
    take_back_run,
)
from carrel.rooms.labels.actions.runs import (
    Scanned,
    add_items_to_run,
    add_persons_to_run,
    change_run,
    remove_lines,
    repeat_run,
    scan_into_run,
    start_run,
)

__all__ = [
    "Scanned",
    "add_items_to_run",
    "add_persons_to_run",
    "change_run",
    "forget_card_runs",
    "keep_label_printer",
    "keep_label_setting",
    "keep_label_sheet",
    "print_cartons",
    "print_numbers",
    "print_run",
    "remove_lines",
    "repeat_run",
    "scan_into_run",
    "send_run",
    "send_run_now",
    "start_run",
    "take_back_run",
]
