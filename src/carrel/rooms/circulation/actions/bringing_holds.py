"""bring_holds, take_back_holds: who waited in another system waits on here, and goes again with the file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import FOR_HOLD, held_still, keep_still
from carrel.rooms.circulation.models import CAPTURED, Hold
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.holds import acted_upon, shelf_until
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import AVAILABLE, IN_TRANSIT, ON_HOLD
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site

BRING = "circulation.bring_holds"
TAKE_BACK = "circulation.take_back_holds"


@dataclass(frozen=True, slots=True)
class BroughtHold:
    """A hold as another system kept it. `item_id` is the one copy that is wanted, `caught_item_id` the copy that stood
    ready there, or was on its way; `shelf_until_on` None: as long as the policy says."""

    record_id: int
    patron_id: int
    pickup_site_id: int
    placed_at: datetime
    item_id: int | None = None
    expires_on: date | None = None
    is_frozen: bool = False
    frozen_until_on: date | None = None
    is_front: bool = False
    note: str = ""
    caught_item_id: int | None = None
    is_on_its_way: bool = False
    shelf_until_on: date | None = None


@dataclass(frozen=True, slots=True)
class HoldsBrought:
    """The holds that were entered, in the order they were given, and those of them whose copy was caught."""

    hold_ids: list[int]
    caught_ids: list[int]


def bring_holds(actor: Actor, *, rows: Sequence[BroughtHold], now: datetime, job_id: int | None = None) -> HoldsBrought:
    """Enter holds as another system kept them, all or none, in the order given, and keep caught copies for them.

    No limit and no policy is asked: who waits was promised it. A caught copy that is not in here is not caught: its
    hold waits. Nobody is told and no slip is printed: both was done there. Raises IntegrityError when somebody would
    wait twice for the same. Inverse: take_back_holds.
    """
    require(actor, BRING)
    with writing():
        people = Person.objects.in_bulk({each.patron_id for each in rows})
        keep_still(item_ids=[each.caught_item_id for each in rows], hold_ids=())
        made = Hold.objects.bulk_create([_hold(each, people[each.patron_id]) for each in rows], batch_size=300)
        caught = [hold.pk for hold, row in zip(made, rows, strict=True) if _catch(hold, row, now)]
        record_act(actor, BRING, about=("job", job_id), at=now, facts={"count": len(made), "caught": len(caught)})
    return HoldsBrought([hold.pk for hold in made], caught)


def _hold(row: BroughtHold, person: Person) -> Hold:
    return Hold(
        record_id=row.record_id,
        item_id=row.item_id,
        patron=person,
        grade=person.grade,
        home_site_id=person.home_site_id,
        pickup_site_id=row.pickup_site_id,
        rank=Hold.FRONT if row.is_front else Hold.NORMAL,
        placed_at=row.placed_at,
        expires_on=row.expires_on,
        is_frozen=row.is_frozen,
        frozen_until_on=row.frozen_until_on,
        note=row.note,
    )


def _catch(hold: Hold, row: BroughtHold, now: datetime) -> bool:
    """Keep the copy that was caught there for its hold; False when it is not in here, so that the hold waits."""
    item = Item.objects.filter(pk=row.caught_item_id or 0, record_id=hold.record_id, state=AVAILABLE).first()
    if item is None:
        return False
    if row.is_on_its_way and item.site_id == hold.pickup_site_id:
        # It comes from nobody knows where. It is caught when it is unpacked: the queue stands as it stood.
        return False
    if row.is_on_its_way:
        status, until_on, state = "in_transit", None, IN_TRANSIT
        inventory.send_item(item.pk, from_site_id=item.site_id, to_site_id=hold.pickup_site_id, why=FOR_HOLD, now=now)
    else:
        status, until_on, state = "on_shelf", row.shelf_until_on or _until(hold, item, now), ON_HOLD
    inventory.mark_returned(item.pk, to_state=state, now=now, seen=False)
    Hold.objects.filter(pk=hold.pk).update(
        status=status, captured_item=item, captured_at=now, shelf_until_on=until_on, is_frozen=False,
        frozen_until_on=None,
    )  # fmt: skip
    return True


def _until(hold: Hold, item: Item, now: datetime) -> date | None:
    assert hold.patron is not None
    policy = grid_now().policy(item.site_id, hold.patron.category_id, item.item_type_id)
    zone = Site.objects.values_list("timezone", flat=True).get(pk=hold.pickup_site_id)
    return shelf_until(policy, hold.pickup_site_id, now.astimezone(zone_named(zone)).date())


def take_back_holds(
    actor: Actor, *, hold_ids: Sequence[int], caught_ids: Collection[int], now: datetime
) -> tuple[int, int]:
    """Take holds that came with a file out again, as if they had never come; returns how many went and how many stay.

    A copy that came as caught is in again. What was filled, ended, changed, or caught here since, stays: it is ours by
    now. No inverse: the file is brought again.
    """
    require(actor, TAKE_BACK)
    with writing():
        found = held_still(Hold.objects.filter(pk__in=hold_ids))
        touched, caught = acted_upon(hold_ids), set(caught_ids)
        going = [
            hold
            for hold in found
            if hold.pk not in touched and (hold.status == "waiting" or (hold.pk in caught and hold.status in CAPTURED))
        ]
        for hold in going:
            if hold.status in CAPTURED and hold.captured_item_id is not None:
                inventory.end_transit(hold.captured_item_id, ended_as="cancelled", now=now)
                inventory.mark_returned(hold.captured_item_id, to_state=AVAILABLE, now=now, seen=False)
        Hold.objects.filter(pk__in=[hold.pk for hold in going]).delete()
        record_act(actor, TAKE_BACK, about=("holds", None), at=now, facts={"count": len(going)})
    return len(going), len(found) - len(going)
