"""Batches as their pages show them: which there are, how far each is, what did not go."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.models import Batch, BatchLine
from carrel.rooms.circulation.rules.kept import objections_again
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import titles_of_numbers
from carrel.rooms.people.models import Card, Person
from carrel.rooms.people.rules import normalise_number

LEFT = ("left", "stays")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a batch there are of each outcome."""

    all: int = 0
    waiting: int = 0
    done: int = 0
    left: int = 0
    stays: int = 0
    passed_over: int = 0
    undone: int = 0

    @property
    def taken(self) -> int:
        """Lines that had their turn."""
        return self.all - self.waiting

    @property
    def scans(self) -> int:
        """Lines that something was scanned for and that stand: whoever was skipped or absent had no scan."""
        return self.done + self.left - self.stays


@dataclass(frozen=True, slots=True)
class BatchLineShown:
    """One line with names and titles as they are now. `reason` is what stands against it; `can_be_passed` by staff."""

    line_id: int
    number: int
    person_id: int | None
    person: str
    class_name: str
    text: str
    who: str
    item_id: int | None
    record_id: int | None
    title: str
    barcode: str
    outcome: str
    loan_id: int | None
    said: tuple[Objection, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.said)

    def can_be_passed(self, actor: Actor) -> bool:
        """Whether only questions stand, each of which this actor may pass by name and reason."""
        asks = [each for each in self.said if each.weight == "ask"]
        return bool(asks) and all(each.override and actor.may(each.override) for each in asks) and not self.is_refused

    @property
    def is_refused(self) -> bool:
        return any(each.weight == "refuse" for each in self.said)


def batches_of(actor: Actor) -> QuerySet[Batch]:
    """The batches of the actor's site (without one: of their sites), newest first, with place, class and counts."""
    found = Batch.objects.select_related("school_class", "place", "patron").order_by("-made_at", "-pk")
    if actor.site_id is not None:
        found = found.filter(site_id=actor.site_id)
    elif not actor.is_district:
        found = found.filter(site_id__in=actor.site_ids)
    return found.annotate(
        lines_all=Count("lines"),
        lines_waiting=Count("lines", filter=Q(lines__outcome="waiting")),
        lines_done=Count("lines", filter=Q(lines__outcome="done")),
        lines_left=Count("lines", filter=Q(lines__outcome__in=LEFT)),
    )


def batch_in_sight(actor: Actor, batch_id: int) -> Batch | None:
    """One batch of a site the actor works at."""
    found = Batch.objects.select_related("school_class", "place", "patron", "site").filter(pk=batch_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def counts_of(batch_id: int) -> Counts:
    """How far a batch is. One statement."""
    rows = dict(BatchLine.objects.filter(batch_id=batch_id).order_by().values_list("outcome").annotate(Count("pk")))
    return Counts(
        all=sum(rows.values()),
        waiting=rows.get("waiting", 0),
        done=rows.get("done", 0),
        left=sum(rows.get(each, 0) for each in LEFT),
        stays=rows.get("stays", 0),
        passed_over=rows.get("skipped", 0) + rows.get("absent", 0),
        undone=rows.get("undone", 0),
    )


def lines_of_batch(batch_id: int, *outcomes: str) -> QuerySet[BatchLine]:
    """The lines of a batch in their order, of these outcomes if any are named."""
    found = BatchLine.objects.filter(batch_id=batch_id).order_by("number")
    return found.filter(outcome__in=outcomes) if outcomes else found


def lines_beside(batch_id: int, line_ids: Collection[int]) -> QuerySet[BatchLine]:
    """These lines of a batch, with all others of the same persons."""
    persons = BatchLine.objects.filter(batch_id=batch_id, pk__in=line_ids).exclude(person=None).values("person")
    return lines_of_batch(batch_id).filter(Q(pk__in=line_ids) | Q(person__in=persons))


def lines_shown(lines: Iterable[BatchLine]) -> list[BatchLineShown]:
    """Lines with their names and titles. Three statements, however many lines."""
    rows = list(lines)
    persons = Person.objects.select_related("homeroom").in_bulk([each.person_id for each in rows if each.person_id])
    items = Item.objects.select_related("record").in_bulk([each.item_id for each in rows if each.item_id])
    titles = titles_of(each.record_id for each in rows if each.record_id)
    return [_shown(each, persons, items, titles) for each in rows]


def _shown(
    line: BatchLine, persons: dict[int, Person], items: dict[int, Item], titles: dict[int, str]
) -> BatchLineShown:
    person, item = persons.get(line.person_id or 0), items.get(line.item_id or 0)
    return BatchLineShown(
        line_id=line.pk,
        number=line.number,
        person_id=person.pk if person else None,
        person=person.display_name if person else "",
        class_name=person.homeroom.name if person and person.homeroom else "",
        text=line.text,
        who=line.who,
        item_id=item.pk if item else None,
        record_id=line.record_id,
        title=item.record.title if item else titles.get(line.record_id or 0, ""),
        barcode=item.barcode if item else line.text,
        outcome=line.outcome,
        loan_id=line.loan_id,
        said=objections_again(line.said),
    )


def titles_of(record_ids: Iterable[int]) -> dict[int, str]:
    """The titles of these records."""
    return dict(Record.objects.filter(pk__in=set(record_ids)).values_list("pk", "title"))


def next_line(batch_id: int, after: int = 0) -> BatchLine | None:
    """The first line that waits behind a number; behind the last one, the first that waits at all."""
    waiting = lines_of_batch(batch_id, "waiting")
    return waiting.filter(number__gt=after).first() or waiting.first()


def line_for_title(batch: Batch, line: BatchLine, record_id: int) -> BatchLine | None:
    """The waiting line of the same person for this title; without titles any copy will do for the line itself."""
    if line.record_id is None:
        return line
    own = lines_of_batch(batch.pk, "waiting").filter(person=line.person, record_id=record_id)
    return own.first()


def line_of_item(batch_id: int, item_id: int) -> BatchLine | None:
    """The line of a batch that has lent or taken this item already."""
    return lines_of_batch(batch_id, "done").filter(item_id=item_id).first()


def free_copies(record_id: int, site_id: int, most: int) -> Sequence[tuple[int, str]]:
    """The next copies of a title that are in at a site, in the order of their barcodes: (item, barcode)."""
    free = Item.objects.filter(record_id=record_id, site_id=site_id, state="available").exclude(barcode="")
    return list(free.order_by("barcode").values_list("pk", "barcode")[:most])


def cards_among(numbers: Iterable[str]) -> set[str]:
    """Those of these numbers, as written, that are a reader's card or student number and no item's."""
    wanted = {normalise_number(each): each for each in numbers}
    things, keys = titles_of_numbers(wanted), sorted(wanted)
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found.update(Card.objects.filter(number__in=part, kind=Card.Kind.CARD).values_list("number", flat=True))
        found.update(Person.objects.filter(local_number__in=part).values_list("local_number", flat=True))
    return {wanted[each] for each in found if each in wanted and each not in things}


def free_counts(record_ids: Collection[int], site_id: int) -> dict[int, int]:
    """How many copies of each of these titles are in at a site."""
    free = Item.objects.filter(record_id__in=record_ids, site_id=site_id, state="available")
    return dict(free.order_by().values_list("record_id").annotate(Count("pk")))


def due_day(batch: Batch) -> date | None:
    """The day the batch gives to all it lends, if it gives one."""
    text = str(batch.params.get("due_on") or "")
    return date.fromisoformat(text) if text else None
