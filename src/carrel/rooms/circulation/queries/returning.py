"""What the rules of a return need to know: the loan, the day, and who waits for this copy."""

from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.holds import holds_of_title, whose_turn
from carrel.rooms.circulation.queries.sending import sent_by_hand
from carrel.rooms.circulation.rules.holds import ON_SHELF, HoldFacts, captured_hold
from carrel.rooms.circulation.rules.returning import ReturnFacts, WaitingFacts
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import stays_where_returned
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import calendar_of

NOBODY_GETS_IT = frozenset({"withdrawn", "in_repair"})


def return_facts(
    actor: Actor, item: Item, loan: Loan | None, *, now: datetime, returned_on: date | None
) -> ReturnFacts:
    """Everything `check_in_outcome` decides from. One statement for the queue, another where somebody waits."""
    zone = zone_named(item.site.timezone)
    today = now.astimezone(zone).date()
    day = returned_on or today
    due_on = loan.due_at.astimezone(zone).date() if loan else None
    here = actor.site_id or item.site_id
    # What was lent at home and comes back at home was sent nowhere. So the common return asks nothing here.
    may_be_sent = loan is None or here != item.site_id or loan.site_id != item.site_id
    late = calendar_of(item.site_id).open_days_between(due_on, day) if due_on is not None and day > due_on else 0
    return ReturnFacts(
        title=item.record.title,
        state=item.state,
        today=today,
        returned_on=day,
        here=actor.site_id in (None, item.site_id),
        home=item.site.name,
        due_on=due_on,
        lent_on=loan.lent_at.astimezone(zone).date() if loan else None,
        open_days_late=late,
        is_claimed=loan is not None and loan.claimed_on is not None,
        waiting=_waiting(item, here=here, today=today),
        sent=sent_by_hand(item, here=here) if may_be_sent else None,
        floats=here != item.site_id and stays_where_returned(item.item_type_id, here),
    )


def _waiting(item: Item, *, here: int, today: date) -> WaitingFacts | None:
    if item.state in NOBODY_GETS_IT:
        return None
    holds = holds_of_title(item.record_id)
    if not holds:
        return None
    caught = captured_hold(holds, item.pk)
    turn = whose_turn(item, here=here, today=today, holds=holds) if caught is None else None
    if caught is not None:
        return _caught(caught, item, here, today)
    return _facts(turn.hold, here, turn.until_on) if turn is not None else None


def _caught(caught: HoldFacts, item: Item, here: int, today: date) -> WaitingFacts:
    """A copy that was bound before: the day it may wait until is counted from its arrival."""
    again = whose_turn(item, here=here, today=today, holds=(caught.waiting_again(),))
    stands = caught.status == ON_SHELF and caught.pickup_site_id == here
    return _facts(caught, here, again.until_on if again else None, was_on_shelf=stands)


def _facts(hold: HoldFacts, here: int, until_on: date | None, *, was_on_shelf: bool = False) -> WaitingFacts:
    site = Site.objects.get(pk=hold.pickup_site_id).called
    is_here = hold.pickup_site_id == here
    return WaitingFacts(hold.id, hold.pickup_site_id, site, is_here, until_on, hold.status, was_on_shelf)
