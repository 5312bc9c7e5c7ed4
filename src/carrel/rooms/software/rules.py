"""Decisions about licences of software and their seats, over plain values. docs/rules/software.md."""

from dataclasses import dataclass
from datetime import date, timedelta

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

SEATS, SITE, SUBSCRIPTION = "seats", "site", "subscription"
KINDS = (SEATS, SITE, SUBSCRIPTION)
NAME_LENGTH, KEY_LENGTH, NUMBER_LENGTH = 200, 200, 60
MOST_SEATS = 100_000
LARGEST_COST_MINOR = 999_999_999
WARN_AT = (7, 30, 90)
"""Days before the end at which a licence comes on a list of its own."""
FORGET_AFTER = timedelta(days=30)
"""A seat taken back keeps its person for so long, so that a mistake can be put right."""

NOT_YET, IN_FORCE, ENDING, OVER, ENDED = "not_yet", "in_force", "ending", "over", "ended"


def standing_of(*, starts_on: date, expires_on: date | None, is_ended: bool, today: date) -> str:
    """How a licence stands: not yet, in force, ending within ninety days, over, or given up."""
    if is_ended:
        return ENDED
    if today < starts_on:
        return NOT_YET
    if expires_on is None:
        return IN_FORCE
    if today > expires_on:
        return OVER
    return ENDING if expires_on - today <= timedelta(days=WARN_AT[-1]) else IN_FORCE


def warned_at(expires_on: date | None, today: date) -> int | None:
    """The shortest warning a licence falls under: 7, 30 or 90 days; 0 when it is over; None when it is far."""
    if expires_on is None:
        return None
    left = (expires_on - today).days
    if left < 0:
        return 0
    return next((days for days in WARN_AT if left <= days), None)


def next_term(*, starts_on: date, expires_on: date | None) -> tuple[date | None, date | None]:
    """What the next term most likely is: it begins after the last one ended and lasts as long, a year as a year."""
    if expires_on is None:
        return None, None
    first = expires_on + timedelta(days=1)
    whole = _years_later(starts_on, 1) - timedelta(days=1)
    if expires_on == whole:
        return first, _years_later(first, 1) - timedelta(days=1)
    return first, first + (expires_on - starts_on)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)


def term_objections(*, title: str, kind: str, seats: int | None, starts_on: date, expires_on: date | None,
                    seats_open: int = 0) -> tuple[Objection, ...]:  # fmt: skip
    """What stands against a term of a licence: its dates, its seats, and those who hold them."""
    found = []
    if expires_on is not None and expires_on < starts_on:
        days = {"title": title, "starts_on": starts_on, "expires_on": expires_on}
        found.append(Objection("software.ends_before_it_begins", Weight.REFUSE, days))
    if kind == SEATS and seats is None:
        found.append(Objection("software.seats_missing", Weight.REFUSE, {"title": title}))
    if kind == SUBSCRIPTION and expires_on is None:
        found.append(Objection("software.end_missing", Weight.REFUSE, {"title": title}))
    if seats is not None and seats < seats_open:
        facts = {"title": title, "seats": seats, "held": seats_open}
        found.append(Objection("software.seats_are_held", Weight.REFUSE, facts, Source("fact", "open seats")))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What is known of a licence when somebody asks for a seat of it."""

    title: str
    holder: str
    seats: int | None
    seats_open: int
    holds_one: bool
    standing: str
    expires_on: date | None
    has_codes: bool
    codes_left: int


def give_seat_objections(facts: SeatFacts) -> tuple[Objection, ...]:
    """What stands against giving a seat."""
    named = {"title": facts.title, "holder": facts.holder}
    found = []
    if facts.standing == ENDED:
        found.append(Objection("software.licence_ended", Weight.REFUSE, named))
    elif facts.standing == OVER:
        found.append(Objection("software.licence_over", Weight.REFUSE, named | {"expires_on": facts.expires_on}))
    if facts.holds_one:
        found.append(Objection("software.holds_a_seat", Weight.REFUSE, named))
    if facts.seats is not None and facts.seats_open >= facts.seats:
        found.append(
            Objection("software.no_seat_left", Weight.REFUSE, named | {"seats": facts.seats},
                      Source("fact", "seats of the licence"))
        )  # fmt: skip
    if facts.has_codes and not facts.codes_left:
        found.append(Objection("software.no_code_left", Weight.REFUSE, named))
    if facts.standing == NOT_YET:
        found.append(Objection("software.licence_not_yet", Weight.TELL, named))
    return tuple(found)


def codes_typed(text: str) -> list[str]:
    """The codes in a text, one to a line or parted by blanks, commas or semicolons; each once, in order."""
    parts = text.replace(",", " ").replace(";", " ").split()
    return list(dict.fromkeys(part[:KEY_LENGTH] for part in parts))
