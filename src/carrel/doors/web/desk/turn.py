"""One request at the desk: who acts, what the visit was, what the page shows, and how it is written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.parking import actions as parking
from carrel.doors.web.desk.facts import Found, standing_of
from carrel.doors.web.desk.visit import Card, Line, Question, Visit, from_state, to_state
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.parking.models import Parked

KIND = "desk.visit"
NEVER_ASKED_BEFORE = timedelta(seconds=10)


@dataclass(slots=True)
class Turn:
    """One request at the desk: who acts, the visit, the row it is kept in, and what the page shows besides."""

    actor: Actor
    visit: Visit
    parked: "Parked | None"
    device: str
    url: str
    now: datetime
    key: str = ""
    found: Found | None = None
    shows_help: bool = False
    go: str = ""
    parks: bool = False
    badge: tuple[int | None, str] | None = None
    is_kept: bool = False

    @property
    def name(self) -> str:
        """The open person's name."""
        return str(self.visit.patron.get("name", ""))

    def show(self, card: Card) -> None:
        """This is the answer; what was asked before is answered with nothing."""
        self.visit.card = card
        self.visit.question = None

    def ask(self, card: Card, question: Question) -> None:
        """This is the answer, and a later one is about this deed."""
        self.visit.card = card
        self.visit.question = question

    def note(self, line: Line, *, odd: bool = False, counts: bool = True) -> None:
        """One more line."""
        line.key = self.key
        self.visit.add(line, odd=odd, counts=counts)

    def look_again(self) -> None:
        """How the open person stands after dates, returns or money have moved; how they came stays as it was said."""
        if self.visit.patron_id is not None:
            came = {"before": self.visit.standing["before"]} if "before" in self.visit.standing else {}
            self.visit.standing = standing_of(self.actor, self.visit.patron_id, self.now) | came

    def keep(self) -> None:
        """Write the visit down; raises Overtaken when another device wrote it meanwhile."""
        self.visit.remember(self.key)
        self.visit.touch(self.now, kept=self.visit.question is not None and self.visit.question.kind == "still_same")
        title, detail, state = _title(self.visit), _detail(self.visit), to_state(self.visit)
        if self.parked is None:
            self.parked = parking.park(
                self.actor,
                kind=KIND,
                title=title,
                detail=detail,
                url=self.url,
                state=state,
                now=self.now,
                device=self.device,
            )
        else:
            parking.keep_state(self.actor, parked=self.parked, title=title, detail=detail, state=state, now=self.now)
        self.is_kept = True

    def park(self) -> None:
        """Let the visit go from this device: it waits in the list of parked work, or vanishes when it holds nothing."""
        if self.parked is None:
            return
        if self.visit.is_blank:
            parking.drop(self.actor, parked_id=self.parked.pk)
        else:
            parking.put_aside(self.actor, parked_id=self.parked.pk, now=self.now)

    def may_be_another(self) -> bool:
        """Whether the person stayed open so long that the desk asks before the next book goes on their name."""
        idle = self.visit.idle_for(self.now)
        if self.visit.patron_id is None or idle <= NEVER_ASKED_BEFORE or self.actor.site_id is None:
            return False
        site = schools.site(self.actor.site_id)
        return site is not None and idle > timedelta(seconds=site.still_same_after_seconds)


def _title(visit: Visit) -> str:
    """What the list of parked work calls it; nothing as long as nothing was scanned."""
    if not visit.scanned and not visit.odd:
        return ""
    if visit.mode == "table":
        return _("Counting use in the library")
    return _("Lending") if visit.patron_id is not None else _("Returning")


def _detail(visit: Visit) -> str:
    # No name here: the list of parked work stands in the header of every page, beside which somebody may stand.
    odd = len(visit.odd)
    return _("%(scanned)s scanned, %(odd)s odd ones left") % {"scanned": visit.scanned, "odd": odd}


FORGET_AFTER = timedelta(hours=12)


def put_away_patrons(*, now: datetime) -> int:
    """Whoever stood at a desk that nobody touched since the last night is put away; the lines and odd ones stay.

    A parked visit with a reader and the titles beside them would otherwise keep for a month what is severed the night
    after the return.
    """

    def without_patron(state: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        visit = from_state(state)
        if visit.patron_id is None and visit.card is None and visit.question is None:
            return None
        visit.put_away()
        return _title(visit), to_state(visit)

    return parking.change_untouched(KIND, without_patron, before=now - FORGET_AFTER)
