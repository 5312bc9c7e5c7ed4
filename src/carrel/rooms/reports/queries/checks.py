"""What must be true of the counts: `carrel check` compares a sample of them with the loans."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Sum

from carrel.rooms.reports.models import CountState, DayCount
from carrel.rooms.reports.queries import deeds
from carrel.rooms.reports.queries.deeds import Clocks
from carrel.rooms.reports.rules.counting import COUNTED_BY, DEEDS, OF_THE_DEED, Counts, counted

SAMPLE = 5


def violations(now: datetime) -> Iterator[str]:
    """Days whose counts are not what the loans say, in a sample; dimensions that do not come to the sum of their day.

    What something came to since the last night is left out: that is tonight's work.
    """
    state = CountState.objects.first()
    if state is None:
        return
    yield from _sums()
    clocks = Clocks()
    touched = deeds.days_touched(
        loan=state.last_loan, change=state.last_change, use=state.last_use, since=state.counted_at, clocks=clocks
    )
    days = _sample(now, touched)
    if days:
        yield from _differences(days, counted(deeds.deeds_on(days, clocks)))


def _sample(now: datetime, touched: set[date]) -> list[date]:
    """The last two days with a count, and others which the day of the year chooses."""
    found = list(DayCount.objects.filter(by="all").order_by("-day").values_list("day", flat=True).distinct())
    step = max(1, len(found) // (SAMPLE - 2))
    chosen = {*found[:2], *found[now.timetuple().tm_yday % step :: step][: SAMPLE - 2]}
    return sorted(chosen - touched)


def _differences(days: list[date], counts: Counts) -> Iterator[str]:
    """Only what the loan keeps itself: what its item tells (type, place, call number) may have changed since."""
    rows = DayCount.objects.filter(day__in=days, by__in=OF_THE_DEED)
    stored = {(day, site, by, value): tuple(figures) for day, site, by, value, *figures in rows.values_list(
        "day", "site_id", "by", "value", *DEEDS)}  # fmt: skip
    fresh = {key: tuple(figures) for key, figures in counts.items() if key[2] in OF_THE_DEED}
    for key in sorted(stored.keys() | fresh.keys()):
        if stored.get(key) != fresh.get(key):
            day, site, by, value = key
            yield f"{day} at site {site} by {by} “{value}”: counted {stored.get(key)}, the loans say {fresh.get(key)}."


def _sums() -> Iterator[str]:
    """Every dimension of a day comes to what the day comes to; a use has neither grade nor category."""
    totals = {by: _total(by) for by in COUNTED_BY}
    for by, figures in totals.items():
        with_reader = by in ("grade", "category")
        if (figures[:3] if with_reader else figures) != (totals["all"][:3] if with_reader else totals["all"]):
            yield f"The counts by {by} come to {figures}, those of the days to {totals['all']}."


def _total(by: str) -> tuple[int, ...]:
    found = DayCount.objects.filter(by=by).aggregate(**{name: Sum(name) for name in DEEDS})
    return tuple(found[name] or 0 for name in DEEDS)
