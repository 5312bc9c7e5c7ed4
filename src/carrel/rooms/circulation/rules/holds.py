"""Holds: may this reader wait for this title, and whose turn is it when a copy comes in?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.lending import (
    OVERRIDE_HOLD,
    OVERRIDE_LIMIT,
    BlockFacts,
    PatronFacts,
    block_objections,
    patron_objections,
)
from carrel.rooms.circulation.rules.policies import Policy

ON_SHELF, ON_ITS_WAY, WAITING = "on_shelf", "in_transit", "waiting"
GONE = frozenset({"lost", "missing", "withdrawn"})
"""States of an item in which nobody can wait for it."""


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy that could fill a hold, with the policy for it and this reader. `stands_at` is where it is, if in."""

    item_id: int
    site_id: int
    state: str
    policy: Policy
    stands_at: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Everything `place_hold_objections` decides from. `copies` are those of the title, or the one copy wanted."""

    today: date
    title: str
    patron: PatronFacts
    home_site_id: int | None
    pickup_site_id: int
    pickup: str
    pickup_is_open: bool
    copies: tuple[CopyFacts, ...]
    limits: Policy
    holds_now: int = 0
    waits_already: bool = False
    has_it: bool = False
    blocks: tuple[BlockFacts, ...] = ()


def place_hold_objections(facts: PlaceFacts) -> tuple[Objection, ...]:
    """All objections to one reader waiting for one title or copy."""
    return (
        *patron_objections(facts.patron, facts.today),
        *block_objections(facts.blocks, facts.patron),
        *_pickup_objections(facts),
        *_twice_objections(facts),
        *_copy_objections(facts),
        *_limit_objections(facts),
    )


def _base(facts: PlaceFacts) -> dict[str, object]:
    return {"title": facts.title, "patron": facts.patron.name}


def _pickup_objections(facts: PlaceFacts) -> tuple[Objection, ...]:
    if facts.pickup_is_open:
        return ()
    return (pickup_closed(facts.pickup),)


def _twice_objections(facts: PlaceFacts) -> tuple[Objection, ...]:
    if facts.waits_already:
        return (waits_already(facts.title, facts.patron.name),)
    if facts.has_it:
        source = Source("fact", "", "open loans")
        return (Objection("circulation.hold_has_it", Weight.ASK, _base(facts), source, OVERRIDE_HOLD),)
    return ()


def _copy_objections(facts: PlaceFacts) -> tuple[Objection, ...]:
    """Nothing to wait for, nothing that may be waited for, or nothing that must be waited for."""
    base, here = _base(facts), [copy for copy in facts.copies if copy.state not in GONE]
    if not here:
        return (Objection("circulation.hold_no_copy", Weight.REFUSE, base, Source("fact", "", "copies")),)
    closed = [why_not(copy.policy, copy.site_id, facts.home_site_id) for copy in here]
    fitting = [copy for copy, why in zip(here, closed, strict=True) if not why]
    if not fitting:
        code, setting = next((code, _SETTINGS[code]) for code in closed if code)
        return (Objection(code, Weight.ASK, base, here[0].policy.source(setting), OVERRIDE_HOLD),)
    in_the_way = _in_instead(fitting, facts.pickup_site_id)
    if not in_the_way:
        return ()
    source = in_the_way[0].policy.source("on_shelf_holds")
    count = base | {"count": len(in_the_way)}
    return (Objection("circulation.hold_copy_is_in", Weight.ASK, count, source, OVERRIDE_HOLD),)


def _in_instead(fitting: Sequence[CopyFacts], pickup_site_id: int) -> list[CopyFacts]:
    """The copies that are in and could be fetched instead of waited for, where their policy says so.

    Only what stands where the hold would be fetched can be taken from the shelf there; a copy in at another school is
    what the hold is for. Where the policy never fills a hold from a shelf, one elsewhere would be waited for in vain.
    """
    inside = [copy for copy in fitting if copy.state == "available"]
    all_in = len(inside) == len(fitting)

    def stops(copy: CopyFacts) -> bool:
        rule = copy.policy.value("on_shelf_holds")
        return rule == "if_all_out" or (rule in ("if_any_out", "never") and all_in)

    here = [copy for copy in inside if pickup_site_id == (copy.stands_at or copy.site_id)]
    if here:
        return here if stops(here[0]) else []
    in_vain = all_in and all(copy.policy.value("on_shelf_holds") == "never" for copy in inside)
    return inside if in_vain else []


_SETTINGS = {
    "circulation.hold_not_lent": "loanable",
    "circulation.hold_not_allowed": "hold_from",
    "circulation.hold_other_school": "hold_from",
}


def why_not(policy: Policy, item_site_id: int, home_site_id: int | None) -> str:
    """Why a copy of this policy may not be waited for by a reader of this site; blank when it may.

    Source: Koha's hold policy by patron group, "allowed from" (circulation-rules, section 6).
    """
    if policy.value("loanable") is False or policy.number("length") == 0:
        return "circulation.hold_not_lent"
    allowed = policy.value("hold_from")
    if allowed == "none":
        return "circulation.hold_not_allowed"
    if allowed == "site" and item_site_id != home_site_id:
        return "circulation.hold_other_school"
    return ""


def fits_reservation(policy: Policy, item_site_id: int, pickup_site_id: int) -> bool:
    """Whether a copy may fill a class's reservation: one of its own site that is lent at all. Staff promised it."""
    return item_site_id == pickup_site_id and why_not(policy, 0, 0) != "circulation.hold_not_lent"


def _limit_objections(facts: PlaceFacts) -> tuple[Objection, ...]:
    limit = facts.limits.number("max_holds")
    if limit is None or facts.holds_now < limit:
        return ()
    base = _base(facts) | {"count": facts.holds_now, "limit": limit}
    return (Objection("circulation.hold_limit", Weight.ASK, base, facts.limits.source("max_holds"), OVERRIDE_LIMIT),)


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A hold that is still active, as the return desk needs it. `frozen_until_on` empty: until it is thawed."""

    id: int
    item_id: int | None
    rank: int
    placed_at: datetime
    pickup_site_id: int
    category_id: int | None
    home_site_id: int | None
    status: str = WAITING
    captured_item_id: int | None = None
    is_frozen: bool = False
    frozen_until_on: date | None = None
    expires_on: date | None = None

    def waiting_again(self) -> "HoldFacts":
        """The same hold as if no copy had been caught for it."""
        return replace(self, status=WAITING, is_frozen=False)

    def sleeps_on(self, today: date) -> bool:
        """Whether it is frozen, or its time is over, on this day."""
        if self.expires_on is not None and self.expires_on < today:
            return True
        return self.is_frozen and (self.frozen_until_on is None or self.frozen_until_on > today)


def captured_hold(holds: Iterable[HoldFacts], item_id: int) -> HoldFacts | None:
    """The hold that this very copy was caught for already."""
    return next((each for each in holds if each.captured_item_id == item_id and each.status != WAITING), None)


def next_hold(
    holds: Iterable[HoldFacts],
    *,
    item_id: int,
    here: int,
    today: date,
    local_first: bool,
    fits: Callable[[HoldFacts], bool],
) -> HoldFacts | None:
    """Whose turn it is when this copy lies on the desk of the site `here`.

    The queue is kept: rank, then time; a hold for one certain copy stands in the same queue (circulation-rules,
    section 6). With `local_first` those who fetch it here come before the others of their rank.
    """
    waiting = [each for each in holds if each.status == WAITING and each.item_id in (None, item_id)]
    ordered = sorted(
        waiting, key=lambda each: (each.rank, local_first and each.pickup_site_id != here, each.placed_at, each.id)
    )
    return next((each for each in ordered if not each.sleeps_on(today) and fits(each)), None)


def place_in_queue(holds: Iterable[HoldFacts], hold_id: int, today: date) -> int | None:
    """How many come before this hold, plus one; frozen ones are not counted. None for one that does not wait."""
    waiting = sorted((each for each in holds if each.status == WAITING), key=lambda h: (h.rank, h.placed_at, h.id))
    for number, each in enumerate(waiting):
        if each.id == hold_id:
            return 1 + sum(not before.sleeps_on(today) for before in waiting[:number])
    return None


def waits_already(title: str, patron: str) -> Objection:
    """The reader waits for this already; a second place in the queue would be somebody else's."""
    facts = {"title": title, "patron": patron}
    return Objection("circulation.hold_waits_already", Weight.REFUSE, facts, Source("fact", "", "holds"))


def hold_unknown() -> Objection:
    """There is no such hold, or not for this actor."""
    return Objection("circulation.hold_unknown", Weight.REFUSE, {}, Source("fact", "", "hold"))


def hold_is_over(title: str) -> Objection:
    """The hold has ended: filled, expired or called off."""
    return Objection("circulation.hold_is_over", Weight.REFUSE, {"title": title}, Source("fact", "", "hold"))


def pickup_closed(site: str) -> Objection:
    """The site is not in use, so nothing can be fetched there."""
    return Objection("circulation.hold_pickup_closed", Weight.REFUSE, {"site": site}, Source("fact", site, "site"))


def hold_has_copy(title: str) -> Objection:
    """A copy was caught for it already: it can be fetched or called off, and nothing else."""
    return Objection("circulation.hold_has_copy", Weight.REFUSE, {"title": title}, Source("fact", "", "hold"))


def hold_is_reserved(title: str) -> Objection:
    """The hold is one copy of a class's reservation, and is changed with it."""
    return Objection("circulation.hold_is_reserved", Weight.REFUSE, {"title": title}, Source("fact", "", "hold"))


def hold_day_past(title: str, day: date) -> Objection:
    """The day that was given is past."""
    facts = {"title": title, "day": day}
    return Objection("circulation.hold_day_past", Weight.REFUSE, facts, Source("fact", "", "day"))


@dataclass(frozen=True, slots=True)
class CopyIn:
    """A copy that stands on a shelf: of its own site, or of the one `sent_to` where staff sent it by hand."""

    item_id: int
    site_id: int
    item_type_id: int
    sent_to: int | None = None

    @property
    def stands_at(self) -> int:
        return self.sent_to or self.site_id


def pulls(
    queue: Iterable[HoldFacts], copies: Iterable[CopyIn], *, today: date, fits: Callable[[HoldFacts, CopyIn], bool]
) -> list[tuple[HoldFacts, CopyIn]]:
    """Which copies of one title are fetched from their shelves for whom: in the order of the queue, each copy once.

    A copy of the site where it is fetched comes first, so that nothing travels without need; then the first site.
    """
    left = sorted(copies, key=lambda copy: (copy.stands_at, copy.item_id))
    found = []
    for hold in sorted(queue, key=lambda each: (each.rank, each.placed_at, each.id)):
        if hold.status != WAITING or hold.sleeps_on(today):
            continue
        mine = [copy for copy in left if hold.item_id in (None, copy.item_id) and fits(hold, copy)]
        chosen = next((copy for copy in mine if copy.stands_at == hold.pickup_site_id), mine[0] if mine else None)
        if chosen is not None:
            left.remove(chosen)
            found.append((hold, chosen))
    return found
