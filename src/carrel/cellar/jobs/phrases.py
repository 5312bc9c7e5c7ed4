"""What the jobs say to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "jobs.is_over": _("‹%(title)s› is over already. Nothing is left to stop."),
    "jobs.is_done": _("‹%(title)s› is done. Start a new one to do it again."),
    "jobs.is_under_way": _("‹%(title)s› is under way. Leave it to go on, or stop it first."),
    "jobs.other_hands": _("‹%(title)s› was started by someone at another site. Ask them."),
}
