"""Sending an item to another site by hand: what stands against it, and how long it stays there."""

from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight


@dataclass(frozen=True, slots=True)
class SentFacts:
    """The last word of staff on where an item is to be: the site it was sent to by hand."""

    site_id: int
    site: str
    here: bool
    for_a_time: bool = False
    """Whether that school has it until it is called back, through every loan."""


@dataclass(frozen=True, slots=True)
class SendFacts:
    """An item somebody wants to send; `goal` names the site it is to go to."""

    title: str
    state: str
    goal: str
    goal_is_open: bool
    is_goal_here: bool
    """Whether it would go to the very site it is sent from."""
    is_at_goal: bool
    """Whether it stands there already, by what is stored."""


_STATES = {
    "on_loan": "circulation.send_on_loan",
    "on_hold": "circulation.send_held",
    "in_transit": "circulation.send_on_its_way",
    "withdrawn": "circulation.send_withdrawn",
    "in_repair": "circulation.send_in_repair",
    "lost": "circulation.send_not_found",
    "missing": "circulation.send_not_found",
}


def send_objections(facts: SendFacts) -> tuple[Objection, ...]:
    """All that stands against sending it. Nothing here is passed: each says what to do first."""
    base: dict[str, object] = {"title": facts.title, "site": facts.goal}
    found = []
    if facts.state in _STATES:
        found.append(Objection(_STATES[facts.state], Weight.REFUSE, base, Source("fact", "", "item")))
    if not facts.goal_is_open:
        found.append(Objection("circulation.send_site_closed", Weight.REFUSE, base, Source("fact", "", "site")))
    elif facts.is_goal_here:
        found.append(Objection("circulation.send_to_here", Weight.REFUSE, base, Source("fact", facts.goal, "site")))
    elif facts.is_at_goal and facts.state == "available":
        found.append(Objection("circulation.send_is_there", Weight.REFUSE, base, Source("fact", facts.goal, "site")))
    return tuple(found)


def send_unknown() -> Objection:
    """No item has this number, or no site was chosen, or who sends it works at none."""
    return Objection("circulation.send_unknown", Weight.REFUSE, {}, Source("fact", "", "item"))
