"""take_over_loans: loans that were made elsewhere, in a former system or on paper."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.bringing import BroughtLoan, loan_elsewhere
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person

TAKE_OVER = "circulation.take_over_loans"


def take_over_loans(actor: Actor, *, rows: Sequence[BroughtLoan], now: datetime) -> int:
    """Enter loans with the dates they have; returns how many. Items still out are marked so.

    Whoever returned something more than twelve hours before `now` is not kept, as with our own loans.
    Raises IntegrityError, and enters nothing, when an item would be out twice.
    No inverse: each open one is returned at the desk.
    """
    require(actor, TAKE_OVER)
    with writing():
        people = Person.objects.in_bulk({each.patron_id for each in rows})
        sites = dict(Item.objects.filter(pk__in={each.item_id for each in rows}).values_list("pk", "site_id"))
        Loan.objects.bulk_create(
            [loan_elsewhere(each, people[each.patron_id], sites[each.item_id], now) for each in rows], batch_size=500
        )
        for each in rows:
            if each.returned_at is None:
                inventory.mark_lent(each.item_id, from_state="available", now=each.lent_at)
        _count(rows)
        record_act(actor, TAKE_OVER, about=("loans", None), at=now, facts={"loans": len(rows)})
    return len(rows)


def _count(rows: Sequence[BroughtLoan]) -> None:
    """Each item's counts: loans, the last one, and when it was last seen."""
    closed: dict[int, list[BroughtLoan]] = {}
    for row in rows:
        if row.returned_at is not None:
            closed.setdefault(row.item_id, []).append(row)
    for item_id, own in closed.items():
        last = max(each.lent_at for each in own)
        Item.objects.filter(pk=item_id).update(loan_count=F("loan_count") + len(own))
        Item.objects.filter(pk=item_id, last_loaned_at=None).update(last_loaned_at=last)
        seen = max(each.returned_at for each in own if each.returned_at is not None)
        Item.objects.filter(pk=item_id, last_seen_at=None).update(last_seen_at=seen)
