"""Who may look, from which school, and where copies stand: what the catalogue's pages put together of several rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from carrel.doors.web.actors import actor_of
from carrel.rooms.catalogue.queries import Copies
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.circulation.queries.sending import standing_away_from, standing_elsewhere
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.phrases import STATE_WORDS
from carrel.rooms.moving.queries.displays import displays_of_items
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.kernel.phrases import Text
    from carrel.rooms.inventory.queries import Copy
    from carrel.rooms.schools.models import Site

AVAILABLE, ON_LOAN = "available", "on_loan"
_KEPT = "_public_sites"
_SHAPES = {AVAILABLE: "in", ON_LOAN: "out", "in_transit": "away"}


def is_public(request: HttpRequest) -> bool:
    """Whether some school lets anybody search; then the catalogue is open, from that school's point of view."""
    return bool(_public_sites(request))


def site_of(request: HttpRequest) -> Site | None:
    """The school the reader looks from: the one they work at, else the public one they chose, else the only one."""
    actor = actor_of(request)
    if actor.site_id is not None:
        return schools.site(actor.site_id)
    sites = sites_to_choose(request)
    wanted = request.GET.get("at", "")
    chosen = [site for site in sites if site.code == wanted]
    if chosen:
        return chosen[0]
    return sites[0] if len(sites) == 1 else None


def sites_to_choose(request: HttpRequest) -> list[Site]:
    """The schools a reader without a school of their own may look from."""
    actor = actor_of(request)
    if actor.site_id is not None:
        return []
    return list(schools.sites()) if actor.is_district else _public_sites(request)


def _public_sites(request: HttpRequest) -> list[Site]:
    """The schools anybody may search, looked up once for a request."""
    kept: list[Site] | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = list(schools.sites().filter(public_catalogue=True, is_active=True))
        setattr(request, _KEPT, kept)
    return kept


def copies_from(site: Site | None) -> Copies | None:
    """Where copies stand as seen from a school, for the search to sort by."""
    if site is None:
        return None
    return Copies(site.pk, inventory.record_ids_in(site.pk, but=standing_away_from(site.pk)))


@dataclass(frozen=True, slots=True)
class Standing:
    """One copy as a page shows it: its shape and word, and the day it is due back when it is out."""

    copy: Copy
    shape: str
    word: Text
    due_on: date | None
    loan_id: int | None
    display: str = ""
    """The display it is shown on, by name; `due_on` is its last day then."""


@dataclass(frozen=True, slots=True)
class School:
    """How many copies another school has, and how many are in; ``code`` when the reader may look from there."""

    name: str
    code: str
    total: int = 0
    inside: int = 0


@dataclass(slots=True)
class Shelf:
    """All copies of one record, parted into those of the school one looks from and those of others."""

    here: list[Standing] = field(default_factory=list)
    elsewhere: list[School] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.here) + sum(school.total for school in self.elsewhere)

    @property
    def inside(self) -> int:
        return sum(each.copy.state == AVAILABLE for each in self.here)

    @property
    def call_number(self) -> str:
        """The call number the copies here carry."""
        return next((each.copy.call_number for each in self.here if each.copy.call_number), "")

    @property
    def first_back(self) -> date | None:
        """When the first of those that are out is due."""
        return min((each.due_on for each in self.here if each.due_on), default=None)

    @property
    def oddest(self) -> Standing | None:
        """The state to name when none is in and none is out."""
        return self.here[0] if self.here else None

    @property
    def schools_in(self) -> list[School]:
        return [school for school in self.elsewhere if school.inside]


def shelves_of(request: HttpRequest, record_ids: Sequence[int], site: Site | None) -> dict[int, Shelf]:
    """Where the copies of these records stand, in four statements; no reader's name is read."""
    found = _where_they_stand(inventory.copies_of_records(record_ids, actor_of(request)), site)
    out = [copy.item_id for copies in found.values() for copy in copies if copy.state == ON_LOAN]
    due = circulation.due_of_items(out) if out else {}
    shown = displays_of_items(out) if out else {}
    codes = {each.pk: each.code for each in sites_to_choose(request)}
    return {record_id: _shelf(copies, site, due, codes, shown) for record_id, copies in found.items()}


def _where_they_stand(found: dict[int, tuple[Copy, ...]], site: Site | None) -> dict[int, tuple[Copy, ...]]:
    """The copies, those that staff sent to another school as copies of that school: there they are to be had."""
    inside = [copy.item_id for copies in found.values() for copy in copies if copy.state == AVAILABLE]
    at = standing_elsewhere(among=inside) if inside else {}
    if not at:
        return found
    names = schools.site_names()
    here = site.pk if site is not None else None

    def moved(copy: Copy) -> Copy:
        goal = at.get(copy.item_id)
        if goal is None:
            return copy
        return replace(copy, site_id=goal, site_name=names.get(goal, ""), place_name="", is_here=goal == here)

    return {record_id: tuple(moved(copy) for copy in copies) for record_id, copies in found.items()}


def _shelf(
    copies: Iterable[Copy],
    site: Site | None,
    due: dict[int, tuple[int, date]],
    codes: dict[int, str],
    shown: dict[int, tuple[str, date]],
) -> Shelf:
    shelf = Shelf()
    others: dict[int, list[Copy]] = {}
    for copy in copies:
        if site is not None and copy.site_id == site.pk:
            loan_id, due_on = due.get(copy.item_id, (None, None))
            shape, word = _SHAPES.get(copy.state, "unknown"), STATE_WORDS[copy.state]
            name, until_on = shown.get(copy.item_id, ("", None))
            if name:
                shape, word, due_on, loan_id = "in", _("On display"), until_on, None
            shelf.here.append(Standing(copy, shape, word, due_on, loan_id, name))
        else:
            others.setdefault(copy.site_id, []).append(copy)
    shelf.elsewhere = [
        School(theirs[0].site_name, codes.get(pk, ""), len(theirs), sum(copy.state == AVAILABLE for copy in theirs))
        for pk, theirs in others.items()
    ]
    return shelf
