"""Loans of kits: which parts went along, what is counted at the return, and what is missing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.inventory.models import ItemPart
from carrel.rooms.inventory.queries import counted_parts

OWN_LINE = Q(with_loan=None) | Q(with_loan__returned_at__isnull=False)
"""Loans that stand for themselves: a part stands under its kit for as long as the kit is out."""

_COMES_WITH = Prepared(
    lambda: (
        Loan.objects.filter(pk=Slot("loan_id"))
        .annotate(
            along=Exists(Loan.objects.filter(with_loan=OuterRef("pk"), returned_at=None)),
            counted=Exists(ItemPart.objects.filter(item=OuterRef("item"), slot=None)),
        )
        .values_list("along", "counted")
    )
)


@dataclass(frozen=True, slots=True)
class Check:
    """One part to be ticked when its kit comes back. `key` names it in a form; `loan_id` is that of a barcoded part.

    `missing` says that it was noted as missing at this return.
    """

    key: str
    name: str
    count: int
    barcode: str = ""
    loan_id: int | None = None
    part_id: int | None = None
    missing_id: int | None = None

    @property
    def missing(self) -> bool:
        return self.missing_id is not None


@dataclass(frozen=True, slots=True)
class MissingShown:
    """A missing part as lists show it. The reader is left out where the actor may not know them."""

    missing_id: int
    loan_id: int
    item_id: int
    title: str
    barcode: str
    name: str
    count: int
    part_barcode: str
    noted_at: datetime
    person_id: int | None
    person: str
    price_minor: int | None = None
    """What the part costs where it has a barcode and somebody wrote its price down."""


def comes_with_parts(loan_id: int) -> tuple[bool, bool]:
    """Whether parts went along with this loan and are out still, and whether its item has parts to be counted."""
    row = _COMES_WITH.row(loan_id=loan_id)
    return (bool(row[0]), bool(row[1])) if row else (False, False)


def checklist_of(loan_id: int) -> tuple[Check, ...]:
    """What is ticked when this loan comes back: the parts that went along, then those that are counted."""
    loan = Loan.objects.filter(pk=loan_id).values_list("item").first()
    if loan is None:
        return ()
    open_rows = MissingPart.objects.filter(loan=loan_id, settled_at=None)
    lost = dict(open_rows.filter(part_loan__isnull=False).values_list("part_loan", "pk"))
    lacking = dict(open_rows.filter(part_loan=None).values_list("part", "pk"))
    rows = Loan.objects.filter(with_loan=loan_id, is_undone=False).order_by("pk").values_list(
        "pk", "item__part_of__name", "item__record__title", "item__barcode", "item__part_of"
    )  # fmt: skip
    along = tuple(
        Check(f"l{pk}", name or title, 1, barcode, pk, part_id, lost.get(pk))
        for pk, name, title, barcode, part_id in rows
    )
    counted = tuple(
        Check(f"p{each.part_id}", each.name, each.count, part_id=each.part_id, missing_id=lacking.get(each.part_id))
        for each in counted_parts(loan[0])
    )  # fmt: skip
    return along + counted


def names_along(loan_id: int) -> tuple[str, ...]:
    """What the parts that are out with a loan are called."""
    rows = Loan.objects.filter(with_loan=loan_id, returned_at=None).order_by("pk")
    named = rows.values_list("item__part_of__name", "item__record__title", "item__barcode")
    return tuple(f"{name or title} {barcode}".strip() for name, title, barcode in named)


def parts_of_loan(loan: Loan) -> list[dict[str, object]]:
    """What is gone with a lost kit: the parts that are out with it, then those that are counted, as plain values."""
    rows = Loan.objects.filter(with_loan=loan.pk, returned_at=None).order_by("pk")
    named = rows.values_list("item__part_of__name", "item__record__title", "item__barcode")
    along: list[dict[str, object]] = [
        {"name": name or title, "count": 1, "barcode": barcode} for name, title, barcode in named
    ]
    lacking = set(lacking_of(loan.item_id))
    return along + [
        {"name": each.name, "count": each.count} for each in counted_parts(loan.item_id) if each.name not in lacking
    ]


def lacking_of(item_id: int) -> tuple[str, ...]:
    """The counted parts that an item lacks since an earlier return."""
    rows = MissingPart.objects.filter(loan__item=item_id, part_loan=None, settled_at=None)
    return tuple(rows.order_by("pk").values_list("name", flat=True))


def missing_parts(
    actor: Actor, *, person_id: int | None = None, item_id: int | None = None, loan_id: int | None = None
) -> tuple[MissingShown, ...]:
    """Parts that are missing and not settled, the newest first, at the sites this actor sees. One statement."""
    found: QuerySet[MissingPart] = MissingPart.objects.filter(settled_at=None)
    if not actor.is_district:
        found = found.filter(loan__item__site__in=actor.site_ids)
    elif actor.site_id is not None:
        found = found.filter(loan__item__site=actor.site_id)
    if person_id is not None:
        found = found.filter(loan__patron=person_id)
    if item_id is not None:
        found = found.filter(Q(loan__item=item_id) | Q(part_loan__item=item_id))
    if loan_id is not None:
        found = found.filter(loan=loan_id)
    rows = found.select_related("loan__item__record", "loan__patron", "part_loan__item")
    return tuple(_shown(actor, each) for each in rows)


def _shown(actor: Actor, row: MissingPart) -> MissingShown:
    item, patron = row.loan.item, row.loan.patron
    seen = patron is not None and actor.may("circulation.view_loans") and actor.sees_site(patron.home_site_id)
    return MissingShown(
        row.pk, row.loan_id, item.pk, item.record.title, item.barcode, row.name, row.count,
        row.part_loan.item.barcode if row.part_loan else "", row.noted_at,
        patron.pk if patron is not None and seen else None, patron.display_name if patron is not None and seen else "",
        row.part_loan.item.price_minor if row.part_loan else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Borrower:
    """Who has an item now, as far as the actor may know; `name` is blank for others. `due_on` is a day of its site."""

    loan_id: int
    name: str
    due_at: datetime


def borrowers_of(actor: Actor, item_ids: Collection[int]) -> dict[int, Borrower]:
    """Who has each of these items, by item. One statement."""
    rows = Loan.objects.filter(item__in=item_ids, returned_at=None).select_related("patron", "place")
    return {each.item_id: Borrower(each.pk, _name_for(actor, each), each.due_at) for each in rows}


def _name_for(actor: Actor, loan: Loan) -> str:
    if loan.place is not None:
        return loan.place.name
    patron = loan.patron
    seen = patron is not None and actor.may("circulation.view_loans") and actor.sees_site(patron.home_site_id)
    return patron.display_name if patron is not None and seen else ""


def persons_shown(actor: Actor, item_ids: Collection[int]) -> list[int]:
    """The readers whom `borrowers_of` names, so that the look goes on record."""
    rows = Loan.objects.filter(item__in=item_ids, returned_at=None, patron__isnull=False).select_related("patron")
    return sorted({each.patron_id or 0 for each in rows if _name_for(actor, each)})


def lacks_parts() -> Combinable | Q:
    """For a query of loans: whether a part of the kit is out yet, or is missing and not settled."""
    out = Loan.objects.filter(with_loan=OuterRef("pk"), returned_at=None)
    return Exists(out) | Exists(MissingPart.objects.filter(loan=OuterRef("pk"), settled_at=None))


def part_violations() -> Iterator[str]:
    """What is not as it must be between the loans of kits and of their parts; `carrel check` shows it."""
    own = Loan.objects.filter(with_loan__isnull=False, returned_at=None).select_related("with_loan")
    for each in own:
        kit = each.with_loan
        if kit is not None and (kit.patron_id, kit.place_id) != (each.patron_id, each.place_id):
            yield f"Loan {each.pk} is of a part that went along with loan {kit.pk}, but its borrower is another."
        if kit is not None and kit.is_undone:
            yield f"Loan {each.pk} is open, but the check-out of its kit, loan {kit.pk}, was taken back."
    for row in MissingPart.objects.filter(settled_at=None).select_related("loan", "part_loan"):
        if row.loan.returned_at is None:
            yield f"Part {row.name} is missing from loan {row.loan_id}, which is still open."
        if row.part_loan is not None and row.part_loan.returned_at is not None:
            yield f"Part {row.name} of loan {row.loan_id} is missing, but its own loan {row.part_loan_id} has ended."
        if row.loan.patron_id is None and row.loan.place_id is None:
            yield f"Part {row.name} is missing from loan {row.loan_id}, which has forgotten its reader."
