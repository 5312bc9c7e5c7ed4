"""What the page of the desk shows after a turn: gathered once, so that the templates ask nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carrel.doors.web.desk import book_drop, facts
from carrel.doors.web.desk.answers import why_page
from carrel.doors.web.desk.facts import Found, Picker
from carrel.doors.web.desk.scan import Command
from carrel.doors.web.desk.turn import Turn
from carrel.doors.web.desk.visit import SHOWN_LINES, Card, Line, Visit
from carrel.rooms.circulation.rules.swapping import CONDITIONS
from carrel.rooms.inventory.phrases import CONDITION_WORDS


@dataclass(frozen=True, slots=True)
class CommandShown:
    """One line of the list behind `?`."""

    key: str
    does: str | Promise
    card: str


COMMANDS = (
    CommandShown("+", gettext_lazy("Yes, do it"), "%YES"),
    CommandShown("−", gettext_lazy("No, leave it"), "%NO"),
    CommandShown("1 … 9", gettext_lazy("The numbered answer on the page"), ""),
    CommandShown("1 … 4", gettext_lazy("The condition of the item just scanned: new, good, worn, damaged"), ""),
    CommandShown("/", gettext_lazy("Why? The rule and the row behind the last answer"), "%WHY"),
    CommandShown("*", gettext_lazy("Renew all that the open person has"), "%RENEW"),
    CommandShown("⌫", gettext_lazy("Undo the last"), "%UNDO"),
    CommandShown(".", gettext_lazy("Next person: put this one away"), "%NEXT"),
    CommandShown("Esc Esc", gettext_lazy("Empty the box, then put the person away"), ""),
    CommandShown("%TABLE", gettext_lazy("Count books left on the tables"), "%TABLE"),
    CommandShown("%RETURN", gettext_lazy("Take returns, with nobody open"), "%RETURN"),
    CommandShown("%DROP", gettext_lazy("Returns from the book drop, and back to ordinary ones"), "%DROP"),
    CommandShown("%AMNESTY", gettext_lazy("Returns without fines, and back to ordinary ones"), "%AMNESTY"),
    CommandShown("%LOST", gettext_lazy("What the open person has lost, or says they brought back"), "%LOST"),
    CommandShown("%SLIP", gettext_lazy("Print the slip of this visit"), "%SLIP"),
    CommandShown("F8", gettext_lazy("Park this and take up the next thing"), "%PARK"),
    CommandShown("?", gettext_lazy("This list"), "%HELP"),
)
assert {line.card[1:].lower() for line in COMMANDS if line.card} == {str(each) for each in Command}


@dataclass(slots=True)
class Shown:
    """The desk as one page or one part of it."""

    visit: Visit
    card: Card | None
    sound: str
    seen: str
    today: date
    shows_history: bool = False
    may_undo: bool = False
    may_change_due: bool = False
    may_count_use: bool = False
    may_batch: bool = False
    person_url: str = ""
    why_url: str = ""
    go: str = ""
    found: Found | None = None
    picker: Picker | None = None
    shows_help: bool = False
    taken_up: str = ""
    sounds: bool = True
    volume: int = 70
    due_day: date | None = None
    drop_day: date | None = None
    conditions: Sequence[tuple[str, str | Promise]] = ()
    worker: str = ""
    new_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    commands = COMMANDS
    due_open = False

    @property
    def patron(self) -> dict[str, Any]:
        return self.visit.patron

    @property
    def standing(self) -> dict[str, Any]:
        return self.visit.standing

    @property
    def due_until(self) -> datetime | None:
        return self.visit.due_until

    @property
    def patron_words(self) -> str:
        """`Ana Garcia, 7B`."""
        return ", ".join(filter(None, (str(self.patron.get("name", "")), str(self.patron.get("class_name", "")))))

    @property
    def lines(self) -> list[Line]:
        return self.visit.lines[:SHOWN_LINES]

    @property
    def earlier(self) -> list[Line]:
        return self.visit.earlier[:SHOWN_LINES]

    @property
    def odd(self) -> list[Line]:
        return self.visit.odd

    @property
    def numbered(self) -> bool:
        return self.visit.patron_id is None

    @property
    def to_shelve(self) -> int:
        """How many of the returns go to a shelf of this school: all but the odd ones of this run."""
        return max(0, self.visit.scanned - self.visit.odd_in_run)

    @property
    def title(self) -> str:
        """The title of the page: mode in words, so that a tab or a task bar shows it too."""
        if self.visit.patron_id is not None:
            return _("Lending to %(name)s") % {"name": self.patron.get("name", "")}
        if self.visit.mode == "table":
            return _("Counting use in the library")
        if self.drop_day:
            return _("Returning from the book drop")
        if self.visit.scanned:
            return _("Returning, %(count)s scanned") % {"count": self.visit.scanned}
        return _("Desk")

    @property
    def hint(self) -> str:
        """What the empty box says."""
        if self.visit.patron_id is not None:
            return _("A book, or the next card")
        return _("Scan item after item") if self.visit.scanned else _("Card, book, name or word")


def shown(turn: Turn) -> Shown:
    """What this turn shows. Asks the database only for an idle desk, whose class list it shows."""
    visit, actor = turn.visit, turn.actor
    card = visit.card
    view = Shown(
        visit=visit,
        card=card,
        sound=card.sound if card else "",
        seen=seen_of(turn),
        today=timezone.localdate(),
        go=turn.go,
        worker=turn.badge[1] or actor.name if turn.badge else actor.badge_name or actor.name,
        found=turn.found,
        shows_help=turn.shows_help,
        may_undo=actor.may("circulation.undo") or actor.may("circulation.undo_own"),
        may_count_use=actor.may("circulation.use_in_library"),
        may_batch=actor.may("circulation.start_batch"),
        may_change_due=actor.may("circulation.change_due"),
        due_day=visit.due_day(turn.now),
        drop_day=visit.drop_day(book_drop.today_of(turn)) if visit.drop_on else None,
    )
    if card is not None:
        if card.event and not card.answers and actor.may("circulation.note_condition"):
            view.conditions = [(each, CONDITION_WORDS[each]) for each in CONDITIONS]
        view.why_url = why_page(actor, card.loan_id, card.item_id, visit.patron_id)
    elif turn.found is not None:
        view.sound = "ask"
    if visit.patron_id is not None:
        view.shows_history = actor.may("people.view_person")
        view.person_url = facts.link("people.person", visit.patron_id) if view.shows_history else ""
        view.sound = view.sound or ("ask" if visit.standing.get("blocks") else "done")
    elif visit.mode == "return" and not visit.lines and not visit.drop_on and not (turn.found or turn.shows_help):
        view.picker = facts.picker(actor, turn.now, visit.class_now(turn.now))
    return view


def seen_of(turn: Turn) -> str:
    """What a page must have seen for its scan to count: the row, and whose turn it was."""
    row = turn.parked.pk if turn.parked is not None else 0
    return f"{row}.{turn.visit.patron_id or 0}.{turn.visit.mode}"
