"""The tabs over the pages about holds."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor


def tabs_for(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages this actor may open, `current` marked."""
    pages = (
        ("shelf", _("Hold shelf"), "circulation.view_holds"),
        ("pull_list", _("Pull list"), "circulation.view_holds"),
        ("reservations", _("Reservations"), "circulation.view_holds"),
    )
    return [
        {"url": reverse(f"holds.{code}"), "word": word, "count": None, "current": code == current}
        for code, word, permission in pages
        if actor.may(permission)
    ]
