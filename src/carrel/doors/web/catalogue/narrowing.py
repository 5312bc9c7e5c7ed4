"""The facets beside a list of results: what each value is called, how many there are, where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from carrel.rooms.catalogue.phrases import AUDIENCE_GROUPS, FORMAT_WORDS, LANGUAGE_WORDS
from carrel.rooms.catalogue.queries import FACETS, Found, Narrow
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.kernel.phrases import Text
    from carrel.rooms.schools.models import Site

MOST_VALUES = 12
NARROWING = ("where", *FACETS)
LEVELS = ("lexile", "ar", "guided")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet: its word, how many, where it leads, and whether it is chosen now."""

    word: Text
    count: int | None
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its choices; the first ones and those in use are open."""

    name: str
    head: str
    choices: list[Choice]
    is_open: bool


def narrow_of(asked: QueryDict) -> Narrow:
    """What the address narrows to."""
    return Narrow(**{name: asked.get(name, "")[:300] for name in NARROWING})


def facets_of(asked: QueryDict, found: Found, narrow: Narrow, site: Site | None) -> list[Facet]:
    """The facets with more than one choice, in the order people ask for them."""
    facets = [Facet("where", _("Where"), _places(asked, found, narrow, site), is_open=True)] if site else []
    for name, head, word in _named(found, site):
        chosen = _chosen(narrow, name)
        values = found.facets.get(name, ())
        if name == "place":
            # Places of other schools tell a reader nothing.
            values = [(value, number) for value, number in values if word(value) != value]
        shown = values if name in LEVELS else values[:MOST_VALUES]
        address = _changing(asked, name)
        choices = [Choice(word(value), count, address(value), value == chosen) for value, count in shown]
        if chosen:
            choices.insert(0, Choice(_("Any"), None, address(""), is_chosen=False))
        if len(choices) > 1:
            facets.append(Facet(name, head, choices, is_open=bool(chosen) or name in ("kind", "audience")))
    return facets


def _chosen(narrow: Narrow, name: str) -> str:
    chosen: str = getattr(narrow, name)
    return chosen.replace("_", "")


def _named(found: Found, site: Site | None) -> list[tuple[str, str, Callable[[str], Text]]]:
    """Each facet with its head and what its values are called."""
    kinds: dict[str, Text] = {code.replace("_", ""): word for code, word in FORMAT_WORDS.items()}
    kinds |= {"fiction": _("Fiction"), "nonfiction": _("Non-fiction")}
    places = _by_text(schools.place_names(site.pk)) if site and found.facets.get("place") else {}
    sites = _by_text(schools.site_names()) if len(found.facets.get("site", ())) > 1 else {}
    return [
        ("kind", _("Kind"), _words(kinds)),
        ("audience", _("Readers"), _words(AUDIENCE_GROUPS)),
        ("lexile", _("Lexile"), _lexile),
        ("ar", _("Accelerated Reader"), lambda value: f"{value}.0–{value}.9"),
        ("guided", _("Guided reading"), str.upper),
        ("subject", _("Topic"), _words(found.topics)),
        ("language", _("Language"), _words(LANGUAGE_WORDS)),
        ("place", _("Place"), _words(places)),
        ("site", _("School"), _words(sites)),
    ]


def _by_text(names: Mapping[int, str]) -> dict[str, Text]:
    return {str(pk): name for pk, name in names.items()}


def _words(words: Mapping[str, Text]) -> Callable[[str], Text]:
    return lambda value: words.get(value, value)


def _lexile(value: str) -> str:
    return f"{value}L–{int(value) + 99}L" if value.isdigit() else _("BR, below 0")


def _places(asked: QueryDict, found: Found, narrow: Narrow, site: Site) -> list[Choice]:
    counted = dict(found.facets.get("where", ()))
    called = (
        ("", _("Whole district")),
        ("here", _("%(site)s, all") % {"site": site.called}),
        ("in", _("%(site)s, in now") % {"site": site.called}),
    )
    address = _changing(asked, "where")
    return [Choice(word, counted.get(value), address(value), narrow.where == value) for value, word in called]


def narrowed(asked: QueryDict, name: str, value: str) -> str:
    """The address of the same search with one thing changed, back on its first page."""
    return _changing(asked, name)(value)


def _changing(asked: QueryDict, name: str) -> Callable[[str], str]:
    """The addresses of the same search with other values of one thing; what stays is written once for all of them."""
    kept = urlencode([(key, each) for key in asked if key not in ("page", name) for each in asked.getlist(key)])

    def address(value: str) -> str:
        changed = f"{name}={quote_plus(value)}" if value else ""
        return "?" + "&".join(filter(None, (kept, changed)))

    return address
