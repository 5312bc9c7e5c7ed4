"""Questions about loans: who has what until when, and why."""

from carrel.rooms.circulation.queries.explaining import Explanation, explain_check_out, explain_loan
from carrel.rooms.circulation.queries.kits import Check, MissingShown, checklist_of, missing_parts
from carrel.rooms.circulation.queries.overdues import OverdueReader, overdue_counts, overdue_readers
from carrel.rooms.circulation.queries.own import (
    OwnHold,
    OwnReservation,
    QueueSeen,
    home_site_of,
    own_hold_objections,
    own_holds,
    own_reservations,
    queues_seen,
    ready_counts,
)
from carrel.rooms.circulation.queries.self_check import (
    SelfCheck,
    classes_to_pick,
    faces_to_pick,
    open_loan_of_reader,
    reader_of_number,
    self_check_of,
    self_check_setting,
)
from carrel.rooms.circulation.queries.standing import (
    OpenLoan,
    Standing,
    due_of_items,
    loan_counts,
    open_loans,
    patron_standing,
)

__all__ = [
    "Check",
    "Explanation",
    "MissingShown",
    "OpenLoan",
    "OverdueReader",
    "OwnHold",
    "OwnReservation",
    "QueueSeen",
    "SelfCheck",
    "Standing",
    "checklist_of",
    "classes_to_pick",
    "due_of_items",
    "explain_check_out",
    "explain_loan",
    "faces_to_pick",
    "home_site_of",
    "loan_counts",
    "missing_parts",
    "open_loan_of_reader",
    "open_loans",
    "overdue_counts",
    "overdue_readers",
    "own_hold_objections",
    "own_holds",
    "own_reservations",
    "patron_standing",
    "queues_seen",
    "reader_of_number",
    "ready_counts",
    "self_check_of",
    "self_check_setting",
]
