"""May they? Every objection to lending one item to one patron, each with its weight and where it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.policies import NAMED_DATE, Policy

OVERRIDE_PATRON = "circulation.override_patron"
OVERRIDE_BLOCK = "circulation.override_block"
OVERRIDE_LIMIT = "circulation.override_limit"
OVERRIDE_OVERDUE = "circulation.override_overdue"
OVERRIDE_NOT_LOANABLE = "circulation.override_not_loanable"
OVERRIDE_ITEM_STATE = "circulation.override_item_state"
OVERRIDE_ON_LOAN = "circulation.override_on_loan"
OVERRIDE_RENEWAL = "circulation.override_renewal"
OVERRIDE_HOLD = "circulation.override_hold"
OVERRIDES = (
    OVERRIDE_PATRON, OVERRIDE_BLOCK, OVERRIDE_LIMIT, OVERRIDE_OVERDUE, OVERRIDE_NOT_LOANABLE, OVERRIDE_ITEM_STATE,
    OVERRIDE_ON_LOAN, OVERRIDE_RENEWAL, OVERRIDE_HOLD,
)  # fmt: skip
"""Permissions of their own: whoever may lend may not therefore pass an objection."""

JUST_NOW_SECONDS = 300
"""The same item to the same patron again within this time is a double scan, not a wish to renew."""

STOP, WARN = "stop", "warn"


@dataclass(frozen=True, slots=True)
class PatronFacts:
    """The patron as lending sees them. `may_be_seen`: whether the actor may know who they are."""

    id: int
    name: str
    may_be_seen: bool = True
    expires_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The card that was scanned for this patron."""

    number: str
    status: str = "valid"
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A block in force: `kind` is stop or warn."""

    id: int
    kind: str
    note: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The item as lending sees it. `away_from` names the site it belongs to when that is not the actor's."""

    id: int
    title: str
    state: str
    item_types: tuple[int, ...] = ()
    type_name: str = ""
    away_from: str = ""


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """The open loan that already holds the item. `name` is empty when the actor may not know who it is."""

    loan_id: int
    is_this_patron: bool
    due_on: date
    lent_at: datetime
    name: str = ""
    of_another_site: bool = False


@dataclass(frozen=True, slots=True)
class WhoWaits:
    """Who waits for the title: this copy was caught for another, is this patron's own, or others stand in the queue."""

    caught_for_another: bool = False
    is_for_this_patron: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """What the patron has out: in all, overdue, and by item type (own type of each item)."""

    total: int = 0
    overdue: int = 0
    by_type: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckOutFacts:
    """Everything that `check_out_objections` decides from."""

    now: datetime
    today: date
    patron: PatronFacts
    item: ItemFacts
    policy: Policy
    out: Out = Out()
    due: Due | None = None
    blocks: tuple[BlockFacts, ...] = ()
    card: CardFacts | None = None
    holder: HolderFacts | None = None
    out_again: str = "ask"
    waits: WhoWaits = WhoWaits()
    type_families: Mapping[int, frozenset[int]] = field(default_factory=dict)
    type_names: Mapping[int, str] = field(default_factory=dict)


def check_out_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """All objections to lending, heaviest rows of the table first; nobody has to guess whether there are more."""
    return (
        *patron_objections(facts.patron, facts.today),
        *card_objections(facts.card, facts.patron, facts.today),
        *block_objections(facts.blocks, facts.patron),
        *item_state_objections(facts.item),
        *holder_objections(facts),
        *waiting_objections(facts),
        *loanable_objections(facts),
        *overdue_objections(facts),
        *limit_objections(facts),
        *(facts.due.objections if facts.due is not None else ()),
    )


def patron_objections(patron: PatronFacts, today: date) -> tuple[Objection, ...]:
    """What stands against the patron, whatever they want to borrow."""
    if not patron.may_be_seen:
        return (patron_of_another_school(),)
    found = []
    if patron.left_on is not None and patron.left_on <= today:
        facts = {"patron": patron.name, "left": patron.left_on}
        found.append(
            Objection("circulation.patron_left", Weight.ASK, facts, Source("fact", "", "person"), OVERRIDE_PATRON)
        )
    if patron.expires_on is not None and patron.expires_on < today:
        facts = {"patron": patron.name, "expired": patron.expires_on}
        found.append(
            Objection("circulation.patron_expired", Weight.ASK, facts, Source("fact", "", "person"), OVERRIDE_PATRON)
        )
    return tuple(found)


def card_objections(card: CardFacts | None, patron: PatronFacts, today: date) -> tuple[Objection, ...]:
    """What stands against the card itself: reported lost, replaced by another, or past its date."""
    if card is None or not patron.may_be_seen:
        return ()
    source = Source("fact", "", "card")
    facts: dict[str, object] = {"patron": patron.name, "card": card.number, "expired": card.expires_on}
    if card.status == "lost":
        return (Objection("circulation.card_lost", Weight.ASK, facts, source, OVERRIDE_PATRON),)
    if card.status == "replaced":
        return (Objection("circulation.card_replaced", Weight.TELL, facts, source),)
    if card.expires_on is not None and card.expires_on < today:
        return (Objection("circulation.card_expired", Weight.ASK, facts, source, OVERRIDE_PATRON),)
    return ()


def block_objections(blocks: Iterable[BlockFacts], patron: PatronFacts) -> tuple[Objection, ...]:
    """Blocks put by staff: a stop asks, a warning tells."""
    found = []
    for block in blocks:
        facts = {"patron": patron.name, "note": block.note, "until": block.until_on}
        source = Source("fact", block.note, f"block:{block.id}")
        if block.kind == STOP:
            found.append(Objection("circulation.patron_blocked", Weight.ASK, facts, source, OVERRIDE_BLOCK))
        else:
            found.append(Objection("circulation.patron_warning", Weight.TELL, facts, source))
    return tuple(found)


def item_state_objections(item: ItemFacts) -> tuple[Objection, ...]:
    """What stands against the item itself; whatever is marked as gone and is in the hand was found."""
    found = []
    facts = {"title": item.title, "site": item.away_from}
    source = Source("fact", "", f"item:{item.id}")
    if item.state in ("lost", "missing", "withdrawn", "in_repair"):
        code = f"circulation.item_{item.state}"
        found.append(Objection(code, Weight.ASK, facts, source, OVERRIDE_ITEM_STATE))
    if item.away_from:
        found.append(Objection("circulation.item_of_another_site", Weight.TELL, facts, source))
    return tuple(found)


def holder_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """The item is out already: to this patron (returned or renew?), or to somebody else (who, if that may be known)."""
    holder, item = facts.holder, facts.item
    if holder is None:
        return ()
    source = Source("fact", "", f"loan:{holder.loan_id}")
    base: dict[str, object] = {"title": item.title, "until": holder.due_on, "loan_id": holder.loan_id}
    if holder.is_this_patron:
        just_now = (facts.now - holder.lent_at).total_seconds() < JUST_NOW_SECONDS
        base |= {"patron": facts.patron.name, "out_again": facts.out_again, "just_now": just_now}
        return (Objection("circulation.already_lent_to_this_patron", Weight.ASK, base, source),)
    if holder.of_another_site:
        code = "circulation.item_on_loan_at_another_school"
    elif holder.name:
        code, base["who"] = "circulation.item_on_loan_elsewhere", holder.name
    else:
        code = "circulation.item_on_loan_to_another_reader"
    return (Objection(code, Weight.ASK, base, source, OVERRIDE_ON_LOAN),)


def waiting_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """The copy was caught for somebody else, or others wait for the title; nobody is named."""
    base, source = {"title": facts.item.title, "patron": facts.patron.name}, Source("fact", "", "holds")
    if facts.waits.caught_for_another:
        return (Objection("circulation.on_hold_for_another", Weight.ASK, base, source, OVERRIDE_HOLD),)
    if facts.waits.others and not facts.waits.is_for_this_patron and facts.holder is None:
        return (Objection("circulation.others_wait", Weight.TELL, base, source),)
    return ()


def loanable_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """The policy lends this kind of item to this kind of patron not at all, or does not say for how long."""
    policy = facts.policy
    base = {"title": facts.item.title, "type": facts.item.type_name, "patron": facts.patron.name}
    if policy.value("loanable") is False:
        source = policy.source("loanable")
        return (Objection("circulation.not_loanable", Weight.ASK, base, source, OVERRIDE_NOT_LOANABLE),)
    if policy.number("length") == 0 and policy.value("length_unit") != NAMED_DATE:
        source = policy.source("length")
        return (Objection("circulation.not_loanable", Weight.ASK, base, source, OVERRIDE_NOT_LOANABLE),)
    return ()


def overdue_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """Overdue items are told; at the limit of the policy they ask."""
    overdue, limit = facts.out.overdue, facts.policy.number("max_overdue")
    base = {"patron": facts.patron.name, "count": overdue, "limit": limit}
    source = facts.policy.source("max_overdue")
    if limit is not None and overdue > 0 and overdue >= limit:
        return (Objection("circulation.too_many_overdue", Weight.ASK, base, source, OVERRIDE_OVERDUE),)
    if overdue > 0:
        return (Objection("circulation.has_overdue", Weight.TELL, base, Source("fact", "", "open loans")),)
    return ()


def limit_objections(facts: CheckOutFacts) -> tuple[Objection, ...]:
    """The limits of the patron, over all and by type; both must pass. An item already out to them adds nothing."""
    if facts.holder is not None and facts.holder.is_this_patron:
        return ()
    found = []
    limit, total = facts.policy.number("max_loans"), facts.out.total
    if limit is not None and total >= limit:
        base = {"patron": facts.patron.name, "count": total, "limit": limit}
        source = facts.policy.source("max_loans")
        found.append(Objection("circulation.over_limit", Weight.ASK, base, source, OVERRIDE_LIMIT))
    for each in facts.policy.type_limits:
        count = out_of_type(facts, each.item_type_id)
        if count >= each.limit:
            kind = facts.type_names.get(each.item_type_id, "")
            base = {"patron": facts.patron.name, "count": count, "limit": each.limit, "type": kind}
            source = each.row.source("max_loans_of_type")
            found.append(Objection("circulation.over_type_limit", Weight.ASK, base, source, OVERRIDE_LIMIT))
    return tuple(found)


def out_of_type(facts: CheckOutFacts, item_type_id: int) -> int:
    """How many items of this type, and of the types below it, the patron has out."""
    family = facts.type_families.get(item_type_id, frozenset((item_type_id,)))
    return sum(out for item_type, out in facts.out.by_type.items() if item_type in family)


def length_missing(facts_title: str, type_name: str) -> Objection:
    """No row of the grid says how long: refused, since no date could be printed or defended."""
    facts = {"title": facts_title, "type": type_name}
    return Objection("circulation.no_loan_length", Weight.REFUSE, facts, Source("policy", "", "policy:0:length"))


def no_open_day(site: str) -> Objection:
    """The calendar knows no open day within a year to be due on."""
    return Objection("circulation.no_open_day", Weight.REFUSE, {"site": site}, Source("calendar", site, "calendar"))


def no_period(site: str) -> Objection:
    """The bell schedules know too few periods within a year to be due at."""
    return Objection("circulation.no_period", Weight.REFUSE, {"site": site}, Source("calendar", site, "bells"))


def no_named_date(title: str, type_name: str, source: Source) -> Objection:
    """The loan lasts until a named date, and no series names one that is ahead."""
    return Objection("circulation.no_named_date", Weight.REFUSE, {"title": title, "type": type_name}, source)


def item_unknown() -> Objection:
    """Nothing has this number."""
    return Objection("circulation.item_unknown", Weight.REFUSE, {}, Source("fact", "", "item"))


def patron_unknown() -> Objection:
    """Nobody has this number."""
    return Objection("circulation.patron_unknown", Weight.REFUSE, {}, Source("fact", "", "person"))


def patron_of_another_school() -> Objection:
    """A student whom the actor may not know; no name goes with it."""
    return Objection("circulation.patron_of_another_school", Weight.REFUSE, {}, Source("fact", "", "person"))
