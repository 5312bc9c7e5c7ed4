"""The tabs over one person's pages."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor

if TYPE_CHECKING:
    from carrel.rooms.people.models import Person


def person_tabs(actor: Actor, person: "Person", current: str) -> list[dict[str, Any]]:
    """The pages about this person that the actor may open, `current` marked."""
    pages = (
        ("people", "person", _("Loans and record"), "people.view_person"),
        ("holds", "of_person", _("Holds"), "circulation.view_holds"),
        ("recovery", "student", _("Notices"), "recovery.view_standing"),
        ("people", "cards", _("Cards"), "people.assign_card"),
        ("people", "privacy", _("What is kept"), "circulation.sever_loans_of_patron"),
        ("people", "access_log", _("Who looked"), "people.view_access_log"),
    )
    return [
        {
            "url": reverse(f"{place}.{page}", args=[person.pk]),
            "word": word,
            "count": None,
            "current": page == current,
        }
        for place, page, word, permission in pages
        if actor.may(permission)
    ]
