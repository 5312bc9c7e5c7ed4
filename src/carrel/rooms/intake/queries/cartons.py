"""Which copies travel in a carton. A carton counts copies of lines; which of them are items is asked here."""

from django.db.models import Exists, OuterRef, QuerySet

from carrel.rooms.intake.models import Carton, CartonLine, ProcessingLine
from carrel.rooms.inventory.models import Transit
from carrel.rooms.inventory.rules import AVAILABLE, IN_TRANSIT


def copies_to_send(carton: Carton) -> list[int]:
    """The copies that leave with a carton: of each line as many as are packed, those made first before the others.

    Only what is an item already, belongs to the carton's school, is in, and left in no other carton of this delivery.
    Which of equal copies lies in which carton nobody writes down, and nobody needs to know.
    """
    if carton.site_id == carton.delivery.site_id:
        return []
    others = Carton.objects.filter(delivery_id=carton.delivery_id, site_id=carton.site_id)
    moments = [at for at in others.values_list("sent_at", flat=True) if at is not None]
    sent = _journeys(carton).filter(sent_at__in=moments)
    rows = _made(carton).filter(~Exists(sent.filter(item=OuterRef("item"))), item__state=AVAILABLE)
    return _first_of_each(rows, dict(_packed(carton).values_list("line_id", "packed")))


def copies_under_way(carton: Carton) -> list[int]:
    """The copies that left with a carton and are on their way still."""
    rows = _under_way(carton)
    return list(rows.values_list("item_id", flat=True)) if rows is not None else []


def copies_found(carton: Carton) -> list[int]:
    """Those of the copies under way that the carton's school has counted, of each line as many as were counted.

    Those that were found before, when the carton was received a first time, count among them.
    """
    rows = _under_way(carton)
    if rows is None:
        return []
    arrived = _its_journeys(carton).filter(ended_as=Transit.End.ARRIVED)
    there = _made(carton).filter(Exists(arrived.filter(item=OuterRef("item"))))
    counted = dict(_packed(carton).values_list("line_id", "counted"))
    for line_id, _item in there.values_list("delivery_line_id", "item_id").distinct():
        if line_id is not None:
            counted[line_id] = counted.get(line_id, 0) - 1
    return _first_of_each(rows, counted)


def _packed(carton: Carton) -> QuerySet[CartonLine]:
    return CartonLine.objects.filter(carton=carton)


def _made(carton: Carton) -> QuerySet[ProcessingLine]:
    """The copies made of the lines of a carton that belong to its school."""
    lines = _packed(carton).values("line_id")
    return ProcessingLine.objects.filter(delivery_line_id__in=lines, item__site_id=carton.site_id)


def _journeys(carton: Carton) -> QuerySet[Transit]:
    journeys = Transit.objects.filter(from_site_id=carton.delivery.site_id, to_site_id=carton.site_id)
    return journeys.exclude(ended_as=Transit.End.CANCELLED)


def _its_journeys(carton: Carton) -> QuerySet[Transit]:
    """A journey begins in the moment its carton is sent: that tells whose it is."""
    assert carton.sent_at is not None
    return _journeys(carton).filter(sent_at=carton.sent_at)


def _under_way(carton: Carton) -> QuerySet[ProcessingLine] | None:
    """The copies of a carton that are on their way still; None for one that has not left."""
    if carton.sent_at is None:
        return None
    open_ones = _its_journeys(carton).filter(ended_at=None)
    return _made(carton).filter(Exists(open_ones.filter(item=OuterRef("item"))), item__state=IN_TRANSIT)


def _first_of_each(rows: QuerySet[ProcessingLine], most: dict[int, int]) -> list[int]:
    found: dict[int | None, list[int]] = {}
    for line_id, item_id in rows.order_by("item_id").values_list("delivery_line_id", "item_id").distinct():
        if len(found.get(line_id, ())) < most.get(line_id, 0):
            found.setdefault(line_id, []).append(item_id)
    return sorted(item_id for items in found.values() for item_id in items)
