"""Lending to a place (a cart, a display, a room): what stands against it, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.due_dates import DAY, Due, Step, end_of
from carrel.rooms.circulation.rules.lending import (
    OVERRIDE_ON_LOAN,
    HolderFacts,
    ItemFacts,
    item_state_objections,
)

AWAITED = ("on_hold", "in_transit")
"""States in which somebody counts on the copy: a display is no reason to take it from them."""


@dataclass(frozen=True, slots=True)
class PlaceOutFacts:
    """The copy, the place it goes to, and who has it now. `is_there`: it is lent to this very place already.

    `reserved` is what a class's reservation of the title asks (queries.reservations).
    """

    item: ItemFacts
    place: str
    may_be_seen: bool = True
    holder: HolderFacts | None = None
    is_there: bool = False
    due: Due | None = None
    reserved: tuple[Objection, ...] = ()


def check_out_to_place_objections(facts: PlaceOutFacts) -> tuple[Objection, ...]:
    """All objections to lending a copy to a place. No limit holds for a place, and no policy says how long."""
    if not facts.may_be_seen:
        return (place_of_another_school(),)
    base: dict[str, object] = {"title": facts.item.title, "place": facts.place}
    found = list(item_state_objections(facts.item))
    if facts.item.state in AWAITED:
        found.append(Objection("circulation.item_is_awaited", Weight.REFUSE, base, Source("fact", "", "item")))
    if facts.is_there and facts.holder is not None:
        until = base | {"until": facts.holder.due_on}
        found.append(Objection("circulation.already_at_this_place", Weight.REFUSE, until, Source("fact", "", "loan")))
    elif facts.holder is not None:
        found.append(_held(facts.holder, base))
    if facts.due is None:
        found.append(Objection("circulation.no_school_year", Weight.REFUSE, base, Source("calendar", "", "year")))
    else:
        found.extend(facts.due.objections)
    found.extend(facts.reserved)
    return tuple(found)


def _held(holder: HolderFacts, base: dict[str, object]) -> Objection:
    """Somebody has it: the same three sentences as at the desk."""
    facts = base | {"until": holder.due_on, "loan_id": holder.loan_id}
    if holder.of_another_site:
        code = "circulation.item_on_loan_at_another_school"
    elif holder.name:
        code, facts["who"] = "circulation.item_on_loan_elsewhere", holder.name
    else:
        code = "circulation.item_on_loan_to_another_reader"
    return Objection(code, Weight.ASK, facts, Source("fact", "", f"loan:{holder.loan_id}"), OVERRIDE_ON_LOAN)


def due_at_year_end(*, start: datetime, ends_on: date, year: str, zone: tzinfo) -> Due:
    """The last day of the school year, at its end: what is lent to a place stays there until then."""
    steps = (Step("lent", start.astimezone(zone).date()), Step("year_end", ends_on, {"year": year}))
    return Due(ends_on, end_of(ends_on, zone), DAY, steps)


def place_of_another_school() -> Objection:
    """A place of a school at which the actor holds no role."""
    return Objection("circulation.place_of_another_school", Weight.REFUSE, {}, Source("fact", "", "place"))
