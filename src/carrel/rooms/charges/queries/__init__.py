"""Questions about what is owed."""

from carrel.rooms.charges.queries.charges import (
    ChargeShown,
    LineShown,
    OwedThing,
    charge_held,
    charged_for_loan,
    charged_line,
    charges_brought,
    charges_in_sight,
    charges_of,
    charges_of_loan_held,
    charges_owed,
    found_line,
    is_in_sight,
    keys_known,
    last_line,
    last_raising_line,
    open_of_loan,
    owed_by,
    owed_by_each,
    owed_in_all,
    owed_things,
    settled_and_named,
)
from carrel.rooms.charges.queries.credits import (
    PaidFor,
    credit_held,
    credits_in_sight,
    kept_too_long,
    open_credits_of_charges,
    owed_back,
    paid_for,
    violations,
)

__all__ = [
    "ChargeShown", "LineShown", "OwedThing", "PaidFor", "charge_held", "charged_for_loan", "charged_line",
    "charges_brought", "charges_in_sight", "charges_of", "charges_of_loan_held", "charges_owed", "credit_held",
    "credits_in_sight", "found_line", "is_in_sight", "kept_too_long", "keys_known", "last_line", "last_raising_line",
    "open_credits_of_charges", "open_of_loan", "owed_back", "owed_by", "owed_by_each", "owed_in_all", "owed_things",
    "paid_for", "settled_and_named", "violations",
]  # fmt: skip
