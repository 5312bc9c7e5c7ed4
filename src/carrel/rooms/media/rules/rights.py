"""Rights with their dates, and copies with their basis. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from carrel.cellar.kernel.verdicts import Objection, Weight

LICENCE, PERMISSION, PERFORMANCE = "licence", "permission", "performance"
RIGHT_KINDS = (LICENCE, PERMISSION, PERFORMANCE)
LIFTING = (LICENCE, PERMISSION)
"""What stands over the clocks; public performance allows an audience outside class, no longer keeping."""

BY_LICENCE, FAIR_USE, OWNER, PUBLIC_DOMAIN, REPLACEMENT = "licence", "fair_use", "owner", "public_domain", "replacement"
BASES = (BY_LICENCE, FAIR_USE, OWNER, PUBLIC_DOMAIN, REPLACEMENT)
USUAL_WARN_DAYS = 30
USUAL_LOG_YEARS = 3
"""A civil action for copyright ends three years after the claim arose (17 U.S.C. 507(b)): so long the log is of use."""

NOT_YET, IN_FORCE, ENDING, OVER, ENDED = "not_yet", "in_force", "ending", "over", "ended"


def standing_of(*, from_on: date, until_on: date | None, warn_days: int, is_ended: bool, today: date) -> str:
    """How a right stands today: not yet, in force, ending soon, over, or ended by hand."""
    if is_ended:
        return ENDED
    if today < from_on:
        return NOT_YET
    if until_on is None:
        return IN_FORCE
    if today > until_on:
        return OVER
    return ENDING if until_on - today <= timedelta(days=warn_days) else IN_FORCE


def add_right_objections(*, title: str, from_on: date, until_on: date | None) -> tuple[Objection, ...]:
    """What stands against a right: its end before its beginning."""
    if until_on is not None and until_on < from_on:
        facts = {"title": title, "from_on": from_on, "until_on": until_on}
        return (Objection("media.ends_before_it_begins", Weight.REFUSE, facts),)
    return ()


def log_copy_objections(
    *, title: str, basis: str, reason: str, made_on: date, today: date, has_right: bool
) -> tuple[Objection, ...]:
    """What stands against an entry in the log of copies."""
    return tuple(_against_copy(title, basis, reason, made_on, today, has_right))


def _against_copy(
    title: str, basis: str, reason: str, made_on: date, today: date, has_right: bool
) -> Iterator[Objection]:
    if made_on > today:
        yield Objection("media.copied_later", Weight.REFUSE, {"day": made_on})
    if basis in (FAIR_USE, OWNER) and not reason.strip():
        yield Objection("media.basis_missing", Weight.REFUSE, {"title": title})
    if basis == BY_LICENCE and not has_right:
        yield Objection("media.no_right_on_record", Weight.TELL, {"title": title})


def copies_forgotten_before(today: date, years: int) -> date:
    """Entries made before this day lose whom they were for."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February, and there is none in that year
        return today.replace(year=today.year - years, day=28)
