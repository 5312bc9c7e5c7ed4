"""Every sentence about counted stock, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "supplies.unknown": _("This supply is not on the list of your school. Look at the list again."),
    "supplies.count_wrong": _("Give a whole number of %(name)s, at most %(most)s."),
    "supplies.not_enough": _(
        "Only %(on_hand)s of %(name)s are on hand, not %(count)s. If more lie there, count them first."
    ),
    "supplies.holder_missing": _("Say which teacher or class %(name)s goes to or comes from."),
    "supplies.not_that_many_out": _("They have %(held)s of %(name)s, not %(count)s. Change the number."),
    "supplies.reason_missing": _("Say in a word or two why the count of %(name)s changes."),
    "supplies.count_is_so": _("%(on_hand)s of %(name)s is what stands here already. Nothing has changed."),
    "supplies.movement_unknown": _("This line is not there. Look at the supply again."),
    "supplies.reversed_already": _("This line of %(name)s was taken back already. Nothing has changed."),
    "supplies.moved_on": _(
        "What this line of %(name)s brought is used or handed out since. Count what lies there instead."
    ),
}

KIND_WORDS: Mapping[str, str | Promise] = {
    "received": _("Received"),
    "used": _("Used"),
    "handed_out": _("Handed out"),
    "given_back": _("Given back"),
    "written_off": _("Not given back"),
    "counted": _("Counted"),
    "reversed": _("Taken back"),
}
"""What a movement is called on its line."""
