"""The sentences of what is owed, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "charges.unknown": _("This charge is no longer there, or it belongs to another school."),
    "charges.nothing_left": _("Nothing is left of this charge. There is nothing to reverse."),
    "charges.reason_missing": _("Say why the charge is reversed. The reason stays with it."),
    "charges.amount_missing": _("Say how much it is: more than nothing."),
    "charges.text_missing": _("Say what it is for, in words the family understands."),
    "charges.person_unknown": _("This person does not belong to your school. Look at the card again."),
    "charges.refund_above_paid": _("No more can be given back than was paid for it and not given back yet."),
    "charges.credit_used": _("Part of this credit was used or paid out. Take that back first."),
    "charges.nothing_found": _("Nothing was given back for this loan. There is nothing to take back."),
    "charges.not_reversed": _("This charge is not reversed. There is nothing to reinstate."),
}
