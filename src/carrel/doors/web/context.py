"""The context every full page gets under the name `shell`; each part is looked up only when a template asks."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.parking import queries as parking
from carrel.doors.web.actors import DEVICE_KEY, actor_of
from carrel.doors.web.places import Entry, address, own_pages_for, places_for
from carrel.rooms.schools import queries as schools

THEMES = ("light", "dark")
THEME_COOKIE = "carrel_theme"


class Shell:
    """What stands around every page: who, where, what is parked, which places, which theme."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return actor_of(self.request)

    @cached_property
    def is_signed_in(self) -> bool:
        return self.actor.account_id is not None

    @cached_property
    def place(self) -> str:
        """The folder this page belongs to: the part of its URL name before the dot."""
        match = self.request.resolver_match
        return (match.url_name or "").split(".")[0] if match else ""

    @cached_property
    def places(self) -> tuple[Entry, ...]:
        return places_for(self.actor, current=self.place)

    @cached_property
    def site(self) -> Any:
        return schools.site(self.actor.site_id) if self.actor.site_id else None

    @cached_property
    def sites(self) -> list[Any]:
        """The sites this account may change to; empty when there is nothing to choose."""
        found = list(schools.sites_of(self.actor))
        return found if len(found) > 1 else []

    @cached_property
    def parked_count(self) -> int:
        return parking.parked_count(self.actor, self.request.session.get(DEVICE_KEY, "")) if self.is_signed_in else 0

    @cached_property
    def worker(self) -> str:
        """Who works here: the badge at the desk before the account that is signed in."""
        return self.actor.badge_name or self.actor.name

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def other_theme(self) -> str:
        return "light" if self.theme == "dark" else "dark"

    @cached_property
    def other_languages(self) -> list[tuple[str, str]]:
        """The languages a reader can change to, each by its own name."""
        current = translation.get_language()
        others = [code for code, _ in settings.LANGUAGES if code != current]
        return [(code, translation.get_language_info(code)["name_local"].capitalize()) for code in others]

    @cached_property
    def may_use_desk(self) -> bool:
        return self.actor.may("circulation.check_out") or self.actor.may("circulation.check_in")

    @cached_property
    def search_url(self) -> str:
        return address("catalogue.search")

    @cached_property
    def sign_in_url(self) -> str:
        return address("account_login")

    @cached_property
    def sign_out_url(self) -> str:
        return address("account_logout")

    @cached_property
    def account_entries(self) -> tuple[Entry, ...]:
        """Pages about one's own account, as far as this installation has them."""
        return own_pages_for(self.actor)

    @cached_property
    def printed_at(self) -> Any:
        return timezone.localtime()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for every template rendered with a request."""
    return {"shell": Shell(request)}
