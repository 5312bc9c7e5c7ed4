"""The verbs of what is owed. Money is reversed, never deleted."""

from carrel.rooms.charges.actions.agreeing import (
    Worked,
    agree_work,
    end_plan,
    end_work,
    enter_work,
    make_plan,
)
from carrel.rooms.charges.actions.billing import (
    end_protection,
    make_invoice,
    protect_person,
    withdraw_invoice,
)
from carrel.rooms.charges.actions.charges import (
    bring_charges,
    forget_settled_things,
    move_charges,
    reinstate_charge,
    reverse_brought_charges,
    reverse_charge,
    reverse_with_waiver,
)
from carrel.rooms.charges.actions.drawers import (
    Sold,
    close_cash_day,
    open_cash_day,
    print_receipt,
    reopen_cash_day,
    sell,
)
from carrel.rooms.charges.actions.finding import (
    FoundMoney,
    refund_charge,
    refund_found,
    reverse_credit,
    take_back_found,
)
from carrel.rooms.charges.actions.law import choose_law_profile
from carrel.rooms.charges.actions.making import (
    charge,
    charge_by_hand,
)
from carrel.rooms.charges.actions.paying import (
    Paid,
    Tender,
    pay_out_credit,
    reverse_payment,
    take_payment,
    use_credit,
)
from carrel.rooms.charges.actions.photos import attach_photo, pass_on_photo, put_back_photo, remove_photo
from carrel.rooms.charges.actions.waiving import (
    approve_waiver,
    ask_waiver,
    decline_waiver,
    waive_charge,
)

__all__ = [
    "FoundMoney", "Paid", "Sold", "Tender", "Worked", "agree_work", "approve_waiver", "ask_waiver", "attach_photo",
    "bring_charges", "charge", "charge_by_hand", "choose_law_profile", "close_cash_day", "decline_waiver", "end_plan",
    "end_protection", "end_work", "enter_work", "forget_settled_things", "make_invoice", "make_plan", "move_charges",
    "open_cash_day", "pass_on_photo", "pay_out_credit", "print_receipt", "protect_person", "put_back_photo",
    "refund_charge", "refund_found", "reinstate_charge", "remove_photo", "reopen_cash_day", "reverse_brought_charges",
    "reverse_charge", "reverse_credit", "reverse_payment", "reverse_with_waiver", "sell", "take_back_found",
    "take_payment", "use_credit", "waive_charge", "withdraw_invoice",
]  # fmt: skip
