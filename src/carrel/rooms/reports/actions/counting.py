"""count_days, recount_days, count_collection: by night what was done becomes counts that name nobody."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import F

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import insert_values
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.reports.models import ClassCount, CollectionCount, CountState, DayCount
from carrel.rooms.reports.queries import deeds
from carrel.rooms.reports.queries.collection import collection_rows
from carrel.rooms.reports.queries.deeds import Clocks
from carrel.rooms.reports.rules.counting import DEEDS, Counts, counted, counted_by_class, days_between, steps_of
from carrel.rooms.reports.rules.deciding import recount_objections

COUNT = "reports.count_days"
RECOUNT = "reports.recount_days"
TASK = "carrel.rooms.reports.tasks.run_recount"
_GONE = "circulation.take_back_loans"
_DAY = timedelta(days=1)
_ROW = ("day", "site", "by", "value", *DEEDS)
_COLLECTION = ("month", "site", "by", "value", "items", "value_minor", "unpriced", "added", "withdrawn", "never_lent",
               "dated", "years", "counted_on")  # fmt: skip


def count_days(actor: Actor, *, now: datetime, between: Callable[[], None] | None = None) -> int:
    """Count every day that is over and not counted yet, and anew each earlier day to which something came or went.

    Done the night before loans forget their readers, so that their classes are still known. In steps of a month at
    most, each a transaction of its own; a night that was broken off goes on the next time and counts nothing twice.
    Returns how many days were counted. No inverse: counting again gives the same.
    """
    require(actor, COUNT)
    clocks = Clocks()
    through = clocks.last_day_over(now)
    state = _state(through, clocks, now)
    heads = deeds.heads(through, clocks)
    days = set(days_between(state.through_on + _DAY, through)) | _to_count_again(state, through, clocks)
    for step in steps_of(days):
        _count(step, clocks, state=state)
        if between is not None:
            between()
    with writing():
        base = state.base_on or through
        _take_off_classes(base, state, now, clocks)
        ends = {"through_on": through, "base_on": None, "counted_at": now}
        CountState.objects.filter(pk=state.pk).update(**ends, **heads)
        if days:
            record_act(actor, COUNT, about=("days", None), at=now, facts={"days": len(days)})
    return len(days)


def _state(through: date, clocks: Clocks, now: datetime) -> CountState:
    """How far the counting is; a night that begins writes down where it began."""
    with writing():
        state = CountState.objects.select_for_update().first()
        if state is None:
            first = deeds.first_day(clocks)
            start = (min(first, through + _DAY) if first else through + _DAY) - _DAY
            state = CountState.objects.create(through_on=start, base_on=start, counted_at=now, **_NOTHING_BEFORE)
        elif state.base_on is None:
            state.base_on = state.through_on
            state.save(update_fields=["base_on"])
    return state


_NOTHING_BEFORE = {"last_loan": 0, "last_change": 0, "last_use": 0}


def _to_count_again(state: CountState, through: date, clocks: Clocks) -> set[date]:
    """Earlier days that are not as they were counted; all, when loans of a file were taken out again."""
    if AuditEntry.objects.filter(code=_GONE, at__gte=state.counted_at).exists():
        first = DayCount.objects.order_by("day").values_list("day", flat=True).first()
        return set(days_between(first, through)) if first else set()
    touched = deeds.days_touched(
        loan=state.last_loan, change=state.last_change, use=state.last_use, since=state.counted_at, clocks=clocks
    )
    return {day for day in touched if day <= through}


def _count(days: Sequence[date], clocks: Clocks, *, state: CountState | None = None) -> None:
    """Store the counts of these days in the place of those there are; new days count for the classes as well."""
    found = list(deeds.deeds_on(days, clocks))
    with writing():
        _store(days, counted(found))
        if state is None:
            return
        # What another night has counted meanwhile is not counted twice.
        through = CountState.objects.select_for_update().values_list("through_on", flat=True).get(pk=state.pk)
        _add_classes(counted_by_class(each for each in found if each.on > through))
        if days[-1] > through:
            CountState.objects.filter(pk=state.pk).update(through_on=days[-1])


def _store(days: Collection[date], counts: Counts) -> None:
    DayCount.objects.filter(day__in=list(days)).delete()
    insert_values(DayCount, _ROW, ((*key, *figures) for key, figures in sorted(counts.items())))


def _add_classes(counts: dict[tuple[date, int, str], list[int]]) -> None:
    for (month, site_id, homeroom), figures in sorted(counts.items()):
        row, _ = ClassCount.objects.get_or_create(month=month, site_id=site_id, homeroom=homeroom)
        more = {name: F(name) + figure for name, figure in zip(DEEDS, figures, strict=False)}
        ClassCount.objects.filter(pk=row.pk).update(**more)


def _take_off_classes(base: date, state: CountState, now: datetime, clocks: Clocks) -> None:
    """What was taken back since the last count goes off the class its reader is in now: classes are counted once."""
    span = (state.counted_at, now)
    for deed in deeds.undone_in(span, base, change=state.last_change, clocks=clocks):
        name = DEEDS[deed.what]
        mine = ClassCount.objects.filter(
            month=deed.on.replace(day=1), site=deed.site_id, homeroom=deed.homeroom, **{f"{name}__gt": 0}
        )
        mine.update(**{name: F(name) - 1})


def begin_recount(actor: Actor, *, first_on: date, last_on: date, title: str, now: datetime) -> int:
    """Begin to count days anew from the loans, as long work with progress; returns the job's number.

    Classes stay as they were counted. Raises NotAllowed and Refused: reports.days_turned, reports.day_not_over.
    No inverse: counting again gives the same.
    """
    require(actor, RECOUNT)
    clocks = Clocks()
    if objections := recount_objections(first_on=first_on, last_on=last_on, over_on=clocks.last_day_over(now)):
        raise Refused(*objections)
    params = {"first": first_on.isoformat(), "last": last_on.isoformat()}
    days = (last_on - first_on).days + 1
    return jobs.start(actor, task=TASK, code=RECOUNT, title=title, params=params, total=days, now=now)


def recount_days(actor: Actor, *, first_on: date, last_on: date, now: datetime, run: JobRun | None = None) -> int:
    """Count these days anew from the loans, whatever was counted; returns how many days.

    With a run it goes on from the run's last step. No inverse: counting again gives the same.
    """
    require(actor, RECOUNT)
    clocks, done = Clocks(), run.done if run else 0
    for step in steps_of(days_between(first_on, last_on)[done:]):
        with writing():
            _count(step, clocks)
            done += len(step)
            if run is not None:
                jobs.advance(run, now=now, done=done)
    with writing():
        facts = {"from": first_on.isoformat(), "to": last_on.isoformat()}
        record_act(actor, RECOUNT, about=("days", None), at=now, facts=facts)
    return done


def count_collection(actor: Actor, *, now: datetime) -> int:
    """Count what each school owns, for the month of the last day that is over; returns how many rows there are.

    Counted every night: at the end of the month the last count stays. No inverse: counting again gives the same.
    """
    require(actor, "reports.count_collection")
    through = Clocks().last_day_over(now)
    rows = collection_rows(through)
    with writing():
        CollectionCount.objects.filter(month=through.replace(day=1)).delete()
        insert_values(CollectionCount, _COLLECTION, rows)
    return len(rows)
