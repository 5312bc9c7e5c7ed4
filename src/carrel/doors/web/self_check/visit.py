"""What a station remembers of who stands there, from the first scan to the end of the visit. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MOST_LINES = 60


@dataclass(slots=True)
class Line:
    """One thing of this visit, in no language. `until` is its due day, or moment, as ISO writes it; `deed` is what was
    done when it was not lent: renewed, given_back."""

    title: str
    until: str = ""
    act_id: int = 0
    loan_id: int | None = None
    deed: str = ""


@dataclass(slots=True)
class Card:
    """What the last scan is answered with, in the language of then.

    `choices` are renew, give_back: buttons about the reader's own loan.
    """

    state: str
    verdict: str
    title: str = ""
    say: str = ""
    due: str = ""
    sound: str = ""
    item_id: int | None = None
    loan_id: int | None = None
    choices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Visit:
    """One reader at a station. `pending` is a card whose PIN is still asked for, `seen` when it was touched last."""

    seen: float
    person_id: int | None = None
    name: str = ""
    number: str = ""
    pending: str = ""
    lines: list[Line] = field(default_factory=list)
    card: Card | None = None
    language: str = ""
    keys: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether a reader has shown who they are."""
        return self.person_id is not None

    @property
    def last_act(self) -> int:
        """The latest deed of this visit that can be taken back; 0 for none."""
        return next((line.act_id for line in self.lines if line.act_id), 0)

    def seconds_left(self, now: float, idle_seconds: int) -> int:
        """How long until it ends by itself; 0 or less when it is over."""
        return round(self.seen + idle_seconds - now)

    def knows(self, key: str) -> bool:
        """Whether this key was answered already; from now on it is."""
        if not key:
            return False
        if key in self.keys:
            return True
        self.keys = [*self.keys[-19:], key]
        return False

    def language_for(self, number: str) -> str:
        """The language for a card that is scanned now: what was chosen before any card was, or for this very card."""
        return self.language if not self.is_open and self.pending in ("", number) else ""

    def speak(self, language: str, own: str) -> None:
        """Another language from now on. What the card says was said in the one before: it is taken away."""
        if language != (self.language or own):
            self.card = None
        self.language = language

    def note(self, line: Line) -> None:
        """Put a line on top of the list."""
        self.lines = [line, *self.lines][:MOST_LINES]

    def as_state(self) -> dict[str, Any]:
        """As plain values for the session."""
        return asdict(self)


def visit_from(state: dict[str, Any] | None) -> Visit | None:
    """The visit as the session kept it; None for none, and for one an older program wrote."""
    if not state:
        return None
    try:
        values = dict(state)
        values["lines"] = [Line(**each) for each in values.get("lines", ())]
        values["card"] = Card(**values["card"]) if values.get("card") else None
        return Visit(**values)
    except TypeError:
        return None
