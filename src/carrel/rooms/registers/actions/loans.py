"""A batch of a loans register: what is out comes as out, what came back is counted, and fines become charges."""

from collections.abc import Sequence
from datetime import UTC, datetime

from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables.reading import Row
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges import queries as charges_queries
from carrel.rooms.charges.rules import OVERDUE, NewCharge
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import BroughtLoan
from carrel.rooms.registers import queries
from carrel.rooms.registers.actions.progress import Judged, Progress
from carrel.rooms.registers.rules import (
    KNOWN,
    NOBODY,
    OPEN,
    RETURNED,
    Cells,
    ItemStanding,
    LoanRow,
    judge_loan,
    key_of,
    lent_at_of,
    loan_row,
)

LoanPair = tuple[Judged, LoanRow, int | None, ItemStanding | None]


def judge_loans(actor: Actor, rows: Sequence[tuple[Row, Cells]], progress: Progress, now: datetime) -> list[LoanPair]:
    """Give each row its outcome, in the order of the file.

    No inverse: nothing is changed but what the run remembers.
    """
    read = [(Judged(row.line, cells), loan_row(cells)) for row, cells in rows]
    persons = queries.persons_of_numbers(actor, [loan.person_number for _, loan in read])
    items = queries.items_of_barcodes(actor, [loan.barcode for _, loan in read])
    past = queries.past_loans_of({item.item_id for item in items.values()})
    found: list[LoanPair] = []
    for judged, loan in read:
        person_id, item = persons.get(loan.person_number), items.get(loan.barcode)
        found.append((judged, loan, person_id, item))
        if loan.is_nobodys:
            judged.outcome = NOBODY
            judged.objections.clear()
            continue
        earlier = progress.barcodes.get(f"item {item.item_id}") if item else None
        judge_loan(judged.cells, loan, person_id=person_id, item=item, earlier=earlier, now=now)
        if judged.is_refused or item is None:
            continue
        judged.outcome = _outcome(loan, item, past)
        if loan.returned_at is None:
            progress.barcodes[f"item {item.item_id}"] = judged.line
    for judged, loan, person_id, _item in found:
        if judged.outcome in (OPEN, RETURNED, KNOWN) and not judged.is_refused and loan.fine_minor and person_id:
            progress.counts["fines"] += 1
            progress.counts["fines_minor"] += loan.fine_minor
    return found


def _outcome(loan: LoanRow, item: ItemStanding, past: set[tuple[int, str]]) -> str:
    if loan.returned_at is None:
        return KNOWN if item.holder_id is not None else OPEN
    assert loan.lent_at is not None or loan.due_at is not None
    return KNOWN if loan.lent_at and (item.item_id, _moment(loan.lent_at)) in past else RETURNED


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def store_loans(
    actor: Actor, found: Sequence[LoanPair], *, run: JobRun, progress: Progress, now: datetime
) -> list[Line]:
    """Enter the loans of a batch and what is owed for them. Part of import_rows. Inverse: take_back_loans."""
    loans, fines, keys = [], [], []
    for judged, loan, person_id, item in found:
        if judged.is_refused or judged.outcome not in (OPEN, RETURNED, KNOWN) or person_id is None or item is None:
            continue
        assert loan.due_at is not None
        lent_at = lent_at_of(loan, now)
        if judged.outcome != KNOWN:
            loans.append(
                BroughtLoan(
                    item.item_id,
                    person_id,
                    lent_at,
                    max(loan.due_at, lent_at),
                    loan.due_kind,
                    loan.returned_at,
                    loan.renewals,
                )
            )
        if loan.fine_minor:
            key = key_of("fine", person_id, loan.barcode, lent_at.isoformat())
            keys.append(key)
            fines.append(_charge(progress, loan, person_id, item, key))
    there = charges_queries.keys_known(keys)
    ids = circulation.bring_loans(actor, rows=loans, now=now, job_id=run.job_id) if loans else []
    owed = [charge for charge in fines if charge.key not in there]
    if owed:
        charges.bring_charges(actor, rows=owed, brought_from=progress.source, now=now, job_id=run.job_id)
    return [Line("loans", found[0][0].line, {"loans": ids})] if ids else []


def _charge(progress: Progress, loan: LoanRow, person_id: int, item: ItemStanding, key: str) -> NewCharge:
    today = progress.sheet.today
    charged_on = min(loan.due_at.date(), today) if loan.due_at else today
    return NewCharge(
        person_id, item.site_id, OVERDUE, loan.fine_minor, loan.fine_minor, charged_on, loan.fine_text, loan.barcode,
        item.title, key,
    )  # fmt: skip
