"""The verbs of figures."""

from carrel.rooms.reports.actions.counting import begin_recount, count_collection, count_days, recount_days
from carrel.rooms.reports.actions.pages import keep_due_pages, keep_page, note_figure, sign_page, take_back_signature

__all__ = [
    "begin_recount",
    "count_collection",
    "count_days",
    "keep_due_pages",
    "keep_page",
    "note_figure",
    "recount_days",
    "sign_page",
    "take_back_signature",
]
