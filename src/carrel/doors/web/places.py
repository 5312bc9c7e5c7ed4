"""The places of the house as the menu lists them, eleven at most.

A place is offered to whoever holds one of its permissions; with none stated, to everybody who is signed in.
A place without an address in this installation is left out, so that a house without that door has no dead link.
"""

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
    Place("history", _("What is kept of you"), "mine.history"),
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
    entries = []
    at_work = any(actor.may(code) for code in AT_WORK)
    for place in PLACES if at_work else (OWN_PAGES[0], *PLACES):
        if place.permissions and not any(actor.may(code) for code in place.permissions):
            continue
        url = address(place.url_name)
        if url:
            entries.append(Entry(place.code, place.word, url, current in (place.code, *place.holds)))
    return tuple(entries)


def entries_for(pages: tuple[Place, ...]) -> tuple[Entry, ...]:
    """The pages of a list that this installation has."""
    found = ((page, address(page.url_name)) for page in pages)
    return tuple(Entry(page.code, page.word, url, is_current=False) for page, url in found if url)


def address(url_name: str) -> str:
    """The address of a page without arguments, or an empty string where this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
