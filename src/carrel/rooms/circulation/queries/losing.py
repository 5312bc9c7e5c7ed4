"""What is lost by now, what a lost thing costs, and which loan it was lost with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from carrel.rooms.charges.models import DepreciationStep
from carrel.rooms.charges.rules.damages import Depreciation, worth_of
from carrel.rooms.circulation.models import Claim, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.fines import fine_of
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
    """What is asked for a lost item, its type loaded: its price, else its record's or its kind's, less with age.

    None when nobody wrote a price down. By the schedule of the site it belongs to.
    """
    found = price_of(item)
    if found is None:
        return None
    steps = DepreciationStep.objects.filter(site=item.site_id).values_list("from_years", "percent")
    age = age_in_years(item, now=now)
    worth, percent = worth_of(found.minor, age_years=age, steps=[Depreciation(*each) for each in steps])
    basis: dict[str, object] = {"rule": "price", "of": found.of, "price": found.minor}
    return LostPrice(worth, basis if percent == 100 else basis | {"age_years": age, "left_percent": percent})


def age_in_years(item: Item, *, now: datetime) -> int:
    """Whole years since an item was acquired, or came into the catalogue where nobody wrote the day down."""
    since = item.acquired_on or item.created_at.date()
    today = now.date()
    return max(0, today.year - since.year - ((today.month, today.day) < (since.month, since.day)))


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


@dataclass(frozen=True, slots=True)
class LostSums:
    """What taking a loan's thing for lost would bill now; `price_of` says whose price it is (item, record, type)."""

    price_minor: int | None
    price_of: str
    fee_minor: int
    fine_minor: int


def lost_sums(loan: Loan, now: datetime) -> LostSums:
    """The sums `declare_lost` would bill; item and site loaded."""
    price = lost_price(loan.item, now=now)
    policy = grid_now().policy(loan.item.site_id, loan.category_id, loan.item.item_type_id)
    fine = fine_of(loan, until=now).amount_minor if policy.value("lost_fine") == "keep" else 0
    of = str(price.basis["of"]) if price is not None else ""
    return LostSums(price.minor if price else None, of, policy.number("lost_fee_minor") or 0, fine)


def act_that_ended(loan: Loan) -> int:
    """The act by which a loan was taken for lost, or its reader's word was noted, while it stands; 0 else."""
    if loan.ended_as == "lost":
        last = LoanChange.objects.filter(loan=loan, kind="lost").order_by("-pk").first()
        return last.act_id if last is not None else 0
    claim = Claim.objects.filter(loan=loan, settled_at=None).order_by("-pk").first()
    return claim.act_id if claim is not None else 0
