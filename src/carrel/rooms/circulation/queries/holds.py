"""Holds as rules and desks need them: the queue of a title, what a reader waits for, one hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.models import ACTIVE, Hold, Loan
from carrel.rooms.circulation.queries.facts import blocks_in_force, grid_now, may_see_home
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.circulation.rules.holds import (
    WAITING,
    CopyFacts,
    HoldFacts,
    PlaceFacts,
    fits_reservation,
    next_hold,
    place_in_queue,
    why_not,
)
from carrel.rooms.circulation.rules.lending import PatronFacts
from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import NoOpenDay

_OF_TITLE = Prepared(
    lambda: Hold.objects.filter(record_id=Slot("record_id"), status__in=ACTIVE)
    .order_by("rank", "placed_at", "pk")
    .values_list(
        "pk", "item_id", "rank", "placed_at", "pickup_site_id", "patron__category_id", "patron__home_site_id", "status",
        "captured_item_id", "is_frozen", "frozen_until_on", "expires_on",
    )
)  # fmt: skip


def holds_of_title(record_id: int) -> tuple[HoldFacts, ...]:
    """Every active hold of a title, in the order of its queue. One statement."""
    return tuple(HoldFacts(*row) for row in _OF_TITLE.rows(record_id=record_id))


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is for a copy, and the last day it would stand on the hold shelf there."""

    hold: HoldFacts
    until_on: date | None


def whose_turn(item: Item, *, here: int, today: date, holds: tuple[HoldFacts, ...] | None = None) -> Turn | None:
    """The hold that this copy fills next when it lies on the desk of the site `here`."""
    waiting = holds_of_title(item.record_id) if holds is None else holds
    if not any(each.status == WAITING for each in waiting):
        return None
    kept = grid_now()

    def policy_for(hold: HoldFacts) -> Policy:
        return kept.policy(item.site_id, hold.category_id, item.item_type_id)

    def fits(hold: HoldFacts) -> bool:
        """A class's copy was promised by staff; everybody else by the policy."""
        if hold.rank == Hold.RESERVED:
            return fits_reservation(policy_for(hold), item.site_id, hold.pickup_site_id)
        return not why_not(policy_for(hold), item.site_id, hold.home_site_id)

    local_first = bool(kept.policy(item.site_id, None, item.item_type_id).value("local_first"))
    found = next_hold(waiting, item_id=item.pk, here=here, today=today, local_first=local_first, fits=fits)
    if found is None:
        return None
    if found.rank == Hold.RESERVED:
        # A class's copies stand ready until its last day, however short the policy keeps a reader's.
        return Turn(found, found.expires_on)
    return Turn(found, shelf_until(policy_for(found), found.pickup_site_id, today))


def shelf_until(policy: Policy, pickup_site_id: int, today: date) -> date | None:
    """The last day on the hold shelf: so many open days of the pickup site. None when its calendar ends before."""
    days = policy.number("shelf_days")
    try:
        return calendar_of(pickup_site_id).add_open_days(today, max(days or 0, 1))
    except NoOpenDay:
        return None


def hold_of(hold_id: int) -> Hold | None:
    """One hold with its title, its reader and where it is fetched."""
    return Hold.objects.select_related("record", "patron", "pickup_site", "captured_item").filter(pk=hold_id).first()


def may_touch_hold(actor: Actor, found: Hold) -> bool:
    """Whether the reader of a hold is within the actor's scope, or the actor's own site is where it is fetched."""
    patron = found.patron
    if patron is None or actor.sees_site(found.pickup_site_id):
        return True
    return may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id)


def position_of(found: Hold, today: date) -> int | None:
    """The place of a hold in its queue, from 1; None when it does not wait."""
    return place_in_queue(holds_of_title(found.record_id), found.pk, today)


def place_facts(
    actor: Actor, patron: Person, record: Record, *, pickup: Site, item_id: int | None, today: date
) -> PlaceFacts:
    """Everything `place_hold_objections` decides from. Seven statements and one for each block."""
    kept = grid_now()
    items = Item.objects.filter(record=record).order_by("pk").values_list("pk", "site_id", "state", "item_type_id")
    found = list(items.filter(pk=item_id) if item_id is not None else items)
    elsewhere = standing_elsewhere(among=[each[0] for each in found])
    copies = tuple(
        CopyFacts(pk, site_id, state, kept.policy(site_id, patron.category_id, type_id), elsewhere.get(pk))
        for pk, site_id, state, type_id in found
    )
    mine = Hold.objects.filter(patron=patron, status__in=ACTIVE)
    same = Q(record=record, reservation=None) & (Q(item=None) | Q(item_id=item_id))
    return PlaceFacts(
        today=today,
        title=record.title,
        patron=PatronFacts(
            patron.pk,
            patron.display_name,
            actor.person_id == patron.pk or may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id),
            patron.expires_on,
            patron.left_on,
        ),
        home_site_id=patron.home_site_id,
        pickup_site_id=pickup.pk,
        pickup=pickup.called,
        pickup_is_open=pickup.is_active,
        copies=copies,
        limits=kept.policy(patron.home_site_id, patron.category_id, None),
        holds_now=mine.filter(reservation=None).count(),
        waits_already=mine.filter(same).exists(),
        has_it=Loan.objects.filter(patron=patron, item__record=record, returned_at=None).exists(),
        blocks=blocks_in_force(patron.pk, today),
    )


def pickup_site(site_id: int) -> Site | None:
    """The site where a hold would be fetched."""
    return Site.objects.filter(pk=site_id).first()


def acted_upon(hold_ids: Collection[int]) -> set[int]:
    """Those of these holds to which somebody did something: froze it, changed it, called it off."""
    acts = AuditEntry.objects.filter(about_kind="hold", about_id__in=list(hold_ids))
    return {about_id for about_id in acts.values_list("about_id", flat=True) if about_id is not None}


Waiter = tuple[int | None, int, int | None]
"""Who waits, for which record, and for which one copy, if for one."""


def waiting_for(record_ids: Collection[int]) -> set[Waiter]:
    """Everybody who waits for one of these titles, classes aside. One statement."""
    found = Hold.objects.filter(record__in=record_ids, status__in=ACTIVE, reservation=None)
    return set(found.order_by().values_list("patron_id", "record_id", "item_id"))


WaitedBefore = dict[tuple[int, int | None, datetime], list[int | None]]
"""For what and since when somebody waited, and who, where that is known still."""


def waited_before(record_ids: Collection[int]) -> WaitedBefore:
    """The holds of these titles that have ended, classes' aside. One statement."""
    ended = Hold.objects.filter(record__in=record_ids, ended_at__isnull=False, reservation=None)
    found: WaitedBefore = {}
    for patron_id, record_id, item_id, at in ended.values_list("patron_id", "record_id", "item_id", "placed_at"):
        found.setdefault((record_id, item_id, at), []).append(patron_id)
    return found
