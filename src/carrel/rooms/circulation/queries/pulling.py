"""The morning's pull list: which copies stand on their shelves and are waited for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import grid_now
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.circulation.rules.holds import CopyIn, HoldFacts, fits_reservation, pulls, why_not
from carrel.rooms.inventory.models import Item


@dataclass(frozen=True, slots=True)
class ToPull:
    """One copy to be fetched from its shelf. `others_in` more of the title stand here, should it not be found."""

    item_id: int
    barcode: str
    title: str
    author: str
    call_number: str
    place: str
    pickup_site_id: int
    pickup_site: str
    is_for_here: bool
    for_class: bool
    others_in: int


def pull_list(site_id: int, today: date) -> tuple[ToPull, ...]:
    """What is to be fetched at a site today, in the order of its shelves; no reader is read. Four statements."""
    elsewhere = standing_elsewhere()
    sent_here = [item_id for item_id, at in elsewhere.items() if at == site_id]
    in_here = Q(site=site_id) | Q(pk__in=sent_here) if sent_here else Q(site=site_id)
    here = Item.objects.filter(in_here, record=OuterRef("record"), state="available")
    rows = (
        Hold.objects.filter(Exists(here), status="waiting")
        .order_by("record_id", "rank", "placed_at", "pk")
        .values_list(
            "record_id", "pk", "item_id", "rank", "placed_at", "pickup_site_id", "patron__category_id",
            "patron__home_site_id", "is_frozen", "frozen_until_on", "expires_on", "pickup_site__short_name",
            "pickup_site__name",
        )
    )  # fmt: skip
    queues: dict[int, list[HoldFacts]] = defaultdict(list)
    names: dict[int, str] = {}
    for record, pk, item, rank, placed, pickup, category, home, frozen, until, expires, short, name in rows:
        facts = HoldFacts(
            pk, item, rank, placed, pickup, category, home,
            is_frozen=frozen, frozen_until_on=until, expires_on=expires,
        )  # fmt: skip
        queues[record].append(facts)
        names[pickup] = short or name
    chosen, inside = _chosen(queues, elsewhere, site_id, today)
    return _shown(chosen, inside, names, site_id)


def _chosen(
    queues: dict[int, list[HoldFacts]], elsewhere: dict[int, int], site_id: int, today: date
) -> tuple[dict[int, HoldFacts], dict[int, int]]:
    """The copies of this site that are to be fetched, each with its hold; and how many of each title are in here."""
    kept = grid_now()

    def fits(hold: HoldFacts, copy: CopyIn) -> bool:
        policy = kept.policy(copy.site_id, hold.category_id, copy.item_type_id)
        if hold.rank == Hold.RESERVED:
            return fits_reservation(policy, copy.site_id, hold.pickup_site_id)
        return policy.value("on_shelf_holds") != "never" and not why_not(policy, copy.site_id, hold.home_site_id)

    copies: dict[int, list[CopyIn]] = defaultdict(list)
    waited = Exists(Hold.objects.filter(record=OuterRef("record"), status="waiting"))
    found = Item.objects.filter(waited, state="available").values_list("record_id", "pk", "site_id", "item_type_id")
    for record, pk, site, item_type in found:
        if record in queues:
            copies[record].append(CopyIn(pk, site, item_type, elsewhere.get(pk)))
    chosen = {
        copy.item_id: hold
        for record, queue in queues.items()
        for hold, copy in pulls(queue, copies[record], today=today, fits=fits)
        if copy.stands_at == site_id
    }
    return chosen, {record: sum(copy.stands_at == site_id for copy in held) for record, held in copies.items()}


def _shown(
    chosen: dict[int, HoldFacts], inside: dict[int, int], names: dict[int, str], site_id: int
) -> tuple[ToPull, ...]:
    items = (
        Item.objects.filter(pk__in=list(chosen))
        .select_related("record", "place")
        .only("barcode", "call_number", "shelving_key", "record__title", "record__author", "place__name", "record_id")
        .order_by("place__sort", "place__name", "shelving_key", "pk")
    )
    return tuple(
        ToPull(
            item_id=item.pk,
            barcode=item.barcode,
            title=item.record.title,
            author=item.record.author,
            call_number=item.call_number,
            place=item.place.name if item.place else "",
            pickup_site_id=chosen[item.pk].pickup_site_id,
            pickup_site=names[chosen[item.pk].pickup_site_id],
            is_for_here=chosen[item.pk].pickup_site_id == site_id,
            for_class=chosen[item.pk].rank == Hold.RESERVED,
            others_in=inside.get(item.record_id, 1) - 1,
        )
        for item in items
    )
