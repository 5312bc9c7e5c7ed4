"""What is lost by now, what a lost thing costs, and which loan it was lost with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.queries.prices import price_of
from carrel.rooms.circulation.rules.fines import is_lost_by_time
from carrel.rooms.inventory.models import Item


@dataclass(frozen=True, slots=True)
class LostPrice:
    """What is asked for a lost thing in minor units, and the sum it comes from as a charge keeps it."""

    minor: int
    basis: Mapping[str, object] = field(default_factory=dict)


def lost_price(item: Item, *, now: datetime) -> LostPrice | None:
    """What is asked for a lost item, its type loaded: its price, else its record's or its kind's; None if unknown."""
    found = price_of(item)
    if found is None:
        return None
    return LostPrice(found.minor, {"rule": "price", "of": found.of, "price": found.minor})


def loans_lost_by_time(now: datetime) -> list[int]:
    """The open loans late for as many days as their policy takes for lost, the longest late first.

    Without those whose reader says they brought it back, those of carts and rooms, and those whose price nobody knows.
    """
    kept = grid_now()
    days = [int(str(row.values["lost_days"])) for row in kept.rows if row.values.get("lost_days")]
    if not days:
        return []
    late = Loan.objects.filter(OWN_LINE, returned_at=None, patron__isnull=False, claimed_on=None)
    late = late.filter(due_at__lt=now - timedelta(days=min(days) - 1))
    columns = ("pk", "due_at", "item__site_id", "item__site__timezone", "category_id", "item__item_type_id")
    found = []
    for pk, due_at, site_id, timezone, category_id, type_id in late.order_by("due_at", "pk").values_list(*columns):
        zone = zone_named(timezone)
        late_days = (now.astimezone(zone).date() - due_at.astimezone(zone).date()).days
        if is_lost_by_time(kept.policy(site_id, category_id, type_id), late_days):
            found.append(pk)
    return found


def lost_loan_of_item(item_id: int) -> Loan | None:
    """The loan with which an item was lost, while it has not been found since; item, record and site loaded."""
    lost = Loan.objects.filter(item=item_id, ended_as="lost", found_at=None)
    return lost.select_related("item__record", "item__site", "item__item_type").order_by("-returned_at", "-pk").first()
