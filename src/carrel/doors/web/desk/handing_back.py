"""The card of a return: six outcomes, each with a shape, a word and a sound of its own. Says, decides nothing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carrel.cellar.kernel.verdicts import Objection
from carrel.doors.web.desk import cards
from carrel.doors.web.desk.visit import Card, Line
from carrel.rooms.circulation.actions import Returned


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one outcome looks and sounds; what is `odd` needs a hand afterwards and waits on the second list."""

    state: str
    verdict: str | Promise
    odd: bool = True
    sound: str = ""


HOLD = Outcome("hold", gettext_lazy("Hold shelf"))
STANDS = Outcome("hold", gettext_lazy("Hold shelf"), odd=False, sound="again")
AWAY = Outcome("away", gettext_lazy("Other site"))
ASIDE = Outcome("refused", gettext_lazy("Lay it aside"))
FOUND = Outcome("ask", gettext_lazy("Found again"))
LATE = Outcome("fine", gettext_lazy("Returned late"), odd=False)
ARRIVED = Outcome("done", gettext_lazy("Arrived"), odd=False)
RETURNED = Outcome("done", gettext_lazy("Returned"), odd=False)
WAS_IN = Outcome("done", gettext_lazy("Was in already"), odd=False, sound="again")

IN_REPAIR = "circulation.item_is_in_repair"
# What a return is told, the weightiest first: the first that is there gives the card.
BY_CODE = {
    "circulation.item_is_withdrawn": ASIDE,
    IN_REPAIR: ASIDE,
    "circulation.hold_caught": HOLD,
    "circulation.hold_caught_no_end": HOLD,
    "circulation.hold_arrived": HOLD,
    "circulation.hold_stays": STANDS,
    "circulation.hold_sent": AWAY,
    "circulation.sent_on": AWAY,
    "circulation.belongs_elsewhere": AWAY,
    "circulation.was_found": FOUND,
    "circulation.returned_late": LATE,
    "circulation.arrived_home": ARRIVED,
    "circulation.sent_arrived": ARRIVED,
}
# Not said: the card is the sentence.
UNSAID = "circulation.not_on_loan"


def returned(done: Returned, shelf: str) -> tuple[Card, Line, bool]:
    """Returned: where it goes now. The third value says whether it is odd and waits on the second list."""
    tells = {each.code: each for each in done.tells}
    code = next((each for each in BY_CODE if each in tells), "")
    outcome = BY_CODE[code] if code else WAS_IN if done.loan_id is None else RETURNED
    main = tells.get(code) if outcome is not LATE else None
    others = [each for each in done.tells if each is not main and each.code != UNSAID]
    card = Card(
        state=outcome.state,
        verdict=str(outcome.verdict),
        title=done.title,
        say=cards.told_words([main]) if main is not None else shelf,
        because=cards.told_words(others),
        sound=outcome.sound or outcome.state,
        loan_id=done.loan_id,
        item_id=done.item_id,
        event="return",
    )
    line = cards.line_with(card, word=f"{card.verdict}.", detail=_detail(done, main), act_id=done.act_id)
    return card, line, outcome.odd


def _detail(done: Returned, main: Objection | None) -> str:
    """Where it goes: the other site, or the shelf by its call number."""
    if main is not None and main.code == "circulation.belongs_elsewhere":
        return str(main.facts["home"])
    if main is not None and main.code in ("circulation.hold_sent", "circulation.sent_on"):
        return str(main.facts["site"])
    return done.call_number or ""


def swapped(name: str, title: str) -> tuple[Card, str]:
    """Swapped and taken back: nobody owes anything for a copy they never had."""
    say = _("%(name)s’s loan is closed. The other reader’s loan goes on with the copy they have.") % {"name": name}
    return Card("done", _("Swapped and returned"), title=title, say=say, sound="done", event="return"), _("Swapped.")
