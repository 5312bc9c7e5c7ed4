"""A batch of a charges register: what is still owed comes as owed, once."""

from collections.abc import Sequence
from datetime import datetime

from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables.reading import Row
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges import queries as charges_queries
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.registers import queries
from carrel.rooms.registers.actions.progress import Judged, Progress
from carrel.rooms.registers.rules import CHARGED, KNOWN, SETTLED, Cells, ChargeRow, charge_key, charge_row, judge_charge

ChargePair = tuple[Judged, ChargeRow, int | None, str]


def judge_charges(actor: Actor, rows: Sequence[tuple[Row, Cells]], progress: Progress) -> list[ChargePair]:
    """Give each row its outcome, in the order of the file.

    No inverse: nothing is changed but what the run remembers.
    """
    read = [(Judged(row.line, cells), charge_row(cells)) for row, cells in rows]
    persons = queries.persons_of_numbers(actor, [charge.person_number for _, charge in read])
    found: list[ChargePair] = []
    for judged, charge in read:
        person_id = persons.get(charge.person_number)
        key = ""
        if not judged.is_refused and not charge.left_minor:
            # Settled before it came: nobody has to be found for it.
            judged.outcome = SETTLED
        else:
            judge_charge(judged.cells, charge, person_id=person_id)
        if person_id is not None and not judged.is_refused and charge.left_minor:
            key = _key(charge, person_id, progress)
            judged.outcome = CHARGED
        found.append((judged, charge, person_id, key))
    known = charges_queries.keys_known([key for *_, key in found])
    for judged, charge, _person_id, key in found:
        if key and key in known:
            judged.outcome = KNOWN
        elif judged.outcome == CHARGED:
            progress.counts["owed_minor"] += charge.left_minor
    return found


def _key(charge: ChargeRow, person_id: int, progress: Progress) -> str:
    """The key of a charge; lines of one file that say the same are counted, so that each has its own."""
    first = charge_key(charge, person_id, 0)
    progress.occurrences[first] += 1
    return charge_key(charge, person_id, progress.occurrences[first] - 1)


def store_charges(actor: Actor, found: Sequence[ChargePair], *, run: JobRun, progress: Progress, now: datetime) -> None:
    """Enter the charges of a batch. Part of import_rows. Inverse: reverse_brought_charges."""
    items = queries.items_of_barcodes(actor, [charge.barcode for _, charge, _, _ in found])
    rows = []
    for judged, charge, person_id, key in found:
        if judged.outcome != CHARGED or judged.is_refused or person_id is None:
            continue
        item = items.get(charge.barcode)
        rows.append(
            NewCharge(
                person_id,
                item.site_id if item else progress.defaults.site_id,
                charge.kind,
                charge.amount_minor,
                charge.left_minor,
                charge.charged_on,
                charge.text,
                charge.barcode,
                charge.title or (item.title if item else ""),
                key,
            )
        )
    if rows:
        charges.bring_charges(actor, rows=rows, brought_from=progress.source, now=now, job_id=run.job_id)
