"""What stands against the verbs of reports, in sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "reports.days_turned": _("The first day, %(first)s, is after the last, %(last)s. Turn them round."),
    "reports.day_not_over": _(
        "Days are counted when they are over; the last that is over is %(over)s. Choose it or an earlier one."
    ),
    "reports.month_not_over": _("This month is not over yet. Its page is made by itself on the first of the next."),
    "reports.year_not_over": _("This school year is not over yet. Its page is made by itself after its last day."),
    "reports.page_signed": _("%(name)s has signed this page, so it stays as it is. Take the signature back first."),
    "reports.page_not_signed": _("Nobody has signed this page. There is no signature to take back."),
    "reports.page_unknown": _("No page was made of this time yet. Make it first, then sign it."),
    "reports.note_long": _("The note has %(length)s signs, and 600 are kept. Say it shorter."),
    "reports.name_missing": _("The report needs a name to be kept under."),
    "reports.name_taken": _("There is a report “%(name)s” already. Choose another name, or remove that one first."),
    "reports.report_unknown": _("This report was removed, or it is another school's. Choose one of the list."),
    "reports.report_of_another": _("%(name)s made this report. Only they change or remove it; keep your own copy."),
    "reports.only_counted": _(
        "Single rows cannot be published: group them first, so that groups below ten can be left out."
    ),
    "reports.no_rhythm": _(
        "Nothing goes by itself without a rhythm. Choose every open day, every week or every month."
    ),
    "reports.nothing_to_mail": _("The mail would bring nothing. Choose a file, a link, or both."),
    "reports.rows_not_mailed": _(
        "Single rows do not leave the library as a file. Group the report first, or send a link to it."
    ),
    "reports.nobody_to_mail": _("Nobody is chosen. Choose to whom the report goes."),
    "reports.many_to_mail": _("A report goes to %(most)s people at the most. Choose fewer."),
    "reports.readers_may_not": _("%(names)s may not see this report, so it is not mailed there. Take them off."),
    "reports.readers_unreachable": _(
        "%(names)s has no e-mail address here. Write it on the page of the account first."
    ),
    "reports.not_mailed": _("This report does not go by mail. There is nothing to pause or to end."),
    "reports.reader_sight": _("may not see this report any more"),
    "reports.reader_address": _("has no e-mail address"),
    "reports.reader_back": _("mail to this address came back; look at it under Post"),
    "reports.other_school": _("These are the figures of another school. Change to that school first."),
}
