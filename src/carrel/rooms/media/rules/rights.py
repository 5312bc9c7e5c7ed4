"""Rights with their dates, and copies with their basis. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Licensed:
    """What the licences of a title in force on a day allow: `most` copies (None: any number), `made` so far."""

    most: int | None
    made: int = 0

    def exceeded_by(self, copies: int) -> int:
        """How many of so many further copies are more than is allowed."""
        return 0 if self.most is None else max(0, min(copies, self.made + copies - self.most))


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is known of copies that are about to be logged. `licensed` is None where no right is on record."""

    title: str
    copies: int
    basis: str
    reason: str
    made_on: date
    today: date
    licensed: Licensed | None = None


def log_copy_objections(facts: CopyFacts) -> tuple[Objection, ...]:
    """What stands against an entry in the log of copies.

    Copies that are made are made: more than a licence allows are logged all the same, and it is told.
    """
    return tuple(_against_copy(facts))


def _against_copy(facts: CopyFacts) -> Iterator[Objection]:
    named: dict[str, object] = {"title": facts.title}
    if facts.made_on > facts.today:
        yield Objection("media.copied_later", Weight.REFUSE, {"day": facts.made_on})
    if facts.basis in (FAIR_USE, OWNER) and not facts.reason.strip():
        yield Objection("media.basis_missing", Weight.REFUSE, named)
    if facts.basis != BY_LICENCE:
        return
    if facts.licensed is None:
        yield Objection("media.no_right_on_record", Weight.TELL, named)
    elif over := facts.licensed.exceeded_by(facts.copies):
        figures = {"most": facts.licensed.most, "made": facts.licensed.made + facts.copies, "over": over}
        yield Objection("media.more_than_licensed", Weight.TELL, named | figures)


def copies_forgotten_before(today: date, years: int) -> date:
    """Entries made before this day lose whom they were for."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February, and there is none in that year
        return today.replace(year=today.year - years, day=28)
