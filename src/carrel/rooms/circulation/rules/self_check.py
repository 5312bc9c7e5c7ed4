"""Who may begin at a self-check station, and what it may do. Whatever asks at the desk is refused there."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.lending import patron_of_another_school

SHORTEST_IDLE, LONGEST_IDLE = 10, 180
"""Seconds without a touch after which a station forgets its reader: what a site may choose between."""
_SETTING = Source("setting", "self-check", "self_check")
_CARD = Source("fact", "", "card")


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """The number that was scanned at a station: whose it is, whether it counts, and whether a PIN belongs to it."""

    is_known: bool
    is_badge: bool = False
    is_of_this_school: bool = True
    status: str = "valid"
    expires_on: date | None = None
    today: date = date.min
    needs_pin: bool = True
    has_pin: bool = False


def self_check_objections(facts: ReaderFacts) -> tuple[Objection, ...]:
    """Everything against beginning with this number. No name is in any of them: nobody has shown yet who they are."""
    if not facts.is_known:
        return (Objection("circulation.self_check_unknown", Weight.REFUSE, {}, _CARD),)
    if facts.is_badge:
        return (Objection("circulation.self_check_badge", Weight.REFUSE, {}, _CARD),)
    if not facts.is_of_this_school:
        return (patron_of_another_school(),)
    found = []
    if facts.status == "lost" or (facts.expires_on is not None and facts.expires_on < facts.today):
        found.append(Objection("circulation.self_check_card_stopped", Weight.REFUSE, {}, _CARD))
    if facts.needs_pin and not facts.has_pin:
        found.append(Objection("circulation.self_check_no_pin", Weight.REFUSE, {}, _SETTING))
    return tuple(found)


def pin_entered_objections(*, is_right: bool, rests_until: datetime | None, now: datetime) -> tuple[Objection, ...]:
    """A wrong PIN, or a card that rests after several: `seconds` say how long it rests from now."""
    if is_right:
        return ()
    seconds = max(0, round((rests_until - now).total_seconds())) if rests_until is not None else 0
    code = "circulation.self_check_rests" if seconds >= 30 else "circulation.self_check_wrong_pin"
    return (Objection(code, Weight.REFUSE, {"seconds": seconds, "minutes": -(-seconds // 60)}, _CARD),)


def grades_of(text: str) -> tuple[str, ...]:
    """The grades of a setting as they were written: "K, 1,2" is K, 1 and 2."""
    return tuple(dict.fromkeys(part for each in text.split(",") if (part := each.strip())))


def not_to_pick() -> Objection:
    """This face is on no list of this station."""
    return Objection("circulation.self_check_not_to_pick", Weight.REFUSE, {}, _SETTING)


def no_returns() -> Objection:
    """This station lends only."""
    return Objection("circulation.self_check_no_returns", Weight.REFUSE, {}, _SETTING)


def no_site() -> Objection:
    """A station belongs to a school, and whoever opens it works at none now."""
    return Objection("circulation.self_check_no_site", Weight.REFUSE, {}, Source("fact", "", "site"))
