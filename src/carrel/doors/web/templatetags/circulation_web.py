"""Long lists of loans, put together in Python: a page of a thousand titles waited for the template engine alone."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from carrel.doors.web.templatetags.carrel_web import in_money, stamp
from carrel.rooms.circulation.queries.standing import OpenLoan

register = template.Library()


@register.simple_tag
def overdue_titles(loans: Iterable[OpenLoan], *, linked: bool, currency: str) -> SafeString:
    """A reader's late titles, a line each: title, due stamp, what it costs (with a `currency`), what else is known."""
    before, after = reverse("circulation.loan", args=[0]).split("0")
    link = '<a href="{}{}{}">{}</a>'
    back, long = f", {_('said to be back')}", f", {_('long overdue')}"
    lines = []
    for loan in loans:
        title = format_html(link, before, loan.loan_id, after, loan.title) if linked else loan.title
        costs = f", {in_money(loan.fine_minor, currency)}" if currency and loan.fine_minor else ""
        also = back if loan.claimed_on else long if loan.is_long_overdue else ""
        lines.append(format_html("<br><small>{}, {}{}{}</small>", title, stamp(loan.due_on), costs, also))
    return SafeString("".join(lines))
