"""Questions about loans: who has what until when, and why."""

from carrel.rooms.circulation.queries.explaining import Explanation, explain_check_out, explain_loan
from carrel.rooms.circulation.queries.overdues import OverdueReader, overdue_counts, overdue_readers
from carrel.rooms.circulation.queries.standing import (
    OpenLoan,
    Standing,
    due_of_items,
    loan_counts,
    open_loans,
    patron_standing,
)

__all__ = [
    "Explanation",
    "OpenLoan",
    "OverdueReader",
    "Standing",
    "due_of_items",
    "explain_check_out",
    "explain_loan",
    "loan_counts",
    "open_loans",
    "overdue_counts",
    "overdue_readers",
    "patron_standing",
]
