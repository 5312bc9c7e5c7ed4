"""Every sentence this room says to people, by code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "schools.other_site": _(
        "You hold no role at that school. Ask its technician, or the district manager, to change it."
    ),
    "schools.marking_unknown": _("No days were marked by this. Open the calendar again."),
    "schools.marking_taken_back": _("These days were made what they were before already. Nothing was changed."),
    "schools.not_a_calendar": _(
        "“%(name)s” is no calendar file. In the calendar program choose “Export”, or save the subscription as a file "
        "that ends in .ics, and send that in."
    ),
    "schools.calendar_empty": _(
        "“%(name)s” is a calendar without any event. Look whether the right one was exported, and send it in again."
    ),
    "schools.calendar_too_large": _(
        "“%(name)s” holds more than the calendar of a school does. Export this school year only, and send that in."
    ),
    "schools.calendar_over": _(
        "Every day of “%(name)s” is past, or more than two years ahead. Send the calendar of this school year in."
    ),
    "schools.calendar_file_unknown": _("This calendar file is no longer here. Send it in again."),
    "schools.calendar_file_settled": _(
        "“%(name)s” was taken in, taken back or put aside meanwhile. Nothing was changed. Open the list again."
    ),
}
