"""What a reader is told about their own loans and holds: not what staff could do, but what they can do now.

The rooms' own phrases speak to staff at the desk ("pass this once with a reason"); whoever reads these is alone.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carrel.cellar.kernel.phrases import Text
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.doors.web.phrases import said_with

OWN: Mapping[str, Text] = {
    "circulation.renewal_limit": gettext_lazy(
        "‹%(title)s› has been renewed as often as it may be. Bring it back when it is due, or ask at the desk."
    ),
    "circulation.renewal_overdue": gettext_lazy(
        "‹%(title)s› was due on %(until)s, and late books are not renewed here. Bring it back, or ask at the desk."
    ),
    "circulation.would_not_extend": gettext_lazy(
        "‹%(title)s› is due as late as it can be already. Nothing was changed. Ask at the desk if you need it longer."
    ),
    "circulation.no_open_day": gettext_lazy(
        "The calendar of %(site)s has no open day, so there is no day to bring it back. Please ask at the desk."
    ),
    "circulation.patron_blocked": gettext_lazy(
        "Something has to be settled before you renew or place holds. Please ask at the desk."
    ),
    "circulation.loan_is_closed": gettext_lazy("‹%(title)s› has come back already. There is nothing to renew."),
    "circulation.patron_left": gettext_lazy("Your name is no longer on the roster. Please ask at the desk."),
    "circulation.patron_expired": gettext_lazy("Your time as a reader is over. Please ask at the desk."),
    "circulation.hold_pickup_closed": gettext_lazy(
        "%(site)s gives nothing out at present. Choose another school to fetch it."
    ),
    "circulation.hold_waits_already": gettext_lazy("You wait for ‹%(title)s› already. Your place is kept."),
    "circulation.hold_has_it": gettext_lazy("You have ‹%(title)s› already. Look at what you have out."),
    "circulation.hold_no_copy": gettext_lazy("There is no copy of ‹%(title)s› to wait for now. Ask at the desk."),
    "circulation.hold_not_lent": gettext_lazy("‹%(title)s› is not lent. You may read it in the library."),
    "circulation.hold_not_allowed": gettext_lazy("‹%(title)s› cannot be kept for anybody. Look for it on the shelf."),
    "circulation.hold_other_school": gettext_lazy(
        "‹%(title)s› is kept only for readers of the school that has it. Ask at your desk."
    ),
    "circulation.hold_copy_is_in": gettext_lazy("A copy of ‹%(title)s› is in. Fetch it from the shelf."),
    "circulation.hold_limit": gettext_lazy("You wait for %(count)s titles, and that is the most. Cancel one first."),
    "circulation.hold_unknown": gettext_lazy("This is not there any more. Nothing was changed."),
    "circulation.hold_is_over": gettext_lazy("Your hold on ‹%(title)s› has ended already. Place a new one."),
    "circulation.hold_has_copy": gettext_lazy("A copy of ‹%(title)s› is kept for you already. Fetch it, or cancel."),
    "circulation.hold_is_reserved": gettext_lazy("‹%(title)s› is reserved for a class. Ask at the desk to change it."),
    "circulation.hold_day_past": gettext_lazy("%(day)s is past. Give a day from today on."),
    "circulation.loan_unknown": gettext_lazy("This is not on your name any more. Look at the list below."),
}


def own_sentence(objection: Objection, title: str = "") -> str:
    """What one objection says to the reader it stands against; one nobody wrote for readers sends them to the desk."""
    phrase = OWN.get(objection.code)
    if phrase is None:
        name = str(objection.facts.get("title") or title)
        return _("‹%(title)s›: this cannot be done here now. Please ask at the desk.") % {"title": name}
    return said_with(phrase, objection)


def own_sentences(refusal: Refused, title: str = "") -> list[str]:
    """Everything that stands, each sentence once, heaviest first; what is only told says nothing here."""
    standing = [each for each in refusal.objections if each.weight is not Weight.TELL]
    return list(dict.fromkeys(own_sentence(each, title) for each in standing))
