"""What the jobs say to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "jobs.is_over": _("‹%(title)s› is over already. Nothing is left to stop."),
    "jobs.is_done": _("‹%(title)s› is done. Start a new one to do it again."),
    "jobs.is_under_way": _("‹%(title)s› is under way. Leave it to go on, or stop it first."),
    "jobs.no_room": _(
        "The disk has %(free)s MB left, and %(least)s MB are kept for the desk. Make room, then let it go on."
    ),
    "jobs.broke_off": _(
        "It could not go on: %(what)s. Let it go on once; if that does not help, show this to whoever keeps Carrel."
    ),
    "jobs.other_hands": _("‹%(title)s› was started by someone at another site. Ask them."),
}
