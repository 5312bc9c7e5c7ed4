"""A batch of an items register: each row finds or makes its record and brings its item."""

from collections.abc import Sequence
from datetime import datetime

from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables.reading import Row
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.inventory.actions import NewItem
from carrel.rooms.registers import queries
from carrel.rooms.registers.actions.progress import Judged, Progress
from carrel.rooms.registers.rules import KNOWN, MORE, NEW, Cells, ItemRow, UnknownWords, isbn_pairs, item_row, record_of

Pair = tuple[Judged, ItemRow]


def judge_items(rows: Sequence[tuple[Row, Cells]], progress: Progress) -> list[Pair]:
    """Give each row its outcome, in the order of the file.

    No inverse: nothing is changed but what the run remembers.
    """
    pairs = []
    for row, cells in rows:
        found = item_row(cells, progress.known, progress.defaults, progress.unknown)
        pairs.append((Judged(row.line, cells, found.title), found))
    numbers = [number for _, found in pairs for number, _ in found.numbers]
    taken = inventory_queries.titles_of_numbers(numbers)
    sound = [found for judged, found in pairs if not judged.is_refused]
    ours = queries.records_of_rows(sound, progress.owner)
    of_barcodes = queries.records_of_barcodes([found.barcode for found in sound])
    titles = queries.titles_of_records(set(ours.values()))
    for judged, found in pairs:
        if judged.is_refused:
            continue
        if found.barcode in of_barcodes and found.barcode not in progress.barcodes:
            _judge_known(judged, found, of_barcodes[found.barcode], ours, taken)
        else:
            _judge_new(judged, found, ours, taken, progress)
        judged.title = judged.title or titles.get(ours.get(found.barcode, 0), "")
        if not judged.is_refused:
            for number, _ in found.numbers:
                progress.barcodes.setdefault(number, judged.line)
    return pairs


def _judge_known(
    judged: Judged, found: ItemRow, record_id: int, ours: dict[str, int], taken: dict[str, tuple[int, str]]
) -> None:
    """A number we have: the same thing once more, or another thing with the number of one of ours."""
    title = taken[found.barcode][1]
    mine = ours.get(found.barcode)
    is_same = mine == record_id if mine is not None else not found.title or _alike(found.title, title)
    if is_same or (found.title and _alike(found.title, title)):
        judged.outcome = KNOWN
    else:
        judged.cells.refuse("registers.number_taken", number=found.barcode, title=title)


def _alike(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _judge_new(
    judged: Judged, found: ItemRow, ours: dict[str, int], taken: dict[str, tuple[int, str]], progress: Progress
) -> None:
    for number, _ in found.numbers:
        if number in progress.barcodes:
            judged.cells.refuse("registers.number_twice", number=number, first=progress.barcodes[number])
        elif number in taken:
            judged.cells.refuse("registers.number_taken", number=number, title=taken[number][1])
    keys = _keys(found)
    record_id = ours.get(found.barcode) or next(
        (progress.records[key] for key in keys if key in progress.records), None
    )
    if record_id is None and not found.title:
        judged.cells.refuse("registers.no_title")
    if judged.is_refused:
        return
    judged.outcome = NEW if record_id is None else MORE
    for key in keys:
        progress.records.setdefault(key, record_id or -judged.line)


def _keys(found: ItemRow) -> list[str]:
    """What rows of one file share a record by: the number of the record there, else the ISBN, else title and author."""
    if found.record_number:
        return [f"number {found.record_number}"]
    if found.isbn:
        return [f"isbn {isbn_pairs(found)[-1][1]}"]
    return [f"title {found.title_key}"] if found.title else []


def store_items(actor: Actor, pairs: Sequence[Pair], *, run: JobRun, progress: Progress, now: datetime) -> list[Line]:
    """Make the new records of a batch and all its items. Part of import_rows. Inverse: take_back_items."""
    coming = [(judged, found) for judged, found in pairs if judged.outcome in (NEW, MORE) and not judged.is_refused]
    new = [(judged, found) for judged, found in coming if judged.outcome == NEW]
    marcs = [record_of(found, progress.sheet.today) for _, found in new]
    ids = catalogue.add_records(actor, marcs=marcs, now=now, source=f"job:{run.job_id}")
    made = {-judged.line: record_id for (judged, _), record_id in zip(new, ids, strict=True)}
    progress.records.update({key: made[first] for key, first in progress.records.items() if first in made})
    ours = queries.records_of_rows([found for judged, found in coming if judged.outcome == MORE], progress.owner)
    rows = []
    for judged, found in coming:
        if judged.outcome == NEW:
            record_id = made[-judged.line]
        else:
            record_id = ours.get(found.barcode) or next(progress.records[key] for key in _keys(found))
        numbers, kinds = tuple(number for number, _ in found.numbers), tuple(kind for _, kind in found.numbers)
        rows.append(NewItem(record_id, found.site_id, found.facts, numbers, kinds, found.state, found.own))
    if rows:
        inventory.add_items(actor, rows=rows, now=now, job_id=run.job_id)
    return [Line("new", new[0][0].line, {"records": ids})] if ids else []


def learn_items(rows: Sequence[tuple[Row, Cells]], progress: Progress) -> None:
    """Look again at rows that an earlier run brought, so that later rows find their records.

    No inverse: nothing is changed but what the run remembers.
    """
    # The words of these rows have been counted by the run that brought them.
    found = [item_row(cells, progress.known, progress.defaults, UnknownWords()) for _, cells in rows]
    records = queries.records_of_barcodes([each.barcode for each in found])
    for (row, _), each in zip(rows, found, strict=True):
        if each.barcode in records:
            for number, _kind in each.numbers:
                progress.barcodes.setdefault(number, row.line)
            for key in _keys(each):
                progress.records.setdefault(key, records[each.barcode])
