"""The figures of a month or of a year: counts of the nights, the part of today, and how things stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import Charge, ChargeLine
from carrel.rooms.circulation.models import Claim, Hold, Loan
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.inventory.rules import LOST, MISSING
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.reports.models import ClassCount, CollectionCount, CountState, DayCount, FigureNote, KeptPage
from carrel.rooms.reports.queries import deeds
from carrel.rooms.reports.queries.deeds import Clocks
from carrel.rooms.reports.rules.counting import (
    ALL,
    CATEGORY,
    DAY,
    DEEDS,
    GRADE,
    HOMEROOM,
    HOUR,
    KIND,
    PLACE,
    RANGE,
    counted,
    counted_by_class,
)
from carrel.rooms.reports.rules.figures import Figures, Line, Stock, in_order
from carrel.rooms.reports.rules.figures import Sum as MoneySum
from carrel.rooms.reports.rules.periods import MONTH, YEAR, Period, a_year_before, month_of, months_between
from carrel.rooms.schools.models import Place, SchoolYear

SHOWN_BY = (DAY, HOUR, GRADE, HOMEROOM, CATEGORY, KIND, RANGE, PLACE)
_A_YEAR = timedelta(days=365)
_SUMS = {name: Sum(name) for name in DEEDS}
_STOCK = ("items", "value_minor", "unpriced", "added", "withdrawn", "never_lent", "dated", "years")
Tally = dict[tuple[str, str], list[int]]


def figures_of(period: Period, site_id: int | None, now: datetime) -> Figures:
    """All figures of a period at a school, or of the district. How things stand only in the period itself."""
    clocks = Clocks()
    state = CountState.objects.first()
    tally = _counted(period, site_id)
    _add_live(tally, period, site_id, state, clocks)
    today = clocks.last_day_over(now) + timedelta(days=1)
    is_now = period.first <= clocks.today(site_id, now) and today <= period.last + timedelta(days=1)
    names = _Names(several=site_id is None)
    by = {
        each: in_order(each, [_line(names, each, value, tally[each, value]) for name, value in tally if name == each])
        for each in SHOWN_BY
    }
    on, stock = _collection(period, site_id, names)
    totals = tally.get((ALL, ""), [0, 0, 0, 0])
    return Figures(
        period=period, site_id=site_id, through=state.through_on if state else None, totals=Line("", "", *totals),
        by=by, standing=_standing(site_id, now) if is_now else {},
        charged=_charged(period, site_id), settled=_settled(period, site_id, clocks),
        claims=_claims(period, site_id, clocks),
        collection=stock[ALL][0] if stock.get(ALL) else None, collection_on=on,
        stock={name: lines for name, lines in stock.items() if name != ALL},
    )  # fmt: skip


def _at_site(site_id: int | None, name: str = "site") -> Q:
    return Q() if site_id is None else Q(**{name: site_id})


def _counted(period: Period, site_id: int | None) -> Tally:
    """What the nights counted, by dimension and value. Three statements."""
    tally: Tally = {}
    rows = DayCount.objects.filter(_at_site(site_id), day__range=(period.first, period.last)).order_by()
    for by, value, *figures in rows.values_list("by", "value").annotate(**_SUMS):
        tally[by, value] = figures
    for day, *figures in rows.filter(by=ALL).values_list("day").annotate(**_SUMS):
        tally[DAY, day.isoformat()] = figures
    classes = ClassCount.objects.filter(_at_site(site_id), month__in=_whole_months(period)).order_by()
    sums = {name: Sum(name) for name in DEEDS[:3]}
    for homeroom, *figures in classes.values_list("homeroom").annotate(**sums):
        tally[HOMEROOM, homeroom] = [*figures, 0]
    return tally


def _whole_months(period: Period) -> list[date]:
    """Classes are counted by whole months: of a school year those it touches."""
    return months_between(period.first, period.last)


def _add_live(tally: Tally, period: Period, site_id: int | None, state: CountState | None, clocks: Clocks) -> None:
    """What came since the last night, counted as the page is shown."""
    if state is not None and period.last <= state.through_on:
        return
    through = state.through_on if state else period.first - timedelta(days=1)
    keys = (state.last_loan, state.last_change, state.last_use) if state else (0, 0, 0)
    fresh = [
        each
        for each in deeds.deeds_since(through, loan=keys[0], change=keys[1], use=keys[2], clocks=clocks)
        if each.on in period and site_id in (None, each.site_id)
    ]
    live: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for (day, _, by, value), figures in counted(fresh).items():
        _add(live[by, value], figures)
        if by == ALL:
            _add(live[DAY, day.isoformat()], figures)
    for (_, _, homeroom), figures in counted_by_class(fresh).items():
        _add(live[HOMEROOM, homeroom], figures)
    for key, figures in live.items():
        _add(tally.setdefault(key, [0, 0, 0, 0]), figures)


def _add(sums: list[int], more: Iterable[int]) -> None:
    for place, figure in enumerate(more):
        sums[place] += figure


class _Names:
    """What categories, types and places are called now; places of `several` schools with the school's name."""

    def __init__(self, *, several: bool) -> None:
        self.of: Mapping[str, Mapping[str, str]] = {
            CATEGORY: {str(pk): name for pk, name in PatronCategory.objects.values_list("pk", "name")},
            KIND: {str(pk): name for pk, name in ItemType.objects.values_list("pk", "name")},
            PLACE: self._places(several=several),
        }

    def _places(self, *, several: bool) -> dict[str, str]:
        rows = Place.objects.order_by().values_list("pk", "name", "site__short_name", "site__name")
        return {str(pk): f"{name}, {short or site}" if several else name for pk, name, short, site in rows}

    def label(self, by: str, value: str) -> str:
        return self.of.get(by, {}).get(value, value)


def _line(names: _Names, by: str, value: str, figures: list[int]) -> Line:
    return Line(value, names.label(by, value), *figures)


def _standing(site_id: int | None, now: datetime) -> dict[str, int]:
    """How things stand now: what is out, late, lost, missing, waited for, claimed and owed. Five statements."""
    out = _open_loans(site_id).aggregate(out=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
    claims = Claim.objects.filter(settled_at=None)
    if site_id is not None:
        claims = claims.filter(Q(loan__site=site_id) | Q(loan__site=None, loan__item__site=site_id))
    items = Item.objects.filter(_at_site(site_id), state__in=(LOST, MISSING)).order_by()
    away = dict(items.values_list("state").annotate(count=Count("pk")))
    waiting = Hold.objects.filter(_at_site(site_id, "pickup_site"), status="waiting").count()
    owed = (
        _charges(site_id)
        .filter(left_minor__gt=0)
        .aggregate(owing=Count("person", distinct=True), charges=Count("pk"), owed=Sum("left_minor"))
    )
    return {
        "out": out["out"], "overdue": out["overdue"], "lost": away.get(LOST, 0), "missing": away.get(MISSING, 0),
        "claims": claims.count(),
        "waiting": waiting, "owed": owed["owed"] or 0, "owing": owed["owing"], "open_charges": owed["charges"],
    }  # fmt: skip


def _open_loans(site_id: int | None) -> "QuerySet[Loan]":
    """What is out of a school's loans, found by the index of what is out.

    Asked plainly for its school, a database would take the index of schools, and read every loan that school ever made.
    """
    found = Loan.objects.filter(returned_at=None, due_at__gte=datetime(1970, 1, 1, tzinfo=UTC))
    return found if site_id is None else found.annotate(here=F("site_id") + 0).filter(here=site_id)


def _charges(site_id: int | None) -> "QuerySet[Charge]":
    """The charges of a school's readers; of who belongs to no school, those it charged."""
    if site_id is None:
        return Charge.objects.all()
    return Charge.objects.filter(Q(person__home_site=site_id) | Q(person__home_site=None, site=site_id))


def _charged(period: Period, site_id: int | None) -> tuple[MoneySum, ...]:
    rows = _charges(site_id).filter(charged_on__range=(period.first, period.last)).order_by("kind").values_list("kind")
    return tuple(MoneySum(*row) for row in rows.annotate(count=Count("pk"), minor=Sum("amount_minor")))


def _settled(period: Period, site_id: int | None, clocks: Clocks) -> tuple[MoneySum, ...]:
    """What took debts off names, or put them back, in the period: entries other than the charges themselves."""
    start, end = clocks.span(period.first, period.last, site_id)
    lines = ChargeLine.objects.filter(at__gte=start, at__lt=end, charge__in=_charges(site_id)).exclude(kind="charged")
    rows = lines.order_by("kind").values_list("kind")
    return tuple(MoneySum(*row) for row in rows.annotate(count=Count("pk"), minor=Sum("amount_minor")))


def _claims(period: Period, site_id: int | None, clocks: Clocks) -> dict[str, int]:
    """What was said to be returned in the period, and which of such claims ended in it and how. One statement.

    A claim counts for the school that lent, or whose the thing is. One that was taken back counts nowhere.
    """
    start, end = clocks.span(period.first, period.last, site_id)
    made, ended = Q(at__gte=start, at__lt=end), Q(settled_at__gte=start, settled_at__lt=end)
    rows = Claim.objects.exclude(settled_as=Claim.End.UNDONE).filter(made | ended).order_by()
    if site_id is not None:
        rows = rows.filter(Q(loan__site=site_id) | Q(loan__site=None, loan__item__site=site_id))
    told: dict[str, int] = rows.aggregate(
        claimed=Count("pk", filter=made),
        claims_found=Count("pk", filter=ended & Q(settled_as=Claim.End.FOUND)),
        claims_lost=Count("pk", filter=ended & Q(settled_as=Claim.End.LOST)),
    )
    return told


def _collection(period: Period, site_id: int | None, names: _Names) -> tuple[date | None, dict[str, tuple[Stock, ...]]]:
    """What was owned at the end of the period as last counted, and what came and went in it. Three statements."""
    rows = CollectionCount.objects.filter(_at_site(site_id), month__lte=period.last.replace(day=1)).order_by()
    top = rows.filter(month__gte=period.first.replace(day=1)).aggregate(month=Max("month"), on=Max("counted_on"))
    if top["month"] is None:
        return None, {}
    sums = {name: Sum(name) for name in _STOCK}
    ends = rows.filter(month=top["month"]).values_list("by", "value").annotate(**sums)
    moved = rows.filter(month__gte=period.first.replace(day=1)).values_list("by", "value")
    flow = {(by, value): more for by, value, *more in moved.annotate(a=Sum("added"), w=Sum("withdrawn"))}
    lent = _lent_in_a_year(top["on"], site_id)
    found: dict[str, list[Line | Stock]] = defaultdict(list)
    for by, value, *counts in ends:
        made: dict[str, Any] = dict(zip(_STOCK, counts, strict=True))
        made["added"], made["withdrawn"] = flow[by, value]
        loans = lent.get((by, value), 0) if by in (ALL, KIND, RANGE) else None
        found[by].append(Stock(value, names.label(by, value), **made, lent=loans))
    return top["on"], {by: in_order(by, lines) for by, lines in found.items()}  # type: ignore[arg-type,misc]  # both have value and label


def _lent_in_a_year(on: date, site_id: int | None) -> dict[tuple[str, str], int]:
    rows = DayCount.objects.filter(
        _at_site(site_id), day__range=(on - _A_YEAR, on), by__in=(ALL, KIND, RANGE)
    ).order_by()
    return {(by, value): loans for by, value, loans in rows.values_list("by", "value").annotate(n=Sum("loans"))}


def site_in_sight(actor: Actor, *, whole: bool = False) -> int | None:
    """Whose figures this actor sees: those of the school they work at; None, all schools', for the district's own."""
    return None if whole and actor.is_district else actor.site_id


def kept_page(first_on: date, site_id: int | None, kind: str = MONTH) -> KeptPage | None:
    """The page of a month, or of a school year, as it was made."""
    return KeptPage.objects.filter(kind=kind, first_on=first_on, site=site_id).first()


def kept_pages(site_id: int | None, kind: str = MONTH) -> "QuerySet[KeptPage]":
    """The pages that were made of months, or of school years, the latest first."""
    return KeptPage.objects.filter(kind=kind, site=site_id).defer("figures")


def month_figures(first_on: date, site_id: int | None, now: datetime) -> tuple[Figures, KeptPage | None]:
    """The figures of a month: as they were kept, else as they can be told now."""
    kept = kept_page(first_on, site_id)
    if kept is not None:
        return Figures.from_plain(kept.figures), kept
    return figures_of(month_of(first_on), site_id, now), None


def notes_of(kind: str, first_on: date, site_id: int | None) -> dict[str, FigureNote]:
    """What was written beside a page, by the figure it belongs to."""
    return {each.figure: each for each in FigureNote.objects.filter(kind=kind, first_on=first_on, site=site_id)}


def months_counted(site_id: int | None) -> list[date]:
    """The months there are figures of, the latest first."""
    ends = DayCount.objects.filter(_at_site(site_id)).aggregate(first=Min("day"), last=Max("day"))
    return months_between(ends["first"], ends["last"])[::-1] if ends["first"] else []


def year_period(year: SchoolYear) -> Period:
    """A school year as a period of figures, up to the day before the next one: a summer belongs to the year before."""
    later = SchoolYear.objects.filter(starts_on__gt=year.starts_on).order_by("starts_on").first()
    last = later.starts_on - timedelta(days=1) if later else max(year.ends_on, year.starts_on + timedelta(days=364))
    return Period(year.starts_on, last, "year")


def year_figures(year: SchoolYear, site_id: int | None, now: datetime) -> tuple[Figures, KeptPage | None]:
    """The figures of a school year: as they were kept, else as they can be told now."""
    kept = kept_page(year.starts_on, site_id, YEAR)
    if kept is not None:
        return Figures.from_plain(kept.figures), kept
    return figures_of(year_period(year), site_id, now), None


def figures_before(year: SchoolYear, site_id: int | None, now: datetime, *, is_closed: bool) -> Figures:
    """What a school year is set beside: a closed one the page of the one before, where it was kept; else the same days
    a year earlier."""
    before = SchoolYear.objects.filter(starts_on__lt=year.starts_on).order_by("-starts_on").first()
    kept = kept_page(before.starts_on, site_id, YEAR) if before is not None and is_closed else None
    if kept is not None:
        return Figures.from_plain(kept.figures)
    return figures_of(a_year_before(year_period(year)), site_id, now)


def year_closed_by(day: date) -> SchoolYear | None:
    """The latest school year whose last school day is not after this day."""
    return SchoolYear.objects.filter(ends_on__lte=day).order_by("-ends_on").first()


def is_counted(period: Period) -> bool:
    """Whether any day of a period was counted at any school."""
    return DayCount.objects.filter(by=ALL, day__range=(period.first, period.last)).exists()


def loans_by_month(period: Period, site_id: int | None) -> list[tuple[date, int]]:
    """How much was lent in each month of a period: what the nights have counted, and what came since."""
    rows = DayCount.objects.filter(_at_site(site_id), by=ALL, day__range=(period.first, period.last)).order_by()
    sums: dict[date, int] = dict.fromkeys(months_between(period.first, period.last), 0)
    for day, loans in rows.values_list("day", "loans"):
        sums[day.replace(day=1)] += loans
    since: Tally = {}
    _add_live(since, period, site_id, CountState.objects.first(), Clocks())
    for (by, value), figures in since.items():
        if by == DAY:
            sums[date.fromisoformat(value).replace(day=1)] += figures[0]
    return list(sums.items())
