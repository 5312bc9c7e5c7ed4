"""What an action must know before it writes: the item itself, and whether the site, the place and the number will do.

Each raises Refused with the objection; none writes.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError

from carrel.cellar.kernel.actors import Actor, settle
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries.items import template_of, titles_of_numbers
from carrel.rooms.schools.models import Place, Site


def item_for(actor: Actor, item_id: int) -> Item:
    """The item an action is about, held against other writers until it ends."""
    item = Item.objects.select_for_update(of=("self",)).select_related("record").filter(pk=item_id).first()
    if item is None:
        raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {}))
    site_must_be_seen(actor, item.site_id, item.record.title)
    return item


def items_to_change(actor: Actor, item_ids: Collection[int]) -> dict[int, Item]:
    """The items a deed of many is about, with their records, held against other writers; those gone are left out."""
    found: dict[int, Item] = {}
    for some in in_steps(sorted(item_ids)):
        items = Item.objects.select_for_update(of=("self",)).select_related("record").filter(pk__in=some)
        found |= {item.pk: item for item in items.order_by("pk")}
    for item in found.values():
        site_must_be_seen(actor, item.site_id, item.record.title)
    return found


def site_must_be_seen(actor: Actor, site_id: int, title: str = "") -> None:
    """The site is one the actor works at."""
    if not actor.sees_site(site_id):
        raise Refused(Objection("inventory.other_site", Weight.REFUSE, {"title": title}))


def place_must_fit(site_id: int, place_id: int | None) -> None:
    """The place, if there is one, is of this site."""
    if place_id is not None and not Place.objects.filter(pk=place_id, site_id=site_id).exists():
        raise Refused(Objection("inventory.no_such_place", Weight.REFUSE, {}))


def number_must_do(
    actor: Actor, number: str, site_id: int, overrides: Collection[str], reason: str, *, is_barcode: bool = True
) -> tuple[str, ...]:
    """The normalised number can be given to an item of this site; returns the asks that were passed by name."""
    taken = titles_of_numbers([number]).get(number, (0, ""))[1]
    objections = rules.assign_number_objections(
        number,
        template=template_of(site_id),
        is_barcode=is_barcode,
        taken_by=taken,
        site=Site.objects.values_list("name", flat=True).get(pk=site_id),
    )
    return settle(Verdict.of(objections), actor, overrides, reason)


@contextmanager
def race_for(number: str) -> Iterator[None]:
    """Another desk may give the same number in the same moment: who comes second is told, and nothing of theirs stands.

    Put it around the whole transaction. The unique index decides; on SQLite the writer lock already did.
    """
    try:
        yield
    except IntegrityError as why:
        facts = {"number": rules.normalise_number(number)}
        raise Refused(Objection("inventory.number_taken_just_now", Weight.REFUSE, facts)) from why


def must_be_free(numbers: Sequence[str]) -> None:
    """None of these normalised numbers is on an item, and none comes twice."""
    taken = {number: title for number, (_, title) in titles_of_numbers(numbers).items()}
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            taken.setdefault(number, "")
        seen.add(number)
    found = [
        Objection("inventory.number_taken", Weight.REFUSE, {"number": number, "title": title})
        for number, title in taken.items()
    ]
    if found:
        raise Refused(*found)
