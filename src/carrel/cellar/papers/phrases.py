"""What printing says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "papers.no_answer": _("“%(printer)s” at %(address)s does not answer. Is it on, and is its cable in?"),
    "papers.broke_off": _("“%(printer)s” broke off in the middle of a slip. Is its paper out, or its lid open?"),
    "papers.no_lp": _("This server has no program lp, so that “%(printer)s” cannot be reached. Install CUPS on it."),
    "papers.queue_refused": _("The queue %(address)s of “%(printer)s” takes nothing: %(said)s"),
    "papers.too_slow": _("The queue %(address)s of “%(printer)s” did not take the slip in time. Is CUPS running?"),
    "papers.is_printed": _("That slip is printed, and what it said is forgotten. Make it again where it comes from."),
    "papers.is_forgotten": _("That slip is older than a day, and what it said is forgotten. Make it again."),
    "papers.is_gone": _("That slip is not in the list any more."),
    "papers.no_such_printer": _("That printer is not in use at this site. Choose another."),
}
