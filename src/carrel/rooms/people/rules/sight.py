"""Who sees how much of whom, and whether something between two days holds today. Pure."""

from collections.abc import Collection
from datetime import date
from enum import IntEnum

from carrel.cellar.kernel.actors import Actor


def is_held(starts_on: date | None, ends_on: date | None, today: date) -> bool:
    """Whether something between two days (open where blank) holds today; both days count."""
    return (starts_on is None or starts_on <= today) and (ends_on is None or today <= ends_on)


class Sight(IntEnum):
    """How much of a person somebody sees, from nothing to everything."""

    NONE = 0
    """Nothing: "a student of another school of this district"."""
    NAME = 1
    """The name and the class, when the card is scanned: a volunteer."""
    DESK = 2
    """What the desk needs, and finding by name: a student worker."""
    CLASS = 3
    """The name, the class and counts, never titles: a teacher of the person's class."""
    FULL = 4
    """The whole record: staff of a site of the person."""


def sight_of(actor: Actor, *, person_id: int, site_ids: Collection[int], in_own_class: bool) -> Sight:
    """How much this actor sees of a person who belongs to these sites."""
    best = Sight.CLASS if in_own_class and actor.may("people.view_class") else Sight.NONE
    if actor.person_id == person_id:
        best = max(best, Sight.NAME)
    if actor.is_district or not (actor.site_ids - actor.narrow_site_ids).isdisjoint(site_ids):
        if actor.may("people.view_person"):
            best = Sight.FULL
        elif actor.may("people.find_person"):
            best = max(best, Sight.DESK)
        elif actor.may("circulation.check_out"):
            best = max(best, Sight.NAME)
    return best
