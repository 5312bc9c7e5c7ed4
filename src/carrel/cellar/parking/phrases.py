"""What the parking place says to people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "parking.gone": _("This work is not parked any more: it was finished or dropped, perhaps on another device."),
    "parking.nobody": _("Only somebody who is signed in can park work. Sign in first."),
}
