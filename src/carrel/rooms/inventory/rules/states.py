"""The states of an item and the ways between them that a person may take by hand."""

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

AVAILABLE, ON_LOAN, LOST, MISSING = "available", "on_loan", "lost", "missing"
WITHDRAWN, IN_REPAIR, IN_TRANSIT, ON_HOLD = "withdrawn", "in_repair", "in_transit", "on_hold"
STATES = (AVAILABLE, ON_LOAN, LOST, MISSING, WITHDRAWN, IN_REPAIR, IN_TRANSIT, ON_HOLD)

STATES_SET_BY_HAND = (AVAILABLE, LOST, MISSING, IN_REPAIR, WITHDRAWN)
"""Lending and returning set `on_loan`; sending between sites sets `in_transit`; catching a hold sets `on_hold`."""


def set_item_state_objections(*, title: str, state: str, to_state: str) -> tuple[Objection, ...]:
    """What stands against setting an item in `state` to `to_state` by hand.

    An item on loan is returned at the desk first: the state must always agree with the open loans.
    """
    facts = {"title": title, "state": state, "to_state": to_state}
    if to_state not in STATES_SET_BY_HAND:
        return (Objection("inventory.state_not_by_hand", Weight.REFUSE, facts),)
    if state == ON_LOAN:
        return (Objection("inventory.item_on_loan", Weight.REFUSE, facts, Source("fact", "open loans")),)
    if state == to_state:
        return (Objection("inventory.state_already", Weight.TELL, facts),)
    return ()
