"""Every sentence moving says to people, by code; the words of what is counted."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "moving.no_such_transfer": _("This transfer is no longer there, or it is between other schools."),
    "moving.no_such_number": _("No item has the number %(number)s. Look at the label again."),
    "moving.goes_nowhere": _("A transfer goes to another school. Choose one besides your own."),
    "moving.school_closed": _("%(site)s is not in use any more, so nothing goes there."),
    "moving.until_is_past": _("The day until which it is lent must lie ahead. %(until)s does not."),
    "moving.transfer_left": _("%(transfer)s has left, so nothing in it changes. Say first that it did not leave."),
    "moving.in_already": _("‹%(title)s› lies in %(transfer)s already."),
    "moving.in_other_transfer": _("‹%(title)s› lies in %(other)s. Take it out there first."),
    "moving.not_of_here": _(
        "‹%(title)s› belongs to %(site)s. Scan it at the return desk, and it goes where it should."
    ),
    "moving.transfer_full": _("%(transfer)s holds %(most)s items, which is all it takes. Begin another one."),
    "moving.transfer_empty": _("Nothing lies in %(transfer)s yet. Scan the first item."),
    "moving.not_in_any_more": _(
        "‹%(title)s› was lent, caught or lost since it was packed. Take it out of %(transfer)s."
    ),
    "moving.lent_just_now": _("Something in %(transfer)s was lent in this very moment. Look at its list again."),
    "moving.transfer_not_sent": _("%(transfer)s is being packed and has not left."),
    "moving.transfer_counted": _("The other school has begun to count %(transfer)s, so it did leave."),
    "moving.some_arrived": _("%(count)s of %(transfer)s have been seen elsewhere since, so it did leave."),
    "moving.transfer_closed": _("%(transfer)s is closed. Open it again to count more."),
    "moving.received_already": _("Somebody has received %(transfer)s already. Its page says what is open."),
    "moving.not_received": _("%(transfer)s is not received yet. Nothing has changed."),
    "moving.count_first": _("Count %(transfer)s to its end first, then say what became of ‹%(title)s›."),
    "moving.line_settled": _("‹%(title)s› is settled already."),
    "moving.stranger_settled": _("%(number)s is settled already."),
    "moving.stranger_known": _("%(number)s is on an item now. Add it, or send it on."),
    "moving.stranger_unknown": _("No item has the number %(number)s. Catalogue it first, or lay it aside."),
    "moving.line_is_open": _("‹%(title)s› is neither counted nor settled. Nothing has changed."),
    "moving.came_by_desk": _(
        "‹%(title)s› came by the return desk and not by this list. Take its return back at the desk."
    ),
    "moving.add_is_listed": _("It is on the list of %(other)s. Send it on, and it is counted there."),
    "moving.nothing_to_call_back": _("Nothing of %(transfer)s is at the other school any more."),
    "moving.no_such_display": _("This display is no longer there, or it is another school's."),
    "moving.display_unnamed": _("The display has no name yet, such as “New Year”."),
    "moving.display_day_past": _("The last day of a display lies today or ahead. %(until)s does not."),
    "moving.display_ended": _("“%(display)s” is taken down. Open it again if that was wrong."),
    "moving.display_is_over": _(
        "“%(display)s” was to stand until %(until)s. Give it another last day before more is shown."
    ),
    "moving.not_on_display": _("%(number)s does not stand on “%(display)s”. Scan it at the return desk instead."),
    "moving.display_not_empty": _("On “%(display)s” there are still %(count)s. Scan them off first."),
    "moving.display_not_ended": _("“%(display)s” stands already. Nothing has changed."),
    "moving.no_such_run": _("This run is no longer there."),
    "moving.run_unnamed": _("The run has no name yet, such as “North round”."),
    "moving.run_name_taken": _("There is a run “%(run)s” already. Change that one, or choose another name."),
    "moving.run_never_goes": _("Choose one weekday at least on which the run is driven."),
    "moving.run_too_short": _("A run has two stops at least. Give each school on it a place in the order."),
    "moving.no_such_stop": _("This school is no stop of “%(run)s” any more."),
}

STRANGER_WORDS: Mapping[str, str | Promise] = {
    "unknown": _("Nobody knows this number"),
    "unlisted": _("On no list"),
    "astray": _("Of another transfer"),
}
STRANGER_END_WORDS: Mapping[str, str | Promise] = {
    "added": _("added"),
    "sent_on": _("sent on"),
    "aside": _("laid aside"),
}
LINE_WORDS: Mapping[str, str | Promise] = {
    "": _("expected"),
    "counted": _("counted"),
    "missing": _("missing on the way"),
    "elsewhere": _("seen elsewhere"),
}
