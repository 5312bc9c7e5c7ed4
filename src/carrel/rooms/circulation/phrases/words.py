"""Words for settings, sums, states and what happened, apart from whole sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from carrel.rooms.circulation.phrases.sentences import Text

KEPT: Mapping[str, Text] = {
    "circulation.loan_unknown": _("it is no longer there"),
    "circulation.patron_of_another_school": _("it is of another school"),
    "circulation.loan_is_closed": _("it has come back"),
    "circulation.patron_blocked": _("the reader is blocked"),
    "circulation.renewal_limit": _("it was renewed as often as allowed"),
    "circulation.renewal_too_soon": _("it is too soon"),
    "circulation.renewal_held": _("somebody waits for it"),
    "circulation.renewal_reserved": _("it is reserved for a class"),
    "circulation.renewal_overdue": _("it is overdue, and overdue items are not renewed"),
    "circulation.would_not_extend": _("it would not be due later"),
    "circulation.no_loan_length": _("no policy says how long"),
    "circulation.no_open_day": _("the calendar has no open day"),
    "circulation.no_period": _("the bell schedule has no such period"),
    "circulation.no_named_date": _("there is no named date ahead"),
}
"""Why a loan kept its date when many were renewed, in few words."""

STEPS: Mapping[str, Text] = {
    "lent": _("Lent"),
    "renewed": _("Renewed, counted from here"),
    "length_open_days": _("%(length)s open days later: closed days are not counted"),
    "length_calendar_days": _("%(length)s days later: all days are counted"),
    "length_any_days": _("%(length)s days later: all days are counted, and a closed one may be the last"),
    "length_same_weekday": _("%(length)s days later: all days are counted"),
    "length_hours": _("%(length)s hours later"),
    "length_periods": _("%(length)s school periods: until “%(period)s” ends"),
    "same_weekday": _("Closed then: on to the same weekday"),
    "hard_named": _("“%(name)s”: until %(hard)s, whatever the length"),
    "cutoff_before": _("“%(name)s”, for this grade: at the latest on %(hard)s"),
    "next_open_day": _("Closed then: on to the next open day"),
    "next_open_day_same": _("The library is open then"),
    "hard_before": _("“%(name)s”: at the latest on %(hard)s"),
    "hard_exactly": _("“%(name)s”: exactly on %(hard)s"),
    "hard_after": _("“%(name)s”: at the earliest on %(hard)s"),
    "hard_past": _("“%(name)s” was on %(hard)s, which is past, so it changes nothing"),
    "expiry": _("The reader may borrow until %(expires)s"),
    "given": _("Staff gave this date; it stands above every rule"),
    "reserved": _("Reserved for %(class)s from %(from)s on: back before the copies are kept"),
    "reservation_ends": _("Lent for the reservation of %(class)s, which ends on %(until)s"),
    "year_end": _("Lent to a place: until the last day of the school year %(year)s"),
    "closed_since": _("%(closed)s became a closed day after this was lent: on to the next open day"),
}
"""The lines of the sum on the page "why"."""

SETTINGS: Mapping[str, Text] = {
    "loanable": _("May be lent"),
    "length": _("Loan length"),
    "length_unit": _("Counted in"),
    "hard_due_date": _("Hard due date"),
    "max_loans": _("Loans at a time"),
    "max_loans_of_type": _("Loans of this type at a time"),
    "max_overdue": _("Overdue items that stop lending"),
    "renewals": _("Renewals"),
    "renew_from": _("A renewal counts from"),
    "renew_overdue": _("Overdue items may be renewed"),
    "renew_not_before": _("Days before the due date from which it may be renewed"),
    "auto_renew": _("Renewed by itself on the due date"),
    "on_shelf_holds": _("Holds on what is in"),
    "hold_from": _("Holds may be placed by"),
    "max_holds": _("Holds at a time"),
    "hold_days": _("Days after which an unfilled hold ends"),
    "shelf_days": _("Open days on the hold shelf"),
    "local_first": _("Readers of this school come first"),
    "fine_minor": _("Fine"),
    "fine_every": _("For every"),
    "fine_unit": _("Lateness is counted in"),
    "fine_at": _("An interval is charged"),
    "fine_grace": _("Grace"),
    "fine_from": _("When the grace is over, the fine counts from"),
    "fine_days": _("Days that count"),
    "fine_cap_minor": _("Fine for one item at most"),
    "fine_cap_price": _("The fine ends at the price"),
    "suspend_days": _("Days without borrowing"),
    "suspend_every": _("For every so many days late"),
    "suspend_max": _("Days without borrowing at most"),
    "long_overdue_days": _("Long overdue after so many days late"),
    "lost_days": _("Taken for lost after so many days late"),
    "lost_fee_minor": _("Processing fee for what is lost"),
    "lost_fine": _("The fine of what is lost"),
    "refund_price": _("Found again: of the price is given back"),
    "refund_fee": _("Found again: of the processing fee is given back"),
    "refund_days": _("Days within which something is given back"),
    "max_claims": _("Claims at a time that are taken without a warning"),
    "keep_borrower_days": _("Days the last borrower is known after the return"),
}
COUNTED: Mapping[str, Text] = {
    "open_days": ngettext_lazy("%(n)s open day", "%(n)s open days", "n"),
    "calendar_days": ngettext_lazy("%(n)s calendar day", "%(n)s calendar days", "n"),
    "any_days": ngettext_lazy("%(n)s day, closed or not", "%(n)s days, closed or not", "n"),
    "same_weekday": ngettext_lazy("%(n)s day, to the same weekday", "%(n)s days, to the same weekday", "n"),
    "days": ngettext_lazy("%(n)s day", "%(n)s days", "n"),
    "hours": ngettext_lazy("%(n)s hour", "%(n)s hours", "n"),
    "periods": ngettext_lazy("%(n)s school period", "%(n)s school periods", "n"),
}
"""So many of a unit: filled in with `n`, which decides between one and many."""
VALUES: Mapping[str, Text] = {
    "open_days": _("open days"),
    "calendar_days": _("calendar days"),
    "hours": _("hours"),
    "due": _("the due date"),
    "now": _("the day of renewal"),
    "any_days": _("days, closed or not"),
    "same_weekday": _("days, to the same weekday"),
    "periods": _("school periods"),
    "named_date": _("until the named date"),
    "always": _("always"),
    "if_any_out": _("if a copy is out"),
    "if_all_out": _("if all copies are out"),
    "never": _("never"),
    "district": _("readers of every school"),
    "site": _("readers of this school"),
    "none": _("nobody"),
    "days": _("days"),
    "fine_at.end": _("when it is over"),
    "fine_at.start": _("when it begins"),
    "grace_end": _("the end of the grace"),
    "open": _("open days only"),
    "all": _("all days"),
    "keep": _("is charged as well"),
    "forgive": _("is forgiven"),
    "refund_price.none": _("nothing"),
    "refund_fee.none": _("nothing"),
    "unpaid": _("what is not paid yet"),
    "refund": _("all, what was paid too"),
    "restore": _("all, and the forgiven fine comes back"),
    "charge": _("all, and the fine until the day it was found is charged"),
    "True": _("yes"),
    "False": _("no"),
    "None": _("no limit"),
}
EVERYTHING: Text = _("everybody, everything, everywhere")
ALL_SITES: Text = _("all sites")
ALL_CATEGORIES: Text = _("all readers")
ALL_TYPES: Text = _("all items")
DEFAULT_SOURCE: Text = _("what holds when no row says anything")

CHANGES: Mapping[str, Text] = {
    "renew": _("Renewed"),
    "change_due": _("Due date changed by hand"),
    "check_in": _("Returned"),
    "undo_check_out": _("Lending taken back"),
    "undo_check_in": _("Return taken back"),
    "undo_renew": _("Renewal taken back"),
    "undo_change_due": _("Change of due date taken back"),
    "move_due": _("Moved off a day that became closed"),
    "undo_move_due": _("Moved back: the day is open again"),
    "auto_renew": _("Renewed by itself"),
    "undo_auto_renew": _("Renewal by itself taken back"),
    "not_renewed": _("Not renewed by itself"),
    "part_missing": _("Missing when its kit came back"),
    "swap": _("Swapped with another copy"),
    "undo_swap": _("Swap taken back"),
    "lost": _("Taken for lost"),
    "undo_lost": _("Not lost after all"),
    "claim": _("The reader says they brought it back"),
    "undo_claim": _("That they brought it back was taken back"),
    "found": _("Found again"),
    "undo_found": _("Finding taken back"),
    "forgiven": _("Fine forgiven"),
    "undo_forgiven": _("Fine charged after all"),
}
"""What happened to a loan, on its page."""

STAYS: Mapping[str, Text] = {
    "given": _("the date was given by staff"),
    "hard": _("a hard due date says so"),
    "expiry": _("it is the reader’s last day"),
    "any_days": _("its row counts days whether they are open or not"),
    "never": _("no day after it is open"),
    "year_end": _("the school year ends then"),
    "hard_ahead": _("the next open day is after its hard due date"),
    "expiry_ahead": _("the next open day is after the reader’s last day"),
    "reserved": _("a class needs the copy before the next open day"),
}
"""Why a due date stays on a day that became closed."""

KEPT_WORDS: Mapping[str, Text] = {
    "night": _("It came back today. The name goes with the night."),
    "window": _("Your rules keep the last borrower for some days, for damage that is found late."),
    "owed": _("Something is still owed for it."),
    "due": _("Its time is over. The name goes with the next night."),
}
"""Why a loan that came back still names its reader."""
