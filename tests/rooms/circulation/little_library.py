"""A library in a hundred lines of plain Python: what lending, returning and waiting come to, whatever the program does.

It knows no database and no clock. `test_sequences.py` drives both with the same deeds and compares after each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

ACTIVE, CAUGHT = ("waiting", "in_transit", "on_shelf"), ("in_transit", "on_shelf")


@dataclass
class Copy:
    """One copy: whose it is, of which title, its state, and where it travels to."""

    site: int
    title: int
    state: str = "available"
    to: int | None = None
    borrower: int | None = None


@dataclass
class Wait:
    """Somebody waits for a title or one copy. `place` grows with each: who came first has the least."""

    place: int
    title: int
    reader: int
    pickup: int
    copy: int | None = None
    status: str = "waiting"
    caught: int | None = None
    until: date | None = None
    rank: int = 10
    frozen: bool = False
    thaws: date | None = None
    reservation: int | None = None
    shelf_until: date | None = None


@dataclass
class Library:
    """Copies and holds by their numbers in the store."""

    copies: dict[int, Copy] = field(default_factory=dict)
    waits: dict[int, Wait] = field(default_factory=dict)

    def queue(self, title: int) -> list[Wait]:
        """Who waits for a title, in their order."""
        found = [each for each in self.waits.values() if each.title == title and each.status == "waiting"]
        return sorted(found, key=lambda each: (each.rank, each.place))

    def caught_for(self, copy: int) -> Wait | None:
        """The hold this copy stands or travels for."""
        return next((each for each in self.waits.values() if each.caught == copy and each.status in CAUGHT), None)

    def next_for(self, copy: int, today: date) -> Wait | None:
        """Whose turn it is when this copy lies on a desk; whose time is over is passed by."""
        for each in self.queue(self.copies[copy].title):
            if each.copy in (None, copy) and not self._sleeps(each, today) and self._fits(each, copy):
                return each
        return None

    def _sleeps(self, wait: Wait, today: date) -> bool:
        is_frozen = wait.frozen and (wait.thaws is None or today < wait.thaws)
        return is_frozen or (wait.until is not None and wait.until < today)

    def _fits(self, wait: Wait, copy: int) -> bool:
        """A class's reservation is filled by copies of its own school only."""
        return wait.reservation is None or self.copies[copy].site == wait.pickup

    def own_wait(self, reader: int, copy: int) -> Wait | None:
        """The reader's hold that this copy can fill: what it was caught for, else their own of the title."""
        caught = self.caught_for(copy)
        if caught is not None and caught.reader == reader:
            return caught
        title = self.copies[copy].title
        found = [
            each
            for each in self.waits.values()
            if each.reader == reader and each.title == title and each.status in ACTIVE and each.copy in (None, copy)
        ]
        return min(found, key=lambda each: (each.rank, each.place), default=None)

    # -- deeds

    def lend(self, copy: int, reader: int, today: date) -> None:
        """It goes out; the reader's hold is filled, and another's goes back to its place."""
        it, own, caught = self.copies[copy], self.own_wait(reader, copy), self.caught_for(copy)
        if caught is not None and caught is not own:
            caught.status, caught.caught = "waiting", None
        it.state, it.borrower, it.to = "on_loan", reader, None
        if own is not None:
            other, was = own.caught, own.status
            own.status = "filled"
            if other not in (None, copy) and was == "on_shelf":
                self._put_down(other, own.pickup, today)

    def take_back(self, copy: int, site: int, today: date) -> None:
        """It lies on the desk of a site: the return, who waits, whose it is."""
        self.copies[copy].borrower = None
        self._put_down(copy, site, today)

    def call_off(self, wait: int, today: date) -> None:
        """Somebody waits no longer; a copy that stood ready goes on."""
        it = self.waits[wait]
        was, it.status = it.status, "cancelled"
        if was == "on_shelf" and it.caught is not None:
            self._put_down(it.caught, it.pickup, today)

    def give_up(self, reservation: int, today: date) -> None:
        """A class needs nothing any more: all its holds end, then the copies that stood ready go on."""
        mine = [it for _, it in sorted(self.waits.items()) if it.reservation == reservation and it.status in ACTIVE]
        ready = [it for it in mine if it.status == "on_shelf"]
        for it in mine:
            it.status = "cancelled"
        for it in ready:
            self._put_down(it.caught, it.pickup, today)

    def end(self, wait: int, today: date) -> None:
        """The night ends it: nobody fetched it, or nobody wants it any more."""
        self.call_off(wait, today)
        self.waits[wait].status = "expired"

    def _put_down(self, copy: int | None, site: int, today: date) -> None:
        assert copy is not None
        it = self.copies[copy]
        turn = self.caught_for(copy) or self.next_for(copy, today)
        goal = turn.pickup if turn is not None else it.site
        it.to = None if goal == site else goal
        it.state = "in_transit" if goal != site else "available" if turn is None else "on_hold"
        if turn is not None:
            turn.caught, turn.status = copy, "on_shelf" if goal == site else "in_transit"

    # -- what may be compared

    def as_told(self) -> dict[str, object]:
        """The whole of it as plain values."""
        return {
            "copies": {key: (it.state, it.to, it.borrower) for key, it in sorted(self.copies.items())},
            "waits": {
                key: (it.status, it.caught if it.status in CAUGHT else None) for key, it in sorted(self.waits.items())
            },
            "queues": {title: [each.reader for each in self.queue(title)] for title in sorted(self.titles())},
        }

    def titles(self) -> Iterator[int]:
        yield from {it.title for it in self.copies.values()}
