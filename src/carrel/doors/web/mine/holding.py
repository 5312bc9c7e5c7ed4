"""Waiting for a title, as the catalogue offers it to whoever is signed in: their place, or the way to get one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.mine.shown import Waiting, waiting_for
from carrel.doors.web.mine.words import own_sentences
from carrel.rooms.circulation import queries
from carrel.rooms.circulation.queries import QueueSeen
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.schools.models import Site


@dataclass(frozen=True, slots=True)
class HoldBox:
    """What the page of a title says about waiting for it.

    `own` is the reader's hold; without one `why_not` says what stops them, and with nothing there `sites` are the
    schools at which they can fetch it, their own first. `waiting` is how many wait.
    """

    record_id: int
    waiting: int
    own: Waiting | None
    why_not: tuple[str, ...]
    sites: tuple["Site", ...]
    key: str


def may_wait(actor: Actor) -> bool:
    """Whether this is a reader who may wait for titles."""
    return actor.person_id is not None and actor.may("circulation.place_own_hold")


def hold_box(actor: Actor, record_id: int, title: str) -> HoldBox | None:
    """The box on the page of a title; None for whoever is no reader."""
    if not may_wait(actor):
        return None
    sites = pickup_sites(actor)
    if not sites:
        return None
    today = schools.today_at(sites[0].pk, now())
    seen = queries.queues_seen(actor.person_id, [record_id], today).get(record_id, QueueSeen())
    own = waiting_for([seen.own])[0] if seen.own is not None else None
    why_not: list[str] = []
    if own is None:
        standing = queries.own_hold_objections(actor, record_id, pickup_site_id=sites[0].pk, today=today)
        why_not = own_sentences(Refused(*standing), title) if standing else []
    return HoldBox(record_id, seen.waiting, own, tuple(why_not), tuple(sites), new_key())


def pickup_sites(actor: Actor) -> list["Site"]:
    """The schools at which a reader can fetch a title, their own first."""
    home = queries.home_site_of(actor.person_id) or actor.site_id
    return sorted(schools.sites(), key=lambda site: site.pk != home)


@dataclass(frozen=True, slots=True)
class HitHold:
    """The same in a list of results: how many wait, the own place, and the school it would be fetched at."""

    waiting: int
    own: Waiting | None
    pickup_id: int
    key: str


def holds_on_hits(actor: Actor, record_ids: Collection[int]) -> dict[int, HitHold]:
    """For each title of a list what a reader sees of its queue; empty for whoever is no reader."""
    home = queries.home_site_of(actor.person_id) or actor.site_id if may_wait(actor) else None
    if home is None:
        return {}
    seen = queries.queues_seen(actor.person_id, record_ids, schools.today_at(home, now()))
    return {
        each: HitHold(queue.waiting, waiting_for([queue.own])[0] if queue.own else None, home, new_key())
        for each in record_ids
        for queue in (seen.get(each, QueueSeen()),)
    }
