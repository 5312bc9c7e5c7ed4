"""The tabs over the pages about loans, and keys for their forms."""

import secrets
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor


def tabs_for(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages this actor may open, `current` marked; a single one needs no tabs."""
    pages = (
        ("circulation", "overdues", _("Overdues"), "circulation.view_overdues"),
        ("circulation", "claims", _("Search the shelves"), "circulation.view_claims"),
        ("recovery", "standing", _("Notices"), "recovery.view_standing"),
        ("batches", "batches", _("Many at once"), "circulation.start_batch"),
        ("holds", "shelf", _("Holds"), "circulation.view_holds"),
        ("charges", "owed", _("What is owed"), "charges.view_charges"),
        ("circulation", "policies", _("Policies"), "circulation.view_policies"),
        ("circulation", "hard_due_dates", _("Hard due dates"), "circulation.view_policies"),
        ("circulation", "policy_versions", _("Versions"), "circulation.view_policies"),
        ("circulation", "what_if", _("What if"), "circulation.explain"),
    )
    found = [
        {"url": reverse(f"{place}.{page}"), "word": word, "count": None, "current": page == current}
        for place, page, word, permission in pages
        if actor.may(permission)
    ]
    return found if len(found) > 1 else []


def new_key() -> str:
    """A key for one form: sent twice, it is done once."""
    return secrets.token_urlsafe(16)
