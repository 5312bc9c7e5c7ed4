"""Lost, claimed, found: what stands against each, and what finding a thing gives back. Pure; docs/rules/lost.md."""

from dataclasses import dataclass
from datetime import date, timedelta

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.policies import Policy

REFUND, RESTORE, CHARGE = "refund", "restore", "charge"
LARGEST_PRICE_MINOR = 99_999_999
LONGEST_REFUND_DAYS = 366


@dataclass(frozen=True, slots=True)
class LostFacts:
    """A loan whose thing is to be taken for lost. `is_billed`: whether a reader has it at all."""

    title: str
    is_open: bool
    price_minor: int | None
    is_billed: bool = True


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A loan of which the reader says that they brought it back on `said_on`.

    `open_claims` are those of the reader besides this one, `limit` how many the policy takes without a word.
    """

    title: str
    patron: str
    is_open: bool
    has_reader: bool
    is_claimed: bool
    said_on: date
    lent_on: date
    today: date
    open_claims: int = 0
    limit: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """What finding a thing gives back: outcomes for price and processing fee as the room charges takes them.

    `latest_on` is the last day on which what was paid goes back. `fine` is restore (the fine forgiven when it was
    taken for lost comes back), charge (a new one, until the day it was found) or empty.
    """

    price: str
    fee: str
    latest_on: date | None
    fine: str = ""


def declare_lost_objections(facts: LostFacts) -> tuple[Objection, ...]:
    """What stands against taking a thing for lost: it is not out, or nobody knows what it costs."""
    base: dict[str, object] = {"title": facts.title}
    if not facts.is_open:
        return (Objection("circulation.loan_is_closed", Weight.REFUSE, base, Source("fact", "", "loan")),)
    price = facts.price_minor
    if price is not None and not 0 <= price <= LARGEST_PRICE_MINOR:
        return (Objection("circulation.lost_price_wrong", Weight.REFUSE, base, Source("fact", "", "price")),)
    if price is None and facts.is_billed:
        return (Objection("circulation.lost_without_price", Weight.REFUSE, base, Source("fact", "", "price")),)
    return ()


def claim_returned_objections(facts: ClaimFacts) -> tuple[Objection, ...]:
    """What stands against noting that a reader says they brought it back; many such claims are only told."""
    base: dict[str, object] = {"title": facts.title, "patron": facts.patron, "said": facts.said_on}
    source = Source("fact", "", "loan")
    if not facts.is_open:
        return (Objection("circulation.loan_is_closed", Weight.REFUSE, base, source),)
    if not facts.has_reader:
        return (Objection("circulation.claim_of_nobody", Weight.REFUSE, base, source),)
    if facts.is_claimed:
        return (Objection("circulation.claimed_already", Weight.REFUSE, base, source),)
    if facts.said_on > facts.today:
        return (Objection("circulation.claim_in_the_future", Weight.REFUSE, base, source),)
    if facts.said_on < facts.lent_on:
        lent = base | {"lent": facts.lent_on}
        return (Objection("circulation.claim_before_lent", Weight.REFUSE, lent, source),)
    if facts.limit is not None and facts.open_claims + 1 > facts.limit:
        counted = base | {"count": facts.open_claims + 1, "limit": facts.limit}
        return (Objection("circulation.many_claims", Weight.TELL, counted, facts.source),)
    return ()


def refund_for(policy: Policy, *, lost_on: date, was_claimed: bool) -> Refund:
    """What is given back when a lost thing turns up, by the policy of now.

    Who said that they had brought it back was right: everything goes back, whatever the policy, as long as the charge
    remembers what it was for, and nothing is charged for the time since.
    """
    if was_claimed:
        return Refund(REFUND, REFUND, None)
    price, fee = str(policy.value("refund_price")), str(policy.value("refund_fee"))
    days = policy.number("refund_days")
    latest_on = lost_on + timedelta(days=days) if days is not None else None
    if price in (RESTORE, CHARGE):
        return Refund(REFUND, fee, latest_on, price)
    return Refund(price, fee, latest_on)


def refund_until(policy: Policy, *, lost_on: date, was_claimed: bool) -> date | None:
    """So long a charge for something lost remembers what it was for, though paid; None: not longer than others."""
    if was_claimed:
        return lost_on + timedelta(days=LONGEST_REFUND_DAYS)
    refund = refund_for(policy, lost_on=lost_on, was_claimed=False)
    return refund.latest_on if REFUND in (refund.price, refund.fee) else None
