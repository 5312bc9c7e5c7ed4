"""Reports of one's own: a question in plain words becomes one statement with a limit."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.dateparse import parse_date

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.limits import within
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.reports.models import KeptReport, OwnReport
from carrel.rooms.reports.rules import own
from carrel.rooms.reports.rules.own import COUNT, DAY, MONEY, MOST_SHOWN, NUMBER, YEAR, Answer, Asked, Only, Spec
from carrel.rooms.reports.rules.suppression import published
from carrel.rooms.schools.models import Site

SECONDS_ON_A_PAGE, SECONDS_OF_A_JOB = 8.0, 600.0
MOST_CHOICES = 60
_MOMENTS = ("lent_at", "returned_at", "due_at", "last_loaned_at", "settled_at")
_SITE_OF = {own.LOANS: "site", own.ITEMS: "site", own.PATRONS: "home_site", own.CHARGES: "person__home_site"}
Rows = QuerySet[Any, tuple[Any, ...]]


def answer_of(spec: Spec, site_id: int | None) -> Answer:
    """The first rows of a report. Raises Refused kernel.takes_too_long."""
    with within(SECONDS_ON_A_PAGE):
        rows = tuple(_rows(spec, site_id)[: MOST_SHOWN + 1])
    return Answer(rows[:MOST_SHOWN], len(rows) > MOST_SHOWN)


def all_rows(spec: Spec, site_id: int | None) -> Iterator[tuple[Any, ...]]:
    """Every row of a report, for a file. Raises Refused kernel.takes_too_long while it is read."""
    with within(SECONDS_OF_A_JOB):
        yield from _rows(spec, site_id).iterator(2000)


def count_of(spec: Spec, site_id: int | None) -> int:
    """How many rows a report has. Raises Refused kernel.takes_too_long."""
    with within(SECONDS_OF_A_JOB):
        return _rows(spec, site_id).count()


def told_rows(spec: Spec, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of a counted report as they may leave the library: groups below ten without their figures."""
    width = len(spec.groups)
    told = published([[row[width]] for row in rows]).rows
    return [
        row if figures[0] is not None else (*row[:width], *(None for _ in row[width:]))
        for row, figures in zip(rows, told, strict=True)
    ]


def _rows(spec: Spec, site_id: int | None) -> Rows:
    zone = _zone(site_id)
    found = _subject(spec.subject)
    if site_id is not None:
        found = found.filter(**{_SITE_OF[spec.subject]: site_id})
    for each in spec.only:
        about = spec.about.field(each.field)
        assert about is not None
        found = found.filter(_only(about, each, zone))
    return _counted(spec, found, zone) if spec.is_counted else _listed(spec, found)


def _subject(code: str) -> "QuerySet[Any]":
    if code == own.LOANS:
        return Loan.objects.filter(is_undone=False)
    if code == own.ITEMS:
        return Item.objects.all()
    if code == own.PATRONS:
        return Person.objects.filter(merged_into=None, category__isnull=False)
    return Charge.objects.all()


def _zone(site_id: int | None) -> ZoneInfo:
    found = Site.objects.order_by("pk") if site_id is None else Site.objects.filter(pk=site_id)
    return ZoneInfo(found.values_list("timezone", flat=True).first() or "UTC")


def _only(about: Asked, only: Only, zone: ZoneInfo) -> Q:
    if about.kind == DAY:
        return _between(about, only, zone)
    if about.kind in (NUMBER, YEAR, MONEY):
        wanted = Q()
        if only.low:
            wanted &= Q(**{f"{about.path}__gte": int(only.low)})
        return wanted & Q(**{f"{about.path}__lte": int(only.high)}) if only.high else wanted
    if about.kind == own.CHOICE or about.code == "grade":
        return Q(**{about.path: only.text})
    ending = "istartswith" if about.code == "call_number" else "icontains"
    return Q(**{f"{about.path}__{ending}": only.text})


def _between(about: Asked, only: Only, zone: ZoneInfo) -> Q:
    """Days from the first to the last; a moment counts on its day at the school."""
    wanted, low, high = Q(), parse_date(only.low or ""), parse_date(only.high or "")
    if about.path in _MOMENTS:
        if low:
            wanted &= Q(**{f"{about.path}__gte": datetime.combine(low, time.min, zone)})
        if high:
            wanted &= Q(**{f"{about.path}__lt": datetime.combine(high + timedelta(days=1), time.min, zone)})
        return wanted
    if low:
        wanted &= Q(**{f"{about.path}__gte": low})
    return wanted & Q(**{f"{about.path}__lte": high}) if high else wanted


def _counted(spec: Spec, found: "QuerySet[Any]", zone: ZoneInfo) -> Rows:
    """Groups with their counts and sums: (group, …, count, sum, …)."""
    keys: dict[str, Any] = {}
    for place, code in enumerate(spec.groups):
        about = spec.about.field(code)
        assert about is not None
        keys[f"g{place}"] = _group(about, zone)
    sums = {f"s{place}": Sum(each.path) for place, each in enumerate(spec.sums)}
    rows = found.order_by().annotate(**keys).values_list(*keys) if keys else found.order_by().values_list()
    if not keys:
        return _all_together(found, sums)
    counted = rows.annotate(n=Count("pk"), **sums)
    names = {code: f"g{place}" for place, code in enumerate(spec.groups)}
    names |= {each.code: f"s{place}" for place, each in enumerate(spec.sums)} | {COUNT: "n"}
    first = _way(names.get(spec.sort, "g0"), spec.is_down)
    ordered: Rows = counted.order_by(first, *(F(name).asc(nulls_last=True) for name in keys))
    return ordered


def _all_together(found: "QuerySet[Any]", sums: dict[str, Any]) -> Rows:
    """One row for all, grouped by nothing."""
    same = found.order_by().annotate(same=F("pk") * 0).values("same")
    together: Rows = same.annotate(n=Count("pk"), **sums).values_list("n", *sums)
    return together


def _group(about: Asked, zone: ZoneInfo) -> Any:
    if about.kind != DAY:
        return F(about.path)
    return TruncMonth(about.path, tzinfo=zone) if about.path in _MOMENTS else TruncMonth(about.path)


def _listed(spec: Spec, found: "QuerySet[Any]") -> Rows:
    paths = [each.path for each in spec.listed]
    by = next((each.path for each in spec.listed if each.code == spec.sort), paths[0])
    return found.order_by(_way(by, spec.is_down), "pk").values_list(*paths)


def _way(name: str, is_down: bool) -> Any:
    return F(name).desc(nulls_last=True) if is_down else F(name).asc(nulls_last=True)


def choices_of(about: Asked, subject: str, site_id: int | None) -> list[str]:
    """The values a field has, to choose from; none when there are too many."""
    if about.kind != own.CHOICE:
        return []
    model, path = _source(about, subject)
    rows = model._default_manager.order_by(path).values_list(path, flat=True).distinct()
    found = [str(each) for each in rows[: MOST_CHOICES + 1] if each not in (None, "")]
    return found if len(found) <= MOST_CHOICES else []


def _source(about: Asked, subject: str) -> tuple[type[Model], str]:
    """The table that holds the names of a field, so that millions of loans need not be read for thirty of them."""
    model: type[Model] = _subject(subject).model
    *way, name = about.path.split("__")
    for step in way:
        related = model._meta.get_field(step).related_model
        assert related is not None
        assert not isinstance(related, str)
        model = related
    return model, name


def reports_in_sight(actor: Actor) -> "QuerySet[OwnReport]":
    """The reports this actor kept, and those shared at their schools."""
    mine = Q(account_id=actor.account_id, account_id__isnull=False)
    if actor.is_district:
        return OwnReport.objects.filter(mine | Q(is_shared=True)).select_related("site")
    shared = Q(is_shared=True, site__in=actor.site_ids)
    return OwnReport.objects.filter(mine | shared, site__in=actor.site_ids).select_related("site")


def report_in_sight(actor: Actor, report_id: int) -> OwnReport | None:
    """One of them."""
    return reports_in_sight(actor).filter(pk=report_id).first()


def files_of(report_id: int) -> "QuerySet[KeptReport]":
    """The files made of a report, the latest first."""
    return KeptReport.objects.filter(report=report_id, file__isnull=False).select_related("file")


def kept_in_sight(actor: Actor, kept_id: int) -> KeptReport | None:
    """One file of a report this actor sees."""
    kept = KeptReport.objects.filter(pk=kept_id, file__isnull=False).select_related("file", "report").first()
    return kept if kept is not None and report_in_sight(actor, kept.report_id) is not None else None
