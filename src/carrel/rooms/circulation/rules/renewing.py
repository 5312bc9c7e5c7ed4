"""Renewal and change of due date: what stands against them, and what a renewal counts from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.lending import OVERRIDE_RENEWAL, BlockFacts, PatronFacts, block_objections
from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.circulation.rules.reservations import Reserved

LOOK_AHEAD = timedelta(days=1)
"""What falls due within this renews itself tonight."""
MOST_MISSED = timedelta(days=14)
"""Nights that were missed are made up for as far back as this."""


@dataclass(frozen=True, slots=True)
class RenewFacts:
    """The loan to be renewed and the date the policy would give it now."""

    title: str
    patron: PatronFacts
    is_open: bool
    renewals: int
    old_due_at: datetime
    is_overdue: bool
    policy: Policy
    due: Due | None
    blocks: tuple[BlockFacts, ...] = ()
    today: date | None = None
    somebody_waits: bool = False
    """A waiting hold must have this very copy: no other one is in."""
    reserved_for: Reserved | None = None
    """A reservation that leaves the renewal nothing to gain: the copy must be back for it."""


def renew_objections(facts: RenewFacts) -> tuple[Objection, ...]:
    """Everything against a renewal. It never shortens a loan and never leaves the date where it was."""
    base: dict[str, object] = {"title": facts.title, "patron": facts.patron.name, "until": facts.old_due_at.date()}
    if not facts.is_open:
        return (loan_is_closed(facts.title),)
    found: list[Objection] = [*block_objections(facts.blocks, facts.patron)]
    limit = facts.policy.number("renewals") or 0
    if facts.renewals >= limit:
        counts = base | {"count": facts.renewals, "limit": limit}
        source = facts.policy.source("renewals")
        found.append(Objection("circulation.renewal_limit", Weight.ASK, counts, source, OVERRIDE_RENEWAL))
    soonest = renewable_from(facts.policy, facts.old_due_at)
    if soonest is not None and facts.today is not None and facts.today < soonest:
        early = base | {"from": soonest}
        source = facts.policy.source("renew_not_before")
        found.append(Objection("circulation.renewal_too_soon", Weight.ASK, early, source, OVERRIDE_RENEWAL))
    if facts.somebody_waits:
        waiting = Source("fact", "", "holds")
        found.append(Objection("circulation.renewal_held", Weight.ASK, base, waiting, OVERRIDE_RENEWAL))
    if facts.reserved_for is not None:
        found.append(_reserved(facts.reserved_for, base))
    if facts.is_overdue and facts.policy.value("renew_overdue") is False:
        source = facts.policy.source("renew_overdue")
        found.append(Objection("circulation.renewal_overdue", Weight.ASK, base, source, OVERRIDE_RENEWAL))
    if facts.due is not None:
        found += facts.due.objections
        if facts.due.at <= facts.old_due_at:
            found.append(Objection("circulation.would_not_extend", Weight.REFUSE, base, _limiting_source(facts)))
    return tuple(found)


def _reserved(reservation: Reserved, base: dict[str, object]) -> Objection:
    """A class needs the copy; whoever is told learns the days, and staff the class from the source."""
    facts = base | {"from": reservation.from_on, "last": reservation.until_on}
    source = Source("fact", reservation.class_name, f"reservation:{reservation.id}")
    return Objection("circulation.renewal_reserved", Weight.ASK, facts, source, OVERRIDE_RENEWAL)


def renewable_from(policy: Policy, due_at: datetime) -> date | None:
    """The first day on which a loan due then may be renewed; None where the policy names none. Local time."""
    days = policy.number("renew_not_before")
    return None if days is None else due_at.date() - timedelta(days=days)


def looked_through(last: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """From when to when a night looks at what falls due: since the last night, a day at least and fourteen at most."""
    a_day_ago = now - LOOK_AHEAD
    since = a_day_ago if last is None else min(last, a_day_ago)
    return max(since, now - MOST_MISSED), now + LOOK_AHEAD


def somebody_must_have_it(*, waiting_for_item: int, waiting_for_title: int, others_in: int) -> bool:
    """Whether a hold waits for this very copy, or more wait for the title than other copies are in."""
    return waiting_for_item > 0 or waiting_for_title > others_in


def _limiting_source(facts: RenewFacts) -> Source:
    steps = [step for step in (facts.due.steps if facts.due else ()) if step.changed]
    for step in reversed(steps):
        if step.code.startswith(("hard_", "cutoff_")):
            return Source("policy", str(step.facts.get("name", "")), f"hard_due_date:{step.facts.get('series')}")
        if step.code == "reservation_ends":
            return Source("fact", str(step.facts.get("class", "")), f"reservation:{step.facts.get('reservation')}")
        if step.code == "expiry":
            return Source("fact", "", "person")
    return facts.policy.source("length")


def renewal_start(*, renew_from: object, old_due_at: datetime, now: datetime) -> datetime:
    """What a renewal counts from. A late one always counts from now, so that it is not overdue at once."""
    return max(old_due_at, now) if renew_from == "due" else now


def loan_is_closed(title: str) -> Objection:
    """The loan has ended; there is nothing to renew or change."""
    return Objection("circulation.loan_is_closed", Weight.REFUSE, {"title": title}, Source("fact", "", "loan"))
