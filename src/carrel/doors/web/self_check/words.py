"""What a reader alone with a machine is told: a child of seven understands it, and it names nobody else."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.doors.web.phrases import said_with
from carrel.rooms.circulation.phrases import PHRASES

TO_THE_DESK: Text = _("Please take it to the desk.")
GO_TO_THE_DESK: Text = _("Please go to the desk. They help you there.")

WORDS: Mapping[str, Text] = {
    "circulation.over_limit": _("You have %(count)s things already, and that is the most. Bring one back first."),
    "circulation.over_type_limit": _("You have %(count)s of this kind already, and that is the most."),
    "circulation.too_many_overdue": _("You have %(count)s late. Bring them back first, or ask at the desk."),
    "circulation.patron_blocked": GO_TO_THE_DESK,
    "circulation.patron_left": GO_TO_THE_DESK,
    "circulation.patron_expired": GO_TO_THE_DESK,
    "circulation.card_lost": GO_TO_THE_DESK,
    "circulation.card_expired": GO_TO_THE_DESK,
    "circulation.patron_of_another_school": _("This card belongs to another school. Please go to the desk."),
    "circulation.not_loanable": _("This one stays here. You may read it in the library."),
    "circulation.item_unknown": _("We do not know this number. Please take it to the desk."),
    "circulation.renewal_limit": _("You have had it as long as you may. Please bring it back in time."),
    "circulation.renewal_overdue": _("It is late, so it cannot be renewed here. Please take it to the desk."),
    "circulation.would_not_extend": _("You have it as long as you may already. Nothing was changed."),
    "circulation.loan_unknown": _("You do not have this one. Please take it to the desk."),
    "circulation.undo_not_own": _("That was a while ago. Please take it to the desk."),
}
# Other codes of circulation that are written for readers already.
_WRITTEN_FOR_READERS = "circulation.self_check_"


def child_words(refusal: Refused) -> str:
    """One sentence for a refusal: of its heaviest objection that has words of its own, else "take it to the desk"."""
    known = [each for each in refusal.objections if each.code in WORDS or each.code.startswith(_WRITTEN_FOR_READERS)]
    return _say(known[0]) if known else str(TO_THE_DESK)


def _say(objection: Objection) -> str:
    phrase = WORDS.get(objection.code) or PHRASES[objection.code]
    return said_with(phrase, objection)
