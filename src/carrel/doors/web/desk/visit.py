"""What the desk remembers between two scans: whose turn it is, what was done, what is odd, what was asked. Pure.

It is the state of one parking row, so that it outlives a page, a browser and a power cut. It holds a patron only while
the patron stands there; its lines name items and acts, never the patron.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

MOST_LINES = 40
SHOWN_LINES = 10
MOST_ODD = 200
MOST_KEYS = 60
PUT_AWAY_AFTER = timedelta(minutes=30)
DUE_DAY_HOLDS = timedelta(minutes=30)
CLASS_HOLDS = timedelta(minutes=60)


def due_value(text: str) -> date | datetime | None:
    """A due date out of its ISO text: a day, a moment, or nothing."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


@dataclass(slots=True)
class Line:
    """One line of the running list. `state` is the shape, `word` the verdict, `detail` what follows it."""

    state: str
    title: str
    word: str
    detail: str = ""
    due: str = ""
    due_kind: str = ""
    key: str = ""
    act_id: int | None = None
    loan_id: int | None = None
    item_id: int | None = None
    number: int = 0
    is_number: bool = False

    @property
    def due_value(self) -> date | datetime | None:
        return due_value(self.due)


@dataclass(slots=True)
class Answer:
    """One answer a card offers: the word on the button, what it sends, its key, and whether most want it."""

    word: str
    value: str
    key: str = ""
    main: bool = False


@dataclass(slots=True)
class Why:
    """One reason behind a card: its weight, its sentence, and where it is set."""

    weight: str
    text: str
    source: str = ""
    ref: str = ""

    @property
    def shape(self) -> str:
        return {"refuse": "refused", "ask": "ask"}.get(self.weight, "tell")


@dataclass(slots=True)
class Card:
    """The last scan as it is shown: shape, verdict, title, one sentence, answers, reasons, sound.

    `event` (issue, return) says that the condition of the item may be noted from here. `parts` are those of a kit that
    has just come back, to be ticked (circulation's Check, as plain values). `fine` is what lateness came to, in words,
    with the loan it is of and whether it was forgiven. `damages` are the lines of the schedule, once something came
    back damaged.
    """

    state: str
    verdict: str
    title: str = ""
    say: str = ""
    due: str = ""
    due_kind: str = ""
    because: str = ""
    sound: str = ""
    is_number: bool = False
    loan_id: int | None = None
    item_id: int | None = None
    asks_reason: bool = False
    event: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    fine: dict[str, Any] = field(default_factory=dict)
    damages: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)
    links: list[list[str]] = field(default_factory=list)

    @property
    def due_value(self) -> date | datetime | None:
        return due_value(self.due)


@dataclass(slots=True)
class Question:
    """What the card has asked and a later answer needs: the deed it is about, in ids and codes."""

    kind: str
    item_id: int | None = None
    loan_id: int | None = None
    patron_id: int | None = None
    text: str = ""
    codes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Visit:
    """The whole of it. `mode` is lend (patron open), return (none open) or table (counting use in the room)."""

    mode: str = "return"
    patron_id: int | None = None
    patron: dict[str, Any] = field(default_factory=dict)
    standing: dict[str, Any] = field(default_factory=dict)
    card_number: str = ""
    touched_at: str = ""
    scanned: int = 0
    lent: int = 0
    odd_in_run: int = 0
    lines: list[Line] = field(default_factory=list)
    earlier: list[Line] = field(default_factory=list)
    odd: list[Line] = field(default_factory=list)
    card: Card | None = None
    question: Question | None = None
    keys: list[str] = field(default_factory=list)
    due_on: str = ""
    due_set_at: str = ""
    drop_on: str = ""
    drop_set_on: str = ""
    amnesty: bool = False
    class_id: int | None = None
    class_set_at: str = ""

    # -- coming and going

    def open(self, patron_id: int, patron: dict[str, Any], number: str, standing: dict[str, Any] | None = None) -> None:
        """The next person's turn: the list begins anew, what was odd before stays to be read.

        `patron` is what the page says of the person (name, class, photo) and `standing` how they stand (out, most,
        late, blocks), so that no scan looks either up again.
        """
        self.put_away()
        self.mode = "lend"
        self.patron_id, self.patron, self.card_number = patron_id, patron, number
        self.standing = standing or {}

    def put_away(self) -> None:
        """Nobody's turn any more; nothing of the person stays."""
        self.patron_id, self.patron, self.standing, self.card_number = None, {}, {}, ""
        self.mode = "return" if self.mode == "lend" else self.mode
        self.scanned = self.lent = self.odd_in_run = 0
        self.earlier = [*self.lines, *self.earlier][:SHOWN_LINES]
        self.lines = []
        self.card = None
        self.question = None
        self.drop_on = self.drop_set_on = ""
        self.amnesty = False

    def count_out(self) -> None:
        """One more is out to the open person: a scan that lends looks nothing up again."""
        if "out" in self.standing:
            self.standing["out"] += 1

    def turn_to(self, mode: str) -> None:
        """Another kind of work: returning, or counting use at the tables."""
        self.put_away()
        self.mode = mode

    # -- time

    def touch(self, now: datetime, *, kept: bool = False) -> None:
        """The desk was used now; `kept` leaves the moment as it was, while it is not sure who stands there."""
        if not kept or not self.touched_at:
            self.touched_at = now.isoformat()

    def idle_for(self, now: datetime) -> timedelta:
        """How long ago the desk was last used; nothing when it was not used yet."""
        return now - datetime.fromisoformat(self.touched_at) if self.touched_at else timedelta()

    def is_forgotten(self, now: datetime) -> bool:
        """Whether a person stayed open so long that nobody can still be standing there."""
        return self.patron_id is not None and self.idle_for(now) > PUT_AWAY_AFTER

    # -- the due day for a while

    def set_due_day(self, day: date | None, now: datetime) -> None:
        """All that is lent from now on is due that day; it ends by itself, or with None."""
        self.due_on = day.isoformat() if day else ""
        self.due_set_at = now.isoformat() if day else ""

    def due_day(self, now: datetime) -> date | None:
        """The day set for what is lent now, or None when none is set or it was set too long ago."""
        if not self.due_on:
            return None
        if now - datetime.fromisoformat(self.due_set_at) > DUE_DAY_HOLDS:
            self.set_due_day(None, now)
            return None
        return date.fromisoformat(self.due_on)

    def set_drop(self, day: date, today: date) -> None:
        """What is scanned was in the book drop and counts as returned on `day`, until the end of this count."""
        self.drop_on, self.drop_set_on = day.isoformat(), today.isoformat()

    def drop_day(self, today: date) -> date | None:
        """The day returns count for, or None: today. A count parked over night does not go on with an old day."""
        return date.fromisoformat(self.drop_on) if self.drop_on and self.drop_set_on == today.isoformat() else None

    def set_class(self, class_id: int | None, now: datetime) -> None:
        """The class whose faces stand on the desk between two persons, for the length of a lesson."""
        self.class_id, self.class_set_at = class_id, now.isoformat() if class_id is not None else ""

    def class_now(self, now: datetime) -> int | None:
        """The class that was chosen, until an hour later."""
        if self.class_id is not None and now - datetime.fromisoformat(self.class_set_at) > CLASS_HOLDS:
            self.set_class(None, now)
        return self.class_id

    @property
    def due_until(self) -> datetime | None:
        """When the day that was set by hand ends to hold."""
        return datetime.fromisoformat(self.due_set_at) + DUE_DAY_HOLDS if self.due_set_at else None

    # -- lines

    def add(self, line: Line, *, odd: bool = False, counts: bool = True) -> None:
        """Put a line on top of the running list; an odd one waits on its own list as well.

        What was no scan of its own (the condition of the item just scanned) does not count.
        """
        self.scanned += counts
        line.number = self.scanned
        self.lines = [line, *self.lines][:MOST_LINES]
        if odd:
            self.odd_in_run += 1
            self.odd = [line, *self.odd][:MOST_ODD]

    def last_undoable(self) -> Line | None:
        """The newest line whose act can still be taken back."""
        return next((line for line in (*self.lines, *self.earlier) if line.act_id is not None), None)

    def line_of(self, act_id: int) -> Line | None:
        """The line of an act, or None when it has left the list."""
        return next((line for line in (*self.lines, *self.earlier) if line.act_id == act_id), None)

    def forget(self, act_id: int, *, was_lent: bool) -> None:
        """The act was taken back: its line goes from every list."""
        if was_lent and any(line.act_id == act_id for line in self.lines):
            self.lent = max(0, self.lent - 1)
        self.lines = [line for line in self.lines if line.act_id != act_id]
        self.earlier = [line for line in self.earlier if line.act_id != act_id]
        self.odd = [line for line in self.odd if line.act_id != act_id]

    def tick(self, place: int, key: str) -> bool:
        """The odd one at this place of the list is dealt with; False when the list has changed since."""
        if 0 <= place < len(self.odd) and self.odd[place].key == key:
            del self.odd[place]
            return True
        return False

    def knows(self, key: str) -> bool:
        """Whether a scan with this key was taken already."""
        return bool(key) and key in self.keys

    def remember(self, key: str) -> None:
        if key:
            self.keys = [key, *self.keys][:MOST_KEYS]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing worth keeping."""
        return self.patron_id is None and not self.lines and not self.odd and self.mode == "return"


def to_state(visit: Visit) -> dict[str, Any]:
    """The visit as plain JSON values. Written at every scan: without the deep copies of `dataclasses.asdict`."""
    state = {name: getattr(visit, name) for name in Visit.__dataclass_fields__}
    for name in ("lines", "earlier", "odd"):
        state[name] = [_said(line) for line in state[name]]
    state["card"] = asdict(visit.card) if visit.card else None
    state["question"] = asdict(visit.question) if visit.question else None
    return state


def _said(line: Line) -> dict[str, Any]:
    """A line without what it leaves empty."""
    values = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    return {name: value for name, value in values.items() if value not in ("", None)}


def from_state(state: dict[str, Any]) -> Visit:
    """The visit out of a parking row; what a later version does not know any more is left out."""
    known = {name: value for name, value in state.items() if name in Visit.__dataclass_fields__}
    for name in ("lines", "earlier", "odd"):
        known[name] = [Line(**line) for line in known.get(name) or []]
    if known.get("card"):
        card = dict(known["card"])
        card["answers"] = [Answer(**answer) for answer in card.get("answers") or []]
        card["why"] = [Why(**why) for why in card.get("why") or []]
        known["card"] = Card(**card)
    if known.get("question"):
        known["question"] = Question(**known["question"])
    return Visit(**known)
