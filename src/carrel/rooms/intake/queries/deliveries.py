"""Questions about deliveries: which are open, what differs, what can still be packed, which cartons come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.catalogue.models import RecordNumber
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import Carton, CartonLine, Delivery, DeliveryLine
from carrel.rooms.intake.queries.files import CHECK, IMPORT, imports_of, known_words
from carrel.rooms.intake.rules import Difference, PackedLine
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Site


@dataclass(frozen=True, slots=True)
class Totals:
    """How a delivery stands, in copies."""

    expected: int
    came: int
    short: int
    surplus: int
    damaged: int
    without_site: int


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with what differs, how many are packed, and whether its copies are items already."""

    line: DeliveryLine
    difference: Difference
    packed: int
    made: int


@dataclass(frozen=True, slots=True)
class CartonShown:
    """A carton with how many copies are in it, how many its school counted, and how many cartons go there."""

    carton: Carton
    packed: int
    counted: int
    of: int

    @property
    def code(self) -> str:
        """What stands in bars on it."""
        return rules.carton_code(self.carton.pk)


def deliveries(actor: Actor) -> QuerySet[Delivery]:
    """The deliveries unpacked at the actor's sites, the newest first."""
    found = Delivery.objects.select_related("vendor", "site")
    return found if actor.is_district else found.filter(site_id__in=actor.site_ids)


def with_counts(found: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Each with `expected_count` and `came_count`, summed over its lines."""
    return found.annotate(
        expected_count=Coalesce(Sum("lines__expected"), 0), came_count=Coalesce(Sum("lines__came"), 0)
    )


def delivery_in_sight(actor: Actor, delivery_id: int) -> Delivery | None:
    """One delivery of the actor's sites, or None."""
    return deliveries(actor).filter(pk=delivery_id).first()


def delivery_for(actor: Actor, delivery_id: int, *, is_open: bool = True) -> Delivery:
    """The delivery an action is about, held against others. Raises Refused when it is not there, or closed."""
    found = deliveries(actor).select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if found is None:
        raise Refused(Objection("intake.no_such_delivery", Weight.REFUSE))
    if is_open and not found.is_open:
        raise Refused(Objection("intake.delivery_closed", Weight.REFUSE, {"name": str(found)}))
    return found


def line_for(actor: Actor, line_id: int) -> DeliveryLine:
    """The line an action is about, its delivery held. Raises Refused when it is not there or its delivery is closed."""
    delivery_id = DeliveryLine.objects.filter(pk=line_id).values_list("delivery_id", flat=True).first()
    if delivery_id is None:
        raise Refused(Objection("intake.no_such_line", Weight.REFUSE))
    delivery_for(actor, delivery_id)
    return DeliveryLine.objects.select_related("delivery", "site").get(pk=line_id)


def packed_of(line_ids: Iterable[int], *, but: int | None = None) -> dict[int, int]:
    """How many of each line are in cartons, one carton (`but`) aside."""
    rows = CartonLine.objects.filter(line_id__in=list(line_ids))
    if but is not None:
        rows = rows.exclude(carton_id=but)
    return dict(rows.order_by().values_list("line_id").annotate(Sum("packed")))


def lines_of(delivery_id: int) -> list[LineShown]:
    """The lines of a delivery in their order."""
    rows = DeliveryLine.objects.filter(delivery_id=delivery_id).select_related("site", "record")
    rows = rows.annotate(made=Count("made_lines"))
    lines = list(rows)
    packed = packed_of(line.pk for line in lines)
    return [
        LineShown(line, rules.difference(line.expected, line.came, line.damaged), packed.get(line.pk, 0), line.made)
        for line in lines
    ]


def totals_of(lines: Iterable[LineShown]) -> Totals:
    """The lines together."""
    shown = list(lines)
    return Totals(
        expected=sum(each.line.expected for each in shown),
        came=sum(each.line.came for each in shown),
        short=sum(each.difference.short for each in shown),
        surplus=sum(each.difference.surplus for each in shown),
        damaged=sum(each.difference.damaged for each in shown),
        without_site=sum(1 for each in shown if each.line.site_id is None),
    )


def records_of_numbers(numbers: Iterable[str]) -> dict[str, int]:
    """The record of each number that is an ISBN we know."""
    found = catalogue.records_by_numbers(("isbn", number) for number in numbers if number)
    return {value: record_id for (_, value), record_id in found.items()}


def sites_by_word() -> Mapping[str, int]:
    """Every site by its code and its names, folded, as packing lists write them."""
    return known_words().sites


def all_sites() -> list[Site]:
    """Every site of the district that is in use: a delivery may go on to any of them."""
    return list(Site.objects.filter(is_active=True))


def imports_to_unpack(actor: Actor) -> list[tuple[int, str]]:
    """The MARC files of late that a delivery can be made of: number and name, the newest first."""
    jobs = imports_of(actor).filter(code__in=(IMPORT, CHECK), status="done")
    used = set(Delivery.objects.exclude(job_id=None).values_list("job_id", flat=True))
    return [(job.pk, job.title) for job in jobs[:40] if job.pk not in used]


def import_to_unpack(actor: Actor, job_id: int) -> Job:
    """A MARC file a delivery can be made of. Raises Refused for a job of another site."""
    job = imports_of(actor).filter(pk=job_id, code__in=(IMPORT, CHECK)).first()
    if job is None:
        raise Refused(Objection("intake.no_such_import", Weight.REFUSE))
    return job


def lines_of_import(job_id: int) -> list[PackedLine]:
    """What an import says came: its items by record and site."""
    items = Item.objects.filter(imported_by_job=job_id).order_by("record__title_sort", "record", "site")
    counted = items.values_list("record_id", "record__title", "site_id").annotate(Count("pk"), price=Max("price_minor"))
    rows = list(counted)
    known = RecordNumber.objects.filter(record_id__in={row[0] for row in rows}, kind="isbn").order_by("-pk")
    isbns = {record_id: rules.number_of_line(value) for record_id, value in known.values_list("record_id", "value")}
    return [
        PackedLine(title, isbns.get(record_id, ""), count, price, site_id)
        for record_id, title, site_id, count, price in rows
    ]


def cartons_of(delivery_id: int) -> list[CartonShown]:
    """The cartons of a delivery by site and number."""
    rows = Carton.objects.filter(delivery_id=delivery_id).select_related("site", "delivery__vendor", "delivery__site")
    counts = CartonLine.objects.filter(carton__delivery_id=delivery_id).order_by().values_list("carton_id")
    summed = {pk: (packed, counted) for pk, packed, counted in counts.annotate(Sum("packed"), Sum("counted"))}
    found = list(rows.order_by("site__name", "number"))
    return [
        CartonShown(each, *summed.get(each.pk, (0, 0)), of=sum(other.site_id == each.site_id for other in found))
        for each in found
    ]


def cartons_coming(actor: Actor) -> QuerySet[Carton]:
    """The cartons on their way to the actor's sites, the oldest first."""
    found = Carton.objects.filter(received_at=None).exclude(sent_at=None).select_related("site", "delivery__vendor")
    found = found.exclude(site_id=F("delivery__site_id"))
    return (found if actor.is_district else found.filter(site_id__in=actor.site_ids)).order_by("sent_at", "pk")


def carton_in_sight(actor: Actor, carton_id: int) -> Carton | None:
    """One carton, for those who unpacked its delivery and for those it goes to."""
    rows = Carton.objects.select_related("site", "delivery__vendor", "delivery__site")
    if not actor.is_district:
        rows = rows.filter(Q(site_id__in=actor.site_ids) | Q(delivery__site_id__in=actor.site_ids))
    return rows.filter(pk=carton_id).first()


def carton_for(actor: Actor, carton_id: int) -> Carton:
    """The carton an action is about, held. Raises Refused when it is not there or not in sight."""
    if carton_in_sight(actor, carton_id) is None:
        raise Refused(Objection("intake.no_such_carton", Weight.REFUSE))
    return Carton.objects.select_for_update(of=("self",)).select_related("site", "delivery").get(pk=carton_id)


def lines_in(carton_id: int) -> list[CartonLine]:
    """What is in a carton, in the order of the packing list."""
    rows = CartonLine.objects.filter(carton_id=carton_id).select_related("line")
    return list(rows.order_by("line__number"))


def left_for(carton: Carton) -> dict[int, int]:
    """How many of each line for the carton's school are there and in no other carton; damaged ones stay behind."""
    lines = DeliveryLine.objects.filter(delivery_id=carton.delivery_id, site_id=carton.site_id)
    rows = list(lines.values_list("pk", "came", "damaged"))
    packed = packed_of((pk for pk, *_ in rows), but=carton.pk)
    return {pk: came - damaged - packed.get(pk, 0) for pk, came, damaged in rows}
