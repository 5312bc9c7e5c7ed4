"""The sentences of what is owed, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "charges.unknown": _("This charge is no longer there, or it belongs to another school."),
    "charges.nothing_left": _("Nothing is left of this charge. There is nothing to reverse."),
    "charges.reason_missing": _("Say why the charge is reversed. The reason stays with it."),
    "charges.amount_missing": _("Say how much it is: more than nothing."),
    "charges.text_missing": _("Say what it is for, in words the family understands."),
    "charges.person_unknown": _("This person does not belong to your school. Look at the card again."),
    "charges.refund_above_paid": _("No more can be given back than was paid for it and not given back yet."),
    "charges.credit_used": _("Part of this credit was used or paid out. Take that back first."),
    "charges.nothing_found": _("Nothing was given back for this loan. There is nothing to take back."),
    "charges.not_reversed": _("This charge is not reversed. There is nothing to reinstate."),
    "charges.no_site": _("Choose first at which school you work; the money goes into its drawer."),
    "charges.nothing_to_pay": _(
        "Nothing is left to pay of this: it is settled or reversed. Look at the account again."
    ),
    "charges.beyond_left": _("That is more than is left. Take no more than what is owed."),
    "charges.too_little_tendered": _("Less was laid down than is to be paid. Lower the amount, or ask for the rest."),
    "charges.reference_missing": _("Write down the number of the check or of the card slip."),
    "charges.receipt_unknown": _("This receipt is not there, or it belongs to another school."),
    "charges.payment_reversed": _("This receipt was taken back already. Nothing has changed."),
    "charges.is_a_reversal": _("This receipt takes another one back. Take the payment again instead."),
    "charges.payment_refunded": _("What was paid here was given back as a credit since. Take the credit back first."),
    "charges.nothing_to_waive": _("Nothing is left of this charge. There is nothing to waive."),
    "charges.waiver_above_limit": _("So much is waived by a librarian or a manager. Ask for approval."),
    "charges.waiver_asked_already": _("A waiver of this charge waits for approval already."),
    "charges.waiver_unknown": _("This waiver does not wait any more, or it is another school’s."),
    "charges.nothing_to_pay_out": _("Nothing is left of this credit. There is nothing to pay out."),
    "charges.work_is_no_wage": _(
        "This credit came of work in lieu. Set it against another charge; it is not paid out."
    ),
    "charges.work_unsaid": _("Say what was done, when, for how long (up to ten hours a day), and who was there."),
    "charges.work_there": _("There is an agreement on work already. Enter the hours under it."),
    "charges.agreement_unknown": _("This agreement is over, or it belongs to another school."),
    "charges.agreed_with_missing": _("Write down with whom of the family it was agreed."),
    "charges.no_work_for_this": _("What is owed here cannot be worked off."),
    "charges.plan_parts": _("Give each part an amount and a day: one part at least, %(most)s at most."),
    "charges.plan_sum": _("The parts do not come to what is owed. Change one of them."),
    "charges.plan_is_there": _("There is a payment plan already. End it first."),
    "charges.plan_unknown": _("This plan is over, or it belongs to another school."),
    "charges.nothing_sold": _("Choose at least one thing to sell."),
    "charges.cash_day_open": _("The drawer of this desk is open already. Close it first."),
    "charges.cash_day_unknown": _("This drawer is not there, or it belongs to another school."),
    "charges.cash_day_closed": _("This drawer is closed already."),
    "charges.cash_day_not_closed": _("This drawer is open. There is nothing to open again."),
    "charges.cash_day_note_missing": _(
        "The count differs from what should be there. Say in a word what you know of it."
    ),
    "charges.nothing_to_invoice": _("Nothing is owed here that could be billed."),
    "charges.invoice_unknown": _("This invoice is withdrawn, or it belongs to another school."),
    "charges.protected_already": _("This person is under protection already."),
    "charges.not_protected": _("This person is not under protection."),
    "charges.photo_unknown": _("This picture is not there any more, or it belongs to another school."),
    "charges.photos_enough": _("There are %(most)s pictures on this charge. Take one off first."),
    "charges.law_unknown": _("There is no law profile of this name. Choose one of those on the page."),
    "charges.law_of_others": _("The law of the whole district, or of another school, is not yours to choose."),
    "charges.law_holds": _("This is the law profile already. Nothing has changed."),
    "charges.law_forbids_block": _(
        "The law here forbids to stop lending because of a debt. %(statute)s Leave a warning, or talk with the family."
    ),
    "charges.debt_blocks": _("Something is owed, and the district stops lending for it. %(statute)s"),
    "charges.debt_warns": _("Something is owed. It never stops lending. %(statute)s"),
}
