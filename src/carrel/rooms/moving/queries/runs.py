"""Questions about delivery runs: the rounds, and what each stop of a day takes up and sets down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from carrel.rooms.intake.models import Carton
from carrel.rooms.intake.queries import copies_under_way
from carrel.rooms.intake.rules import carton_code
from carrel.rooms.inventory.models import Transit
from carrel.rooms.moving.models import Run, StopTick, Transfer, TransferLine
from carrel.rooms.moving.rules import runs as rules
from carrel.rooms.moving.rules.transfers import PACKING, SENT, transfer_code


@dataclass(frozen=True, slots=True)
class StopShown:
    """One stop of a day: the school, what is taken up and set down, and when it was made."""

    site_id: int
    site: str
    up: tuple[rules.Load, ...]
    down: tuple[rules.Load, ...]
    ticked_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunDay:
    """A round on a day: its stops in order, and what it cannot carry."""

    run: Run
    day: date
    stops: tuple[StopShown, ...]
    left: tuple[rules.Load, ...]

    @property
    def made(self) -> int:
        """How many stops were made."""
        return sum(each.ticked_at is not None for each in self.stops)


def runs() -> QuerySet[Run]:
    """Every round, those in use first, with how many stops it has."""
    return Run.objects.annotate(stop_count=Count("stops")).order_by("-is_active", "name")


def run_by_id(run_id: int) -> Run | None:
    """One round."""
    return Run.objects.filter(pk=run_id).first()


def stops_of(run_id: int) -> list[int]:
    """The schools of a round in their order."""
    run = Run.objects.filter(pk=run_id).first()
    return list(run.stops.order_by("position").values_list("site_id", flat=True)) if run is not None else []


def runs_at(site_id: int, day: date) -> list[Run]:
    """The rounds that stop at a school on a day."""
    found = Run.objects.filter(is_active=True, stops__site_id=site_id).order_by("name")
    return [each for each in found if rules.runs_on(each.weekdays, day)]


def run_day(run: Run, day: date) -> RunDay:
    """What a round has to do on a day, by what is under way now."""
    stops = [(stop.site_id, stop.site.called) for stop in run.stops.select_related("site").order_by("position")]
    ticks = dict(StopTick.objects.filter(run=run, day=day).values_list("site_id", "ticked_at"))
    found, left = rules.loads_of_run([site_id for site_id, _name in stops], loads())
    names = dict(stops)
    return RunDay(
        run,
        day,
        tuple(StopShown(e.site_id, names[e.site_id], e.up, e.down, ticks.get(e.site_id)) for e in found),
        left,
    )


def loads() -> list[rules.Load]:
    """Everything that has to go from a school to another: transfers, cartons, and what travels by itself."""
    in_boxes: set[int] = set()
    found = [*_transfers(in_boxes), *_cartons(in_boxes)]
    single = Transit.objects.filter(ended_at=None).values_list("item_id", "from_site_id", "to_site_id")
    counts: dict[tuple[int, int], int] = {}
    for item_id, from_site_id, to_site_id in single:
        if item_id not in in_boxes and from_site_id != to_site_id:
            counts[from_site_id, to_site_id] = counts.get((from_site_id, to_site_id), 0) + 1
    return found + [rules.Load(rules.SINGLES, *ends, count) for ends, count in sorted(counts.items())]


def _transfers(in_boxes: set[int]) -> list[rules.Load]:
    rows = Transfer.objects.filter(state__in=(PACKING, SENT)).annotate(
        waiting=Count("lines", filter=Q(lines__is_open=True))
    )
    found = []
    for each in rows.order_by("pk"):
        if not each.waiting:
            continue
        codes = tuple(transfer_code(each.pk, box) for box in range(1, each.boxes + 1))
        found.append(
            rules.Load(
                rules.TRANSFER, each.from_site_id, each.to_site_id, each.waiting, each.boxes, codes, each.pk,
                each.state == SENT,
            )
        )  # fmt: skip
    on_lists = TransferLine.objects.filter(is_open=True, transfer__state=SENT)
    in_boxes.update(on_lists.values_list("item_id", flat=True))
    return found


def _cartons(in_boxes: set[int]) -> list[rules.Load]:
    rows = Carton.objects.filter(received_at=None).select_related("delivery").annotate(packed=Sum("lines__packed"))
    found = []
    for each in rows.order_by("pk"):
        if each.delivery.site_id == each.site_id or not each.packed:
            continue
        in_boxes.update(copies_under_way(each))
        found.append(
            rules.Load(
                rules.CARTON, each.delivery.site_id, each.site_id, each.packed, 1, (carton_code(each.pk),), each.pk,
                each.sent_at is not None,
            )
        )  # fmt: skip
    return found
