"""What the charges say to people, by code, and the words for kinds and lines."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND_WORDS: Mapping[str, str | Promise] = {
    "overdue": pgettext_lazy("charge", "Late"),
    "lost": pgettext_lazy("charge", "Lost"),
    "damaged": pgettext_lazy("charge", "Damaged"),
    "fee": pgettext_lazy("charge", "Fee"),
    "other": pgettext_lazy("charge", "Other"),
}

LINE_WORDS: Mapping[str, str | Promise] = {
    "charged": pgettext_lazy("line of a charge", "Charged"),
    "settled_before": pgettext_lazy("line of a charge", "Settled before it came here"),
    "reversed": pgettext_lazy("line of a charge", "Reversed"),
    "reinstated": pgettext_lazy("line of a charge", "Reinstated"),
}

PHRASES: Mapping[str, str | Promise] = {
    "charges.unknown": _("This charge is no longer there, or it belongs to another school."),
    "charges.nothing_left": _("Nothing is left of this charge. There is nothing to reverse."),
    "charges.reason_missing": _("Say why the charge is reversed. The reason stays with it."),
    "charges.not_reversed": _("This charge is not reversed. There is nothing to reinstate."),
}
