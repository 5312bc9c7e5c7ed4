"""What must never be false in the data, asked across all rooms; each row that is not so gets a sentence."""

from collections.abc import Callable, Iterator
from datetime import datetime

from carrel.cli.soundness import counting, ground, lending, merging, moving, privacy, shelves
from carrel.rooms.catalogue.queries import index_faults
from carrel.rooms.charges.queries import violations as charges_violations
from carrel.rooms.circulation.queries.kits import part_violations as part_loan_violations
from carrel.rooms.inventory.queries import part_violations
from carrel.rooms.inventory.queries import violations as inventory_violations
from carrel.rooms.reports.queries.checks import violations as counts_violations
from carrel.rooms.software.queries import violations as software_violations
from carrel.rooms.supplies.queries import violations as supplies_violations

Question = Callable[[datetime], Iterator[str]]


def _search_index(_now: datetime) -> Iterator[str]:
    yield from index_faults()


def _items(_now: datetime) -> Iterator[str]:
    yield from inventory_violations()


def _parts(_now: datetime) -> Iterator[str]:
    yield from part_violations()
    yield from part_loan_violations()


def _supplies(_now: datetime) -> Iterator[str]:
    yield from supplies_violations()


def _charges(_now: datetime) -> Iterator[str]:
    yield from charges_violations()


def _seats(_now: datetime) -> Iterator[str]:
    yield from software_violations()


QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("The database is sound in itself", ground.pages),
    ("Every reference leads to a row", ground.references),
    ("Every stored file is on disk as it came", ground.stored_files),
    ("An item is on loan if and only if it has one open loan", lending.states),
    ("A loan's moments are in order", lending.moments),
    ("What lists count is what was lent", lending.counters),
    ("Every item goes by a number of its own, and stands where its call number belongs", _items),
    ("No thing is a part of itself, and what is missing of a kit is out or owed", _parts),
    ("The count of a supply is the sum of its movements", _supplies),
    ("What is left of a charge is the sum of its lines", _charges),
    ("A licence counts the seats that are held", _seats),
    ("What a transfer holds is on its way, counted or settled", moving.transfers),
    ("What stands on a display is lent to its place, and nothing once it is taken down", moving.displays),
    ("A walk of a count holds what was scanned on it", counting.walks),
    ("The figures of a finished count are what was seen and what was not", counting.results),
    ("What is drawn lies on its floor plan, and ranges begin before they end", shelves.plans),
    ("Weeding lists say what was marked, and what they carried out is withdrawn", shelves.weeded),
    ("What was counted is what the loans say, in a sample of days", counts_violations),
    ("What was merged leads to what was kept, and holds nothing itself", merging.pointers),
    ("Every record has its MARC, and is found by search", merging.documents),
    ("The search index agrees with the records", _search_index),
    ("Every valid card leads to one person, and roles end after they begin", ground.cards_and_roles),
    ("Days and terms are in order, and every site's time zone is known", ground.calendars),
    ("No reader is kept on a loan long returned", privacy.severed),
    ("No list keeps a reader whom the loan has forgotten", privacy.lines),
    ("A settled charge forgets its thing", privacy.charges),
    ("No trace names a reader and an item together", privacy.pairs),
    ("Half-done work names no reader for longer than a few days", privacy.parked),
    ("No report of any table names a reader and an item together", privacy.other_traces),
)
