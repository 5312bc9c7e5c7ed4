"""The places of the house as the menu lists them, eleven at most.

A place is offered to whoever holds one of its permissions; with none stated, to everybody who is signed in.
A place without an address in this installation is left out, so that a house without that door has no dead link.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu: its folder, its word, its first page, who may see it, and what else is found there."""

    code: str
    word: str | Promise
    url_name: str
    permissions: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    """Folders without an entry of their own that are reached from this one."""


AT_WORK = ("circulation.check_out", "circulation.check_in")
"""Who lends or takes back works here; everybody else is a reader, and begins with what is their own."""

PLACES: tuple[Place, ...] = (
    Place("today", _("Today"), "today.today", AT_WORK),
    Place("desk", _("Desk"), "desk.desk", AT_WORK, ("batches",)),
    Place("catalogue", _("Catalogue"), "catalogue.search"),
    Place("people", _("People"), "people.find", ("people.find_person",)),
    Place(
        "items",
        _("Items"),
        "items.items",
        ("inventory.view_items",),
        (
            "inventory",
            "receiving",
            "intake",
            "labels",
            "media",
            "software",
            "supplies",
            "kits",
            "care",
            "transits",
            "moving",
            "stocktake",
            "weeding",
        ),
    ),
    Place("holds", _("Holds"), "holds.shelf", ("circulation.view_holds",)),
    Place(
        "circulation",
        _("Overdues"),
        "circulation.overdues",
        ("circulation.view_overdues",),
        ("charges", "recovery", "post"),
    ),
    Place("rosters", _("Rosters"), "rosters.imports", ("rosters.view_imports",)),
    Place("imports", _("Import"), "imports.imports", ("intake.view_imports",), ("registers",)),
    Place("reports", _("Figures"), "reports.figures", ("reports.view_figures",)),
    Place("schools", _("School"), "schools.overview", ("schools.view_settings",), ("plans", "papers", "self_check")),
)

OWN_PAGES: tuple[Place, ...] = (
    Place("mine", _("My account"), "mine.mine"),
    Place("account", _("Password and roles"), "account.account"),
    Place("history", _("What is kept of you"), "mine.history", ("circulation.keep_history",)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one reader sees it: word, address, and whether the page stands in it."""

    code: str
    word: str | Promise
    url: str
    is_current: bool


def places_for(actor: Actor, *, current: str = "") -> tuple[Entry, ...]:
    """The places this actor is offered, in the order of the day's work; `current` is the folder of the page."""
    at_work = any(actor.may(code) for code in AT_WORK)
    return _entries(actor, PLACES if at_work else (OWN_PAGES[0], *PLACES), current)


def own_pages_for(actor: Actor) -> tuple[Entry, ...]:
    """The pages about the actor that they may open."""
    return _entries(actor, OWN_PAGES)


def _entries(actor: Actor, places: Iterable[Place], current: str = "") -> tuple[Entry, ...]:
    """Those of these places that the actor may open and this installation has."""
    offered = (each for each in places if not each.permissions or any(actor.may(code) for code in each.permissions))
    found = ((each, address(each.url_name)) for each in offered)
    return tuple(Entry(each.code, each.word, url, current in (each.code, *each.holds)) for each, url in found if url)


def address(url_name: str) -> str:
    """The address of a page without arguments, or an empty string where this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
