"""How a patron stands: what is out, what is late, what is allowed, what stands in the way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q

from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import blocks_in_force, grid_now, zone_named
from carrel.rooms.circulation.queries.fines import Due, due_of, fines_of, long_overdue
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.rules.lending import BlockFacts
from carrel.rooms.people.models import Person


@dataclass(frozen=True, slots=True)
class OpenLoan:
    """One thing a patron has out. `due_on` is the day at the item's site; `days_late` are calendar days."""

    loan_id: int
    item_id: int
    record_id: int
    title: str
    barcode: str
    call_number: str
    item_type: str
    lent_at: datetime
    due_at: datetime
    due_on: date
    due_kind: str
    renewals: int
    is_overdue: bool
    days_late: int
    claimed_on: date | None = None
    """The day on which the reader says they brought it back."""
    fine_minor: int = 0
    """What its lateness has cost until now, where fines were asked for; it is charged when the loan ends."""
    is_long_overdue: bool = False
    parts: tuple[str, ...] = ()
    """What went along with it, in words; parts have no line of their own while their kit is out."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A patron's loans, overdues first and then by due date, limits at the home site, and blocks."""

    loans: tuple[OpenLoan, ...]
    overdue: int
    max_loans: int | None
    max_overdue: int | None
    blocks: tuple[BlockFacts, ...]

    @property
    def loans_out(self) -> int:
        return len(self.loans)

    @property
    def fine_minor(self) -> int:
        """What lateness has cost until now and is not charged yet."""
        return sum(each.fine_minor for each in self.loans)


@dataclass(frozen=True, slots=True)
class Late:
    """What is late among some loans: what each has cost until now, and which are long overdue."""

    fines: Mapping[int, int]
    long: frozenset[int]


def late_of(loans: Collection[Due], now: datetime, kept: Grid | None = None) -> Late:
    """What is late among these open loans."""
    kept = kept or grid_now()
    return Late(fines_of(loans, now, kept), long_overdue(loans, now, kept))


_OPEN_LOANS = Prepared(
    lambda: (
        Loan.objects.filter(patron_id=Slot("person_id"), returned_at=None)
        .select_related("item__record", "item__site", "item__item_type")
        .order_by("due_at", "pk")
    )
)
_HOME = Prepared(
    lambda: Person.objects.filter(pk=Slot("person_id")).values_list(
        "home_site_id", "category_id", "home_site__timezone"
    )
)


def open_loans(person_id: int, now: datetime) -> tuple[OpenLoan, ...]:
    """What a person has out, the earliest due first. One statement."""
    return _shown(_OPEN_LOANS.instances(person_id=person_id), now)


def _shown(out: list[Loan], now: datetime, late: Late | None = None) -> tuple[OpenLoan, ...]:
    """Open loans as pages show them, parts under their kit."""
    kits = {each.pk for each in out}
    parts: dict[int, list[str]] = {}
    for each in out:
        if each.with_loan_id in kits:
            parts.setdefault(each.with_loan_id or 0, []).append(f"{each.item.record.title} {each.item.barcode}".strip())
    return tuple(
        replace(open_loan_of(each, now, late), parts=tuple(parts.get(each.pk, ())))
        for each in out
        if each.with_loan_id not in kits
    )


def open_loan_of(loan: Loan, now: datetime, late_ones: Late | None = None) -> OpenLoan:
    """A stored open loan, its item, record, site and type loaded, as pages show it."""
    item = loan.item
    zone = zone_named(item.site.timezone)
    due_on = loan.due_at.astimezone(zone).date()
    late = loan.due_at < now
    return OpenLoan(
        loan_id=loan.pk,
        item_id=item.pk,
        record_id=item.record_id,
        title=item.record.title,
        barcode=item.barcode,
        call_number=item.call_number,
        item_type=item.item_type.name,
        lent_at=loan.lent_at,
        due_at=loan.due_at,
        due_on=due_on,
        due_kind=loan.due_kind,
        renewals=loan.renewals,
        is_overdue=late,
        days_late=max(0, (now.astimezone(zone).date() - due_on).days) if late else 0,
        claimed_on=loan.claimed_on,
        fine_minor=late_ones.fines.get(loan.pk, 0) if late_ones is not None else 0,
        is_long_overdue=late_ones is not None and loan.pk in late_ones.long,
    )


def patron_standing(person_id: int, now: datetime) -> Standing:
    """How a person stands at their home site. Raises Person.DoesNotExist."""
    home = _HOME.row(person_id=person_id)
    if home is None:
        raise Person.DoesNotExist
    site_id, category_id, timezone = home
    kept = grid_now()
    out = _OPEN_LOANS.instances(person_id=person_id)
    late = late_of([due_of(each) for each in out if each.due_at < now], now, kept)
    loans = _shown(out, now, late)
    policy = kept.policy(site_id, category_id, None)
    zone = zone_named(timezone or "UTC")
    return Standing(
        loans=loans,
        overdue=sum(each.is_overdue for each in loans),
        max_loans=policy.number("max_loans"),
        max_overdue=policy.number("max_overdue"),
        blocks=blocks_in_force(person_id, now.astimezone(zone).date()),
    )


def loan_counts(person_ids: Collection[int], now: datetime) -> dict[int, tuple[int, int]]:
    """How many things each of these persons has out, and how many of them are late; who has none is left out."""
    out = Loan.objects.filter(OWN_LINE, patron__in=person_ids, returned_at=None).values("patron")
    rows = out.annotate(out=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    return {row["patron"]: (row["out"], row["late"]) for row in rows.order_by("patron")}


def due_of_items(item_ids: Collection[int]) -> dict[int, tuple[int, date]]:
    """For each of these items that is out: its loan, and the day it is due at its own site. No patron is read."""
    found = Loan.objects.filter(item__in=item_ids, returned_at=None)
    rows = found.values_list("item_id", "pk", "due_at", "item__site__timezone")
    return {item_id: (pk, due_at.astimezone(zone_named(zone)).date()) for item_id, pk, due_at, zone in rows}
