"""Questions about runs, their lines, and what could be put into one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Length

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.labels import rules
from carrel.rooms.labels.models import CardLine, LabelRun, PrintedNumber, RunLine

if TYPE_CHECKING:
    from django.db.models import QuerySet


def runs_of(actor: Actor) -> "QuerySet[LabelRun]":
    """The runs of the actor's site, the latest first, each with `count`, how many lines it has."""
    runs = LabelRun.objects.filter(site_id=actor.site_id or 0).select_related("printer")
    count = Count("lines", distinct=True) + Count("cards", distinct=True)
    return runs.annotate(count=count).order_by("-pk")


def run_for(actor: Actor, run_id: int, *, lock: bool = False) -> LabelRun:
    """One run of a site the actor works at. Raises Refused labels.run_gone for any other."""
    runs = LabelRun.objects.select_for_update(of=("self",)) if lock else LabelRun.objects
    run = runs.select_related("printer", "printer__queue", "site").filter(pk=run_id).first()
    if run is None or not actor.sees_site(run.site_id):
        raise Refused(Objection("labels.run_gone", Weight.REFUSE))
    return run


def lines_of(run: LabelRun) -> "QuerySet[RunLine]":
    """The lines of a run of labels in the order in which they are printed."""
    lines = run.lines.select_related("item__record", "item__site")
    if run.order == rules.SHELF_ORDER and run.kind in rules.ITEM_KINDS:
        return lines.order_by(
            "item__shelving_key", "item__record__title_sort", F("item__copy_number").asc(nulls_first=True), "pk"
        )
    return lines.order_by("pk")


def cards_of(run: LabelRun) -> "QuerySet[CardLine]":
    """The lines of a run of cards in the order in which they are printed."""
    return run.cards.order_by("pk")


def line_count(run: LabelRun) -> int:
    """How many lines a run has."""
    return run.cards.count() if run.kind == rules.PATRON_CARD else run.lines.count()


def item_ids_in(run: LabelRun) -> set[int]:
    """The items that have a line in a run."""
    return set(run.lines.exclude(item=None).values_list("item_id", flat=True))


def person_ids_in(run: LabelRun) -> set[int]:
    """The persons that have a line in a run."""
    return set(run.cards.values_list("person_id", flat=True))


def tags_of(item_ids: Iterable[int]) -> Mapping[int, str]:
    """The asset tag of each of these items that has one."""
    found: dict[int, str] = {}
    for some in in_steps(sorted(item_ids)):
        tags = ItemNumber.objects.filter(item__in=some, kind=ItemNumber.Kind.ASSET_TAG).order_by("-pk")
        found |= dict(tags.values_list("item_id", "number"))
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items to put into a run: each part that is named narrows; `is_unprinted` leaves out what has a label."""

    record_id: int | None = None
    item_id: int | None = None
    job_id: int | None = None
    item_type_id: int | None = None
    place_id: int | None = None
    since_on: date | None = None
    from_: str = ""
    to: str = ""
    is_unprinted: bool = False


def items_wanted(site_id: int, wanted: Wanted, kind: str) -> "QuerySet[Item]":
    """The items of a site that are wanted, in shelf order; withdrawn ones are not.

    Printed means: a label of this kind, or the set it is part of, in a run that was printed and not taken back.
    """
    narrowed = {
        "record_id": wanted.record_id, "pk": wanted.item_id, "imported_by_job": wanted.job_id,
        "item_type_id": wanted.item_type_id, "place_id": wanted.place_id, "created_at__date__gte": wanted.since_on,
    }  # fmt: skip
    only = {name: value for name, value in narrowed.items() if value is not None}
    items = inventory.shelf_list(site_id, wanted.from_, wanted.to).filter(**only)
    if wanted.is_unprinted:
        printed = RunLine.objects.filter(
            item=OuterRef("pk"), run__kind__in={kind, rules.SET} if kind != rules.SET else {kind},
            run__printed_at__isnull=False, run__taken_back_at=None,
        )  # fmt: skip
        items = items.filter(~Exists(printed))
    return items


def open_runs_of(actor: Actor, kind: str = "") -> "QuerySet[LabelRun]":
    """The runs of the actor's site that wait for more lines or for the printer."""
    runs = runs_of(actor).filter(printed_at=None, taken_back_at=None)
    return runs.filter(kind=kind) if kind else runs


def next_numbers(site_id: int, count: int) -> list[str]:
    """The next numbers of a site that are neither on an item nor on a label that waits; fewer when they end.

    None at all where the site does not say how its numbers are made.
    """
    template = inventory.template_of(site_id)
    if not template.prefix:
        return []
    printed = PrintedNumber.objects.filter(number__startswith=template.prefix).annotate(length=Length("number"))
    highest = printed.filter(length=template.length).aggregate(highest=Max("number"))["highest"] or ""
    return list(islice(inventory.free_numbers_of(site_id, after=highest), count))


def next_number_to_give(site_id: int) -> str:
    """The next number for a new thing without a label; those on labels that lie ready are passed over."""
    return next(iter(next_numbers(site_id, 1)), "")


def numbers_used(run: LabelRun) -> list[str]:
    """Which of the numbers printed by a run are on items by now."""
    numbers = list(run.numbers.values_list("number", flat=True))
    used: list[str] = []
    for some in in_steps(numbers):
        used += ItemNumber.objects.filter(number__in=some).values_list("number", flat=True)
    return sorted(used)


def unused_numbers(site_id: int) -> int:
    """How many numbers of a site lie ready on labels."""
    taken = ItemNumber.objects.filter(number=OuterRef("number"))
    return PrintedNumber.objects.filter(Q(site_id=site_id) & ~Exists(taken)).count()
