"""The texts of notices to families, by name. English and Spanish come from the translations of the program; every other
language is a file beside this one, or in the folder of notices of an installation (docs/rules/notices.md)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICE_TEXTS: Mapping[str, str | Promise] = {
    "dear": _("Dear family of %(names)s,"),
    "reminder_subject": _("Due soon at the school library"),
    "reminder": _("The items below are due soon. Please bring them back by the day beside each, or renew them."),
    "notice_subject": _("Overdue at the school library"),
    "notice": _("The items below are overdue. Please bring them to the library, or renew them there."),
    "again": _("We have asked for them before."),
    "letter_subject": _("Still missing from the school library"),
    "letter": _(
        "Our notices have brought no answer: the items below are still missing. Please help %(names)s to look for "
        "them at home, in the bag and in the locker. If they cannot be found, talk with us: there are other ways "
        "than money.",
    ),
    "bill_subject": _("What is missing and what is owed"),
    "bill": _(
        "Below is everything that is still missing and everything that is owed. What comes back need not be paid for. "
        "If paying is difficult, talk with us: a plan or work instead of money can be agreed on.",
    ),
    "count": _("Number of items: %(items)s"),
    "title": _("Item"),
    "due": _("Due"),
    "days_late": _("Days late"),
    "amount": _("Amount"),
    "not_charged": _("Still out, and not charged so far:"),
    "owed": _("Owed: %(amount)s"),
    "also": _("Also borrowed, and not due yet:"),
    "thanks": _("If they have come back meanwhile: thank you, and nothing more is needed."),
    "wrong": _("If you think this is not right, tell us. We will look on the shelves again."),
    "from": _("The library of %(site)s"),
    "sms": _("Library of %(site)s: %(items)s overdue for %(names)s. Please bring them back, or call the library."),
    "script": _(
        "Good day, this is the library of %(site)s. I am calling about %(names)s. Items long "
        "overdue: %(items)s. May I ask you to help look for what is missing? When could it come back?",
    ),
}
