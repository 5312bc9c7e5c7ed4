"""Questions about changes of many items: what each line finds, how far a change is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.care.models import ChangeLine, ManyChange
from carrel.rooms.care.queries.genres import genres_of_records
from carrel.rooms.care.rules import changing as rules
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.queries import item_of_number, shelf_list
from carrel.rooms.inventory.rules import NUMBER_LENGTH, normalise_number
from carrel.rooms.schools.models import Place


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a site's shelf list, as its page narrows it."""

    start: str = ""
    end: str = ""
    only: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """One number of a change and the item it stands for, if there is one."""

    number: str
    item_id: int | None


def scanned_numbers(texts: Iterable[str], site_id: int) -> list[Scanned]:
    """The items of scanned or pasted numbers, in their order; one that is known as it was read costs no query."""
    numbers = [normalise_number(text)[:NUMBER_LENGTH] for text in texts]
    numbers = [number for number in numbers if number]
    known: dict[str, int] = {}
    for some in in_steps(sorted(set(numbers))):
        known |= dict(ItemNumber.objects.filter(number__in=some).values_list("number", "item_id"))
    found = []
    for number in numbers:
        item_id = known.get(number)
        if item_id is None and (meant := item_of_number(number, site_id=site_id)):
            item_id = meant.item_id
        found.append(Scanned(number, item_id))
    return found


def stretch_of_shelf(site_id: int, stretch: Stretch, most: int) -> list[Scanned]:
    """The items of a stretch of the shelf list, in its order; one more than `most` tells that there are more."""
    items = shelf_list(site_id, stretch.start, stretch.end, **dict(stretch.only or {}))
    return [Scanned(barcode or "–", pk) for pk, barcode in items.values_list("pk", "barcode")[: most + 1]]


def items_now(item_ids: Sequence[int], site_id: int) -> dict[int, tuple[Item, rules.ItemNow]]:
    """These items as they stand, with the genres of their records at a site."""
    items: dict[int, Item] = {}
    for some in in_steps(sorted(set(item_ids))):
        items |= {each.pk: each for each in Item.objects.select_related("record").filter(pk__in=some)}
    genres = genres_of_records([item.record_id for item in items.values()], site_id)
    return {
        pk: (
            item,
            rules.ItemNow(
                item.record.title,
                item.state,
                {name: getattr(item, name) for name in rules.COLUMNS},
                *genres.get(item.record_id, ((), None)),
            ),
        )
        for pk, item in items.items()
    }


def many_changes(actor: Actor) -> QuerySet[ManyChange]:
    """The changes of the actor's site, the newest first, with how many lines each has."""
    return (
        ManyChange.objects.filter(site_id=actor.site_id or 0).annotate(count=Count("lines")).order_by("-made_at", "-pk")
    )


def many_change_seen(actor: Actor, run_id: int) -> ManyChange | None:
    """One change of a site the actor works at."""
    run = ManyChange.objects.select_related("site").filter(pk=run_id).first()
    return run if run is not None and actor.sees_site(run.site_id) else None


def many_change_to_change(actor: Actor, run_id: int) -> ManyChange:
    """The change an action is about, held against other writers; Refused when it is gone or another site's."""
    run = ManyChange.objects.select_for_update().filter(pk=run_id).first()
    if run is None or not actor.sees_site(run.site_id):
        raise Refused(Objection("care.no_such_change", Weight.REFUSE, {}))
    return run


def change_lines(run_id: int, outcome: str = "") -> QuerySet[ChangeLine]:
    """The lines of a change in their order, those with one outcome if it is named."""
    lines = ChangeLine.objects.filter(run_id=run_id)
    return lines.filter(outcome=outcome) if outcome else lines


def line_counts(run_id: int) -> dict[str, int]:
    """How many lines of a change there are of each outcome."""
    rows = ChangeLine.objects.filter(run_id=run_id).order_by().values_list("outcome")
    return dict(rows.annotate(count=Count("pk")))


def all_place_names() -> dict[int, str]:
    """The names of all places of the district, by their keys."""
    return dict(Place.objects.values_list("pk", "name"))
