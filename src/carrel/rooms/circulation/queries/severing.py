"""Which closed loans, ended holds and reservations still name somebody, and what is owed for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection

from carrel.rooms.charges.queries import owed_things
from carrel.rooms.circulation.models import Hold, Loan, Reservation
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.kits import lacks_parts
from carrel.rooms.circulation.rules.severing import NIGHT, Closed, Owed
from carrel.rooms.inventory.models import ItemNumber
from carrel.rooms.inventory.rules import normalise_number
from carrel.rooms.people.models import Account, Card
from carrel.rooms.people.queries.legal_holds import persons_held

_COLUMNS = (
    "pk", "patron_id", "item_id", "item__record_id", "item__record__title", "lent_at", "returned_at", "is_undone",
    "category_id", "item__site_id", "item__item_type_id", "item__site__timezone", "lacks",
)  # fmt: skip


def ended_loans(*, now: datetime) -> list[int]:
    """The loans that ended before the last night and still name their reader; an index holds exactly these.

    In the order they are stored in, so that each page of the table and of its indexes is written once and not fifty
    times.
    """
    found = Loan.objects.filter(returned_at__lt=now - NIGHT, patron__isnull=False).exclude(patron__in=persons_held())
    return sorted(found.values_list("pk", flat=True))


def ended_loans_of(person_id: int) -> list[int]:
    """Every ended loan that still names this person; none of one whose data is under a legal hold."""
    found = Loan.objects.filter(returned_at__isnull=False, patron=person_id).exclude(patron__in=persons_held())
    return list(found.values_list("pk", flat=True))


def closed_loans(loan_ids: Collection[int], grid: Grid, *, hold: bool = False) -> list[Closed]:
    """Those of these loans that are still closed and named; `hold` keeps others off them until the transaction ends."""
    found = Loan.objects.filter(pk__in=loan_ids, returned_at__isnull=False, patron__isnull=False)
    if hold and connection.features.has_select_for_update:
        list(found.select_for_update().order_by("pk").values_list("pk"))
    return [
        Closed(
            loan_id=pk,
            patron_id=patron_id,
            item_id=item_id,
            record_id=record_id,
            title=title,
            lent_on=lent_at.astimezone(zone_named(zone)).date(),
            returned_on=returned_at.astimezone(zone_named(zone)).date(),
            returned_at=returned_at,
            keep_days=grid.policy(site_id, category_id, item_type_id).number("keep_borrower_days"),
            is_undone=is_undone,
            lacks_parts=lacks,
        )
        for pk, patron_id, item_id, record_id, title, lent_at, returned_at, is_undone, category_id, site_id,
        item_type_id, zone, lacks in found.annotate(lacks=lacks_parts()).order_by("pk").values_list(*_COLUMNS)
    ]  # fmt: skip


def owed_of(person_ids: Iterable[int]) -> Mapping[int, list[Owed]]:
    """What each of these persons still owes, with the items its numbers find. Two statements."""
    things = owed_things(set(person_ids))
    numbers = {normalise_number(each.about_barcode) for each in things if each.about_barcode}
    items = dict(ItemNumber.objects.filter(number__in=numbers).values_list("number", "item_id")) if numbers else {}
    found: dict[int, list[Owed]] = defaultdict(list)
    for each in things:
        item_id = items.get(normalise_number(each.about_barcode)) if each.about_barcode else None
        ids = () if item_id is None else (item_id,)
        found[each.person_id].append(Owed(each.person_id, ids, each.about_title, each.charged_on))
    return found


def ended_holds(*, before: datetime | None = None, person_id: int | None = None) -> list[tuple[int, int]]:
    """Ended holds that still name their reader, as (hold, person): ended before a moment, or of one person."""
    found = Hold.objects.filter(ended_at__isnull=False, patron__isnull=False).exclude(patron__in=persons_held())
    if before is not None:
        found = found.filter(ended_at__lt=before)
    if person_id is not None:
        found = found.filter(patron=person_id)
    return list(found.values_list("pk", "patron_id"))


def ended_reservations(*, person_id: int | None = None) -> list[tuple[int, int]]:
    """Reservations that are over and still name their teacher, as (reservation, person)."""
    found = (
        Reservation.objects.filter(teacher__isnull=False).exclude(status="active").exclude(teacher__in=persons_held())
    )
    if person_id is not None:
        found = found.filter(teacher=person_id)
    return list(found.values_list("pk", "teacher_id"))


def hands_of(person_ids: Iterable[int]) -> dict[int, int | None]:
    """Those of these persons who could have done something here themselves, with their account; None: by badge."""
    wanted = set(person_ids)
    found: dict[int, int | None] = dict.fromkeys(
        Card.objects.filter(person__in=wanted, kind="badge").values_list("person_id", flat=True)
    )
    found.update(Account.objects.filter(person__in=wanted).values_list("person_id", "pk"))
    return found
