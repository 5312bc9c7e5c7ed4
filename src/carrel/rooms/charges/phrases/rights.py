"""What an invoice tells a family of its rights, by the codes of the law profiles."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RIGHTS: Mapping[str, str | Promise] = {
    "law.us-ca.owes": _(
        "A student does not owe this and is not billed for it. It is asked of the parent or guardian "
        "(California Education Code 49014 and 48904)."
    ),
    "law.us-ca.no_denial": _(
        "Because of this debt no student is refused grades, transcripts, classes, activities or the use of the school "
        "and its library (California Education Code 49014)."
    ),
    "law.us-ca.itemised": _(
        "You have a right to this itemized invoice before anything is asked, and to a receipt for each payment."
    ),
    "law.us-ca.work": _(
        "If you cannot pay, ask the library for voluntary work in lieu of payment, or for a plan with dates. Both are "
        "free to choose (California Education Code 48904)."
    ),
    "law.us-ca.not_sold": _("This debt is not sold and not reported to a credit agency."),
    "law.neutral.questions": _("If something here is not right, or you cannot pay at once, speak with the library."),
}
