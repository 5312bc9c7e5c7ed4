"""A batch of a holds register: who waits there waits here, in the order they waited in."""

from collections.abc import Sequence
from datetime import UTC, datetime

from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables.reading import Row
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import BroughtHold
from carrel.rooms.circulation.queries.holds import WaitedBefore, waited_before, waiting_for
from carrel.rooms.registers import queries
from carrel.rooms.registers.actions.progress import Judged, Progress
from carrel.rooms.registers.rules import (
    CAUGHT,
    KNOWN,
    ON_ITS_WAY,
    OVER,
    WAITING,
    Cells,
    HoldRow,
    HoldThing,
    can_be_caught,
    hold_row,
    judge_hold,
)

HoldPair = tuple[Judged, HoldRow, int | None, HoldThing | None]


def judge_holds(actor: Actor, rows: Sequence[tuple[Row, Cells]], progress: Progress, now: datetime) -> list[HoldPair]:
    """Give each row its outcome, in the order of the file.

    No inverse: nothing is changed but what the run remembers.
    """
    read = [
        (Judged(row.line, cells), hold_row(cells, progress.known, progress.defaults, progress.unknown))
        for row, cells in rows
    ]
    persons = queries.persons_of_numbers(actor, [hold.person_number for _, hold in read])
    things = queries.things_of_holds(actor, [hold for _, hold in read], progress.owner)
    wanted = {thing.record_id for thing in things if thing is not None}
    here = waiting_for(wanted)
    before = waited_before(wanted)
    found: list[HoldPair] = []
    for (judged, hold), thing in zip(read, things, strict=True):
        person_id = persons.get(hold.person_number)
        found.append((judged, hold, person_id, thing))
        if hold.state == OVER and not judged.is_refused:
            judged.outcome = OVER
            continue
        item_id = thing.copy.item_id if thing and thing.copy and hold.is_of_copy else None
        key = f"hold {person_id} {thing.record_id} {item_id}" if thing else ""
        earlier = progress.barcodes.get(key) if person_id is not None and thing else None
        judge_hold(judged.cells, hold, person_id=person_id, thing=thing, earlier=earlier, now=now)
        if judged.is_refused or thing is None or person_id is None:
            continue
        progress.barcodes[key] = judged.line
        if (person_id, thing.record_id, item_id) in here or _has_ended(
            before, person_id, (thing.record_id, item_id, _since(judged, hold, progress)), progress
        ):
            judged.outcome = KNOWN
        else:
            judged.outcome = CAUGHT if _catches(judged, hold, thing, progress) else WAITING
    return found


def _catches(judged: Judged, hold: HoldRow, thing: HoldThing, progress: Progress) -> bool:
    """Whether the copy that was caught there is caught here; one that lines before have caught is theirs."""
    if thing.copy is None or not can_be_caught(hold, thing):
        return False
    if progress.barcodes.setdefault(f"caught {thing.copy.item_id}", judged.line) == judged.line:
        return True
    judged.cells.tell("registers.caught_elsewhere", title=thing.title)
    return False


def _has_ended(
    before: WaitedBefore, person_id: int, what: tuple[int, int | None, datetime], progress: Progress
) -> bool:
    """Whether this hold came before and has ended here.

    Who waited is forgotten the night after, so that title and moment have to do: each that ended answers for one line.
    """
    if person_id in before.get(what, ()):
        return True
    key = f"ended {what[0]} {what[1]} {what[2].astimezone(UTC).isoformat()}"
    if progress.occurrences[key] < sum(each is None for each in before.get(what, ())):
        progress.occurrences[key] += 1
        return True
    return False


def _since(judged: Judged, hold: HoldRow, progress: Progress) -> datetime:
    """Since when it waits here: as the queue has it, else as the line says, else since the file was sent in."""
    return progress.queue.get(judged.line) or hold.placed_at or progress.asked_at


def store_holds(
    actor: Actor, found: Sequence[HoldPair], *, run: JobRun, progress: Progress, now: datetime
) -> list[Line]:
    """Enter the holds of a batch. Part of import_rows. Inverse: take_back_holds."""
    rows = []
    for judged, hold, person_id, thing in found:
        if judged.is_refused or judged.outcome not in (WAITING, CAUGHT) or person_id is None or thing is None:
            continue
        copy_id = thing.copy.item_id if thing.copy else None
        rows.append(
            BroughtHold(
                record_id=thing.record_id,
                patron_id=person_id,
                pickup_site_id=hold.pickup_site_id,
                placed_at=_since(judged, hold, progress),
                item_id=copy_id if hold.is_of_copy else None,
                expires_on=hold.expires_on,
                is_frozen=hold.is_frozen,
                frozen_until_on=hold.frozen_until_on,
                is_front=hold.is_front,
                note=hold.note,
                caught_item_id=copy_id if judged.outcome == CAUGHT else None,
                is_on_its_way=hold.state == ON_ITS_WAY,
                shelf_until_on=hold.shelf_until_on,
            )
        )
    if not rows:
        return []
    done = circulation.bring_holds(actor, rows=rows, now=now, job_id=run.job_id)
    return [Line("holds", found[0][0].line, {"holds": done.hold_ids, "caught": done.caught_ids})]
