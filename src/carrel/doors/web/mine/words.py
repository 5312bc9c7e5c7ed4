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
    "circulation.patron_blocked": gettext_lazy(
        "Something has to be settled before you renew or place holds. Please ask at the desk."
    ),
    "circulation.loan_is_closed": gettext_lazy("‹%(title)s› has come back already. There is nothing to renew."),
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
