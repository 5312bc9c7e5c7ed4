"""The verbs of what is owed. Money is reversed, never deleted."""

from carrel.rooms.charges.actions.charges import (
    KEPT_AFTER_SETTLING,
    bring_charges,
    forget_settled_things,
    move_charges,
    reinstate_charge,
    reverse_brought_charges,
    reverse_charge,
)
from carrel.rooms.charges.actions.finding import (
    FoundMoney,
    refund_charge,
    refund_found,
    reverse_credit,
    take_back_found,
)
from carrel.rooms.charges.actions.making import charge, charge_by_hand

__all__ = [
    "KEPT_AFTER_SETTLING", "FoundMoney", "bring_charges", "charge", "charge_by_hand", "forget_settled_things",
    "move_charges", "refund_charge", "refund_found", "reinstate_charge", "reverse_brought_charges", "reverse_charge",
    "reverse_credit", "take_back_found",
]  # fmt: skip
