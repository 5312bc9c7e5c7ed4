"""The words for kinds of charges and for the lines of their history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KIND_WORDS: Mapping[str, str | Promise] = {
    "overdue": pgettext_lazy("charge", "Late"),
    "lost": pgettext_lazy("charge", "Lost"),
    "processing": pgettext_lazy("charge", "Processing"),
    "damaged": pgettext_lazy("charge", "Damaged"),
    "fee": pgettext_lazy("charge", "Fee"),
    "sale": pgettext_lazy("charge", "Sale"),
    "other": pgettext_lazy("charge", "Other"),
}

LINE_WORDS: Mapping[str, str | Promise] = {
    "charged": pgettext_lazy("line of a charge", "Charged"),
    "settled_before": pgettext_lazy("line of a charge", "Settled before it came here"),
    "reversed": pgettext_lazy("line of a charge", "Reversed"),
    "reinstated": pgettext_lazy("line of a charge", "Reinstated"),
    "paid": pgettext_lazy("line of a charge", "Paid"),
    "worked": pgettext_lazy("line of a charge", "Worked off"),
    "paid_back": pgettext_lazy("line of a charge", "Payment taken back"),
    "waived": pgettext_lazy("line of a charge", "Waived"),
    "found": pgettext_lazy("line of a charge", "Found, taken off"),
}

CREDIT_WORDS: Mapping[str, str | Promise] = {
    "made": pgettext_lazy("line of a credit", "Owed back"),
    "used": pgettext_lazy("line of a credit", "Set against a charge"),
    "paid_out": pgettext_lazy("line of a credit", "Paid out"),
    "reversed": pgettext_lazy("line of a credit", "Reversed"),
    "back": pgettext_lazy("line of a credit", "Put back"),
}
