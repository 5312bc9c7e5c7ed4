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

RECEIPT_WORDS: Mapping[str, str | Promise] = {
    "payment": pgettext_lazy("receipt", "Payment"),
    "sale": pgettext_lazy("receipt", "Sale"),
    "payout": pgettext_lazy("receipt", "Paid out"),
    "reversal": pgettext_lazy("receipt", "Taken back"),
}

MEANS_WORDS: Mapping[str, str | Promise] = {
    "cash": pgettext_lazy("means of payment", "Cash"),
    "cheque": pgettext_lazy("means of payment", "Check"),
    "card": pgettext_lazy("means of payment", "Card"),
    "work": pgettext_lazy("means of payment", "Work in lieu"),
    "credit": pgettext_lazy("means of payment", "Credit"),
}

PLAN_WORDS: Mapping[str, str | Promise] = {
    "kept": pgettext_lazy("payment plan", "Kept"),
    "late": pgettext_lazy("payment plan", "Late"),
    "done": pgettext_lazy("payment plan", "Done"),
    "ended": pgettext_lazy("payment plan", "Ended"),
}

OWES_WORDS: Mapping[str, str | Promise] = {
    "guardian": pgettext_lazy("who owes", "The parent or guardian owes it, not the student."),
    "patron": pgettext_lazy("who owes", "The reader owes it."),
}

LAW_DOES: Mapping[str, str | Promise] = {
    "block": pgettext_lazy("what a debt does", "asks before lending"),
    "warn": pgettext_lazy("what a debt does", "is said, lending goes on"),
    "nothing": pgettext_lazy("what a debt does", "nothing"),
}

LAW_NAMES: Mapping[str, str | Promise] = {
    "us-ca": pgettext_lazy("law profile", "California (Education Code 48904 and 49014)"),
    "neutral": pgettext_lazy("law profile", "No state in particular"),
}
