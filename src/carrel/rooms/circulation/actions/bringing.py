"""bring_loans, take_back_loans: what another system had lent comes in with its file, and goes again with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.privacy import KEPT_AFTER_RETURN
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.rules import lending
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person

BRING = "circulation.bring_loans"
TAKE_BACK = "circulation.take_back_loans"


@dataclass(frozen=True, slots=True)
class BroughtLoan:
    """A loan as another system kept it. Moments are aware; `returned_at` None means it is still out."""

    item_id: int
    patron_id: int
    lent_at: datetime
    due_at: datetime
    due_kind: str = "day"
    returned_at: datetime | None = None
    renewals: int = 0


def bring_loans(actor: Actor, *, rows: Sequence[BroughtLoan], now: datetime, job_id: int | None = None) -> list[int]:
    """Enter loans with the dates they have, all or none, and return their ids; items still out are marked so.

    What was lost or missing and is out comes as out: its reader has it still. Whoever returned something more than
    twelve hours before `now` is not kept, as with our own loans. Raises Refused when an item is out already.
    Inverse: take_back_loans.
    """
    require(actor, BRING)
    with writing():
        people = Person.objects.in_bulk({each.patron_id for each in rows})
        found = Item.objects.filter(pk__in={each.item_id for each in rows}).values_list("pk", "site_id", "state")
        items = {pk: (site_id, state) for pk, site_id, state in found}
        made = (
            loan_elsewhere(
                each, people[each.patron_id], items[each.item_id][0], now, was=items[each.item_id][1], job=job_id
            )
            for each in rows
        )
        loans = Loan.objects.bulk_create(list(made), batch_size=300)
        for each in rows:
            if each.returned_at is None:
                if not inventory.mark_lent(each.item_id, from_state=items[each.item_id][1], now=each.lent_at):
                    raise Refused(lending.item_unknown())
            else:
                inventory.mark_lent_before(each.item_id, lent_at=each.lent_at, returned_at=each.returned_at)
        record_act(actor, BRING, about=("job", job_id), at=now, facts={"count": len(loans)})
    return [loan.pk for loan in loans]


def take_back_loans(actor: Actor, *, loan_ids: Sequence[int], now: datetime) -> tuple[int, int]:
    """Take loans that came with a file out again, as if they had never come; returns how many went and how many stay.

    The item of an open one has its former state again. One that was returned, renewed or changed here stays: it is
    ours by now. No inverse: the file is brought again.
    """
    require(actor, TAKE_BACK)
    with writing():
        found = list(Loan.objects.select_for_update().filter(pk__in=loan_ids, is_undone=False))
        touched = set(LoanChange.objects.filter(loan__in=loan_ids).values_list("loan_id", flat=True))
        going = [loan for loan in found if loan.pk not in touched]
        for loan in going:
            if loan.returned_at is None:
                inventory.mark_not_lent(loan.item_id, to_state=str(loan.why.get("was", "available")), now=now)
            else:
                inventory.mark_not_lent_before(loan.item_id)
        Loan.objects.filter(pk__in=[loan.pk for loan in going]).delete()
        record_act(actor, TAKE_BACK, about=("loans", None), at=now, facts={"count": len(going)})
    return len(going), len(found) - len(going)


def loan_elsewhere(row: BroughtLoan, person: Person, site_id: int, now: datetime, **why: object) -> Loan:
    """A loan made elsewhere, not stored yet; `why` is kept with it, and says that no sum of ours led to its date.

    No inverse: nothing is written.
    """
    severed = row.returned_at is not None and row.returned_at < now - KEPT_AFTER_RETURN
    return Loan(
        item_id=row.item_id,
        patron=None if severed else person,
        category_id=person.category_id,
        grade=person.grade,
        home_site_id=person.home_site_id,
        site_id=site_id,
        lent_at=row.lent_at,
        due_at=row.due_at,
        due_kind=row.due_kind,
        returned_at=row.returned_at,
        renewals=row.renewals,
        why={"rows": {}, "steps": [], "was": "available", "taken_over": True} | why,
    )
