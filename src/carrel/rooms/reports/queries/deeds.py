"""The deeds that are counted, as plain values: what was lent, returned, renewed and used on which day where."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet

from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.circulation.models import InLibraryUse, Loan, LoanChange
from carrel.rooms.inventory.rules import range_of
from carrel.rooms.reports.rules.counting import LOANS, RENEWALS, RETURNS, USES, Deed
from carrel.rooms.schools.models import Site

RENEWED, UNDONE = ("renew", "auto_renew"), ("undo_renew", "undo_auto_renew")
_WIDEST = timedelta(hours=15)
"""No school's day begins or ends farther from that of Greenwich."""
_AT_ONCE = 2000
_OF_LOAN = (
    "site_id", "item__site_id", "grade", "category_id", "item__item_type_id", "item__shelving_key", "item__place_id",
    "patron__homeroom__name",
)  # fmt: skip
_range_of = lru_cache(maxsize=20_000)(range_of)


class Clocks:
    """The time of day at each school."""

    def __init__(self) -> None:
        self.zones = {pk: ZoneInfo(zone) for pk, zone in Site.objects.values_list("pk", "timezone")}

    def at(self, site_id: int, moment: datetime) -> datetime:
        return moment.astimezone(self.zones[site_id])

    def span(self, first: date, last: date, site_id: int | None) -> tuple[datetime, datetime]:
        """The moments between which these days lie at a school; for the district by the clock of its first one."""
        zone = self.zones.get(site_id or 0) or next(iter(self.zones.values()), ZoneInfo("UTC"))
        return datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)

    def today(self, site_id: int | None, now: datetime) -> date:
        """The day it is at a school; for the district where the clock is furthest."""
        zones = [self.zones[site_id]] if site_id in self.zones else self.zones.values()
        return max((now.astimezone(zone).date() for zone in zones), default=now.date())

    def last_day_over(self, now: datetime) -> date:
        """The last day that is over at every school."""
        days = [now.astimezone(zone).date() for zone in self.zones.values()]
        return min(days, default=now.date()) - timedelta(days=1)


def deeds_on(days: Collection[date], clocks: Clocks) -> Iterator[Deed]:
    """Every deed of these days. Reads the loans once for the whole span: an index on moments would cost every scan."""
    wanted = set(days)
    start = datetime.combine(min(wanted), time.min, UTC) - _WIDEST
    end = datetime.combine(max(wanted) + timedelta(days=1), time.min, UTC) + _WIDEST
    lent, returned = Q(lent_at__gte=start, lent_at__lt=end), Q(returned_at__gte=start, returned_at__lt=end)
    loans = Loan.objects.filter(lent | returned)
    changes = LoanChange.objects.filter(at__gte=start, at__lt=end)
    uses = InLibraryUse.objects.filter(used_at__gte=start, used_at__lt=end)
    found = chain(_of_loans(loans, clocks), _of_renewals(changes, clocks), _of_uses(uses, clocks))
    return (deed for deed in found if deed.on in wanted)


def deeds_since(through: date, *, loan: int, change: int, use: int, clocks: Clocks) -> Iterator[Deed]:
    """Every deed of the days after `through`, found by what came after the last loan, change and use counted."""
    changes = LoanChange.objects.filter(pk__gt=change)
    back = set(changes.filter(kind="check_in", loan_id__lte=loan).values_list("loan_id", flat=True))
    # What came in with a file has no entry of its return; an index holds what is not severed yet.
    _, end = clocks.span(through, through, None)
    fresh = Loan.objects.filter(returned_at__gte=end - _WIDEST, patron__isnull=False, pk__lte=loan)
    back.update(fresh.order_by().values_list("pk", flat=True))
    found: list[Deed] = list(_of_loans(Loan.objects.filter(pk__gt=loan), clocks))
    for part in in_steps(sorted(back)):
        found += (each for each in _of_loans(Loan.objects.filter(pk__in=part), clocks) if each.what == RETURNS)
    found += (*_of_renewals(changes, clocks), *_of_uses(InLibraryUse.objects.filter(pk__gt=use), clocks))
    return (deed for deed in found if deed.on > through)


def _of_loans(loans: "QuerySet[Loan]", clocks: Clocks) -> Iterator[Deed]:
    rows = loans.filter(is_undone=False).order_by().values_list("lent_at", "returned_at", "ended_as", *_OF_LOAN)
    for lent_at, returned_at, ended_as, *about in rows.iterator(_AT_ONCE):
        yield _deed(LOANS, lent_at, about, clocks)
        # A loan that ended because its item was lost brought nothing back.
        if returned_at is not None and not ended_as:
            yield _deed(RETURNS, returned_at, about, clocks)


def _of_renewals(changes: "QuerySet[LoanChange]", clocks: Clocks) -> Iterator[Deed]:
    """Renewals that were not taken back. What takes one back came later, and names its act.

    The loans are asked for by their keys: in one join a database may begin with millions of loans instead.
    """
    rows = list(changes.filter(kind__in=RENEWED).order_by().values_list("loan_id", "act_id", "at"))
    gone: set[tuple[int, int]] = set()
    about: dict[int, tuple[Any, ...]] = {}
    for part in in_steps(sorted({loan_id for loan_id, _, _ in rows})):
        taken_back = LoanChange.objects.filter(loan__in=part, kind__in=UNDONE).values_list("loan_id", "before")
        gone.update((loan_id, int(before.get("undoes", 0))) for loan_id, before in taken_back)
        loans = Loan.objects.filter(pk__in=part, is_undone=False).order_by().values_list("pk", *_OF_LOAN)
        about.update((pk, values) for pk, *values in loans)
    for loan_id, act_id, at in rows:
        if loan_id in about and (loan_id, act_id) not in gone:
            yield _deed(RENEWALS, at, about[loan_id], clocks)


def _of_uses(uses: "QuerySet[InLibraryUse]", clocks: Clocks) -> Iterator[Deed]:
    columns = ("used_at", "site_id", "item__site_id", "item__item_type_id", "item__shelving_key", "item__place_id")
    for used_at, site_id, home, kind, key, place in uses.filter(undone_at=None).order_by().values_list(*columns):
        yield _deed(USES, used_at, (site_id, home, "", None, kind, key, place, ""), clocks)


def _deed(what: int, at: datetime, about: Iterable[Any], clocks: Clocks) -> Deed:
    site_id, home, grade, category, kind, key, place, homeroom = about
    where = site_id or home
    local = clocks.at(where, at)
    return Deed(what, where, local.date(), local.hour, grade, category, kind, _range_of(key), place, homeroom or "")


def days_touched(*, loan: int, change: int, use: int, since: datetime, clocks: Clocks) -> set[date]:
    """The days on which something came or went since these keys and this moment, also to earlier days."""
    days: set[date] = set()
    new = Loan.objects.filter(pk__gt=loan).order_by()
    changed = LoanChange.objects.filter(pk__gt=change).order_by()
    for lent_at, returned_at, site_id, home in new.values_list("lent_at", "returned_at", "site_id", "item__site_id"):
        days |= {clocks.at(site_id or home, at).date() for at in (lent_at, returned_at) if at}
    columns = ("kind", "at", "before", "loan_id", "loan__lent_at", "loan__returned_at", "loan__site_id",
               "loan__item__site_id")  # fmt: skip
    taken_back: dict[tuple[int, int], int] = {}
    for kind, at, before, loan_id, lent_at, returned_at, site_id, home in changed.values_list(*columns):
        where = site_id or home
        days |= {clocks.at(where, each).date() for each in (at, lent_at, returned_at) if each}
        if kind.startswith("undo_"):
            taken_back[loan_id, int(before.get("undoes", 0))] = where
    days |= _days_of(taken_back, clocks)
    uses = InLibraryUse.objects.filter(Q(pk__gt=use) | Q(undone_at__gte=since)).order_by()
    rows = uses.values_list("used_at", "site_id", "item__site_id")
    return days | {clocks.at(site_id or home, at).date() for at, site_id, home in rows}


_BOOK_DROP = 10
"""A return may count for the last open day: so many days before the one it was entered on are looked at again."""


def _days_of(taken_back: dict[tuple[int, int], int], clocks: Clocks) -> set[date]:
    """The days of the deeds that were taken back."""
    days: set[date] = set()
    for part in in_steps(sorted({loan_id for loan_id, _ in taken_back})):
        changes = LoanChange.objects.filter(loan__in=part).values_list("loan_id", "act_id", "kind", "at")
        for loan_id, act_id, kind, at in changes:
            where = taken_back.get((loan_id, act_id))
            if where is not None:
                on = clocks.at(where, at).date()
                back = _BOOK_DROP if kind == "check_in" else 0
                days |= {on - timedelta(days=n) for n in range(back + 1)}
    return days


def first_day(clocks: Clocks) -> date | None:
    """The day of the first loan there is; None when nothing was ever lent."""
    found = Loan.objects.order_by("lent_at").values_list("lent_at", "site_id", "item__site_id").first()
    return clocks.at(found[1] or found[2], found[0]).date() if found else None


def undone_in(span: tuple[datetime, datetime], through: date, *, change: int, clocks: Clocks) -> Iterator[Deed]:
    """What was taken back between two moments and had been done on a day up to `through`.

    For the classes, which are not counted anew: what went is taken off the class its reader is in.
    """
    kinds = ("undo_check_out", "undo_check_in", *UNDONE)
    gone = LoanChange.objects.filter(pk__gt=change, kind__in=kinds, at__gte=span[0], at__lt=span[1]).order_by("pk")
    columns = [f"loan__{each}" for each in _OF_LOAN]
    rows = gone.values_list("kind", "before", "loan_id", "loan__lent_at", *columns)
    for kind, before, loan_id, lent_at, *about in rows:
        at: datetime | None = lent_at
        if kind != "undo_check_out":
            done = LoanChange.objects.filter(loan=loan_id, act_id=int(before.get("undoes", 0)))
            at = done.values_list("at", flat=True).first()
        what = LOANS if kind == "undo_check_out" else RETURNS if kind == "undo_check_in" else RENEWALS
        if at is not None and clocks.at(about[0] or about[1], at).date() <= through:
            yield _deed(what, at, about, clocks)


def heads(through: date, clocks: Clocks) -> dict[str, int]:
    """The keys up to which every loan, change and use is of a day up to `through`: the part of today begins after them.

    A day that is half over when the night's work is done is not counted, and must be found by what comes after.
    """
    _, end = clocks.span(through, through, None)
    start = end - _WIDEST
    found = {}
    for model, name, moment in (
        (Loan, "last_loan", "lent_at"), (LoanChange, "last_change", "at"), (InLibraryUse, "last_use", "used_at"),
    ):  # fmt: skip
        rows = model._default_manager.filter(**{f"{moment}__gte": start}).order_by().values_list("pk", moment)
        later = [pk for pk, at in rows if not _is_over(at, through, clocks)]
        top = model._default_manager.aggregate(top=Max("pk"))["top"] or 0
        found[name] = min(later) - 1 if later else top
    return found


def _is_over(at: datetime, through: date, clocks: Clocks) -> bool:
    """Whether a moment is on a day that is counted, by the clock of every school."""
    return all(at.astimezone(zone).date() <= through for zone in set(clocks.zones.values()))
