"""The tabs over the pages about money."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor


def tabs_for(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages this actor may open, `current` marked."""
    pages = (
        ("money", _("Money desk"), "charges.take_payment"),
        ("owed", _("What is owed"), "charges.view_charges"),
        ("receipts", _("Receipts"), "charges.view_charges"),
        ("drawers", _("Drawers"), "charges.open_cash_day"),
        ("plans", _("Payment plans"), "charges.view_charges"),
        ("waivers", _("Waivers"), "charges.view_charges"),
        ("law", _("Law and lists"), "charges.view_charges"),
    )
    return [
        {"url": reverse(f"charges.{code}"), "word": word, "count": None, "current": code == current}
        for code, word, permission in pages
        if actor.may(permission)
    ]
