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
        ("person", _("Loans and record"), "people.view_person"),
        ("cards", _("Cards"), "people.assign_card"),
        ("privacy", _("What is kept"), "circulation.sever_loans_of_patron"),
        ("access_log", _("Who looked"), "people.view_access_log"),
    )
    return [
        {"url": reverse(f"people.{code}", args=[person.pk]), "word": word, "count": None, "current": code == current}
        for code, word, permission in pages
        if actor.may(permission)
    ]
