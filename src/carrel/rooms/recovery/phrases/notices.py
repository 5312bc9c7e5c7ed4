"""The texts of notices to families, by name. English and Spanish come from the translations of the program; every other
language is a file beside this one, or in the folder of notices of an installation (docs/rules/notices.md)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_NOTICE = "notice to a family"

NOTICE_TEXTS: Mapping[str, str | Promise] = {
    "dear": pgettext_lazy(_NOTICE, "Dear family of %(names)s,"),
    "reminder_subject": pgettext_lazy(_NOTICE, "Due soon at the school library"),
    "reminder": pgettext_lazy(
        _NOTICE, "The items below are due soon. Please bring them back by the day beside each, or renew them."
    ),
    "notice_subject": pgettext_lazy(_NOTICE, "Overdue at the school library"),
    "notice": pgettext_lazy(
        _NOTICE, "The items below are overdue. Please bring them to the library, or renew them there."
    ),
    "again": pgettext_lazy(_NOTICE, "We have asked for them before."),
    "letter_subject": pgettext_lazy(_NOTICE, "Still missing from the school library"),
    "letter": pgettext_lazy(
        _NOTICE,
        "Our notices have brought no answer: the items below are still missing. Please help %(names)s to look for "
        "them at home, in the bag and in the locker. If they cannot be found, talk with us: there are other ways "
        "than money.",
    ),
    "bill_subject": pgettext_lazy(_NOTICE, "What is missing and what is owed"),
    "bill": pgettext_lazy(
        _NOTICE,
        "Below is everything that is still missing and everything that is owed. What comes back need not be paid for. "
        "If paying is difficult, talk with us: a plan or work instead of money can be agreed on.",
    ),
    "count": pgettext_lazy(_NOTICE, "Number of items: %(items)s"),
    "title": pgettext_lazy(_NOTICE, "Item"),
    "due": pgettext_lazy(_NOTICE, "Due"),
    "days_late": pgettext_lazy(_NOTICE, "Days late"),
    "owed": pgettext_lazy(_NOTICE, "Owed: %(amount)s"),
    "thanks": pgettext_lazy(_NOTICE, "If they have come back meanwhile: thank you, and nothing more is needed."),
    "wrong": pgettext_lazy(_NOTICE, "If you think this is not right, tell us. We will look on the shelves again."),
    "from": pgettext_lazy(_NOTICE, "The library of %(site)s"),
    "sms": pgettext_lazy(
        _NOTICE, "Library of %(site)s: %(items)s overdue for %(names)s. Please bring them back, or call the library."
    ),
    "script": pgettext_lazy(
        _NOTICE,
        "Good day, this is the library of %(site)s. I am calling about %(names)s. %(items)s of our items are long "
        "overdue. May I ask you to help look for them? When could they come back?",
    ),
}
