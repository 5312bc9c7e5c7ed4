"""The tabs over the pages about media."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor


def tabs_for(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages this actor may open, `current` marked."""
    pages = (
        ("recordings", _("Off-air recordings"), "media.view_media"),
        ("erase_list", _("Erase list"), "media.erase_recording"),
        ("rights", _("Rights"), "media.view_media"),
        ("copies", _("Copies made"), "media.view_media"),
    )
    return [
        {"url": reverse(f"media.{code}"), "word": word, "count": None, "current": code == current}
        for code, word, permission in pages
        if actor.may(permission)
    ]
