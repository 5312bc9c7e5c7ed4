"""The verbs of figures."""

from carrel.rooms.reports.actions.counting import begin_recount, count_collection, count_days, recount_days
from carrel.rooms.reports.actions.mailing import (
    end_mailing,
    mail_report,
    pause_mailing,
    resume_mailing,
    withhold_mailed_report,
)
from carrel.rooms.reports.actions.own import (
    begin_export,
    keep_due_reports,
    make_export,
    remove_report,
    save_report,
    schedule_report,
)
from carrel.rooms.reports.actions.pages import (
    keep_due_pages,
    keep_due_years,
    keep_page,
    note_figure,
    sign_page,
    take_back_signature,
)
from carrel.rooms.reports.actions.retention import certify_night, forget_old_leavers

__all__ = [
    "begin_export",
    "begin_recount",
    "certify_night",
    "count_collection",
    "count_days",
    "end_mailing",
    "forget_old_leavers",
    "keep_due_pages",
    "keep_due_reports",
    "keep_due_years",
    "keep_page",
    "mail_report",
    "make_export",
    "note_figure",
    "pause_mailing",
    "recount_days",
    "remove_report",
    "resume_mailing",
    "save_report",
    "schedule_report",
    "sign_page",
    "take_back_signature",
    "withhold_mailed_report",
]
