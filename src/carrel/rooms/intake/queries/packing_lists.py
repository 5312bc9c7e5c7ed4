"""What a packing list or a MARC file says came, read from its stored file line by line."""

from collections.abc import Iterator, Mapping
from typing import Any

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import file_by_id, open_file
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.marc import MarcRecord, facts_of
from carrel.cellar.tables.mapping import mapped
from carrel.cellar.tables.reading import open_table
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import Delivery
from carrel.rooms.intake.queries.deliveries import sites_by_word
from carrel.rooms.intake.queries.files import records_of_file
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.schools import queries as schools

FILL = "intake.fill_delivery"
SMALL_TABLE, SMALL_MARC = 200_000, 1_000_000
"""Bytes up to which a file is read while somebody waits: about two thousand lines, less than half a second, and nothing
that has to be watched. Packing lists, and MARC files that come with a box, are nearly always smaller. A larger file is
read by a job."""

Said = tuple[Objection, ...]
Read = tuple[PackedLine | None, Said]


def file_of_delivery(delivery: Delivery) -> StoredFile:
    """The packing list a delivery was made from. Raises Refused when it was typed, or its file is no longer kept."""
    stored = file_by_id(delivery.file_id) if delivery.file_id else None
    if stored is None:
        raise Refused(Objection("intake.no_such_file", Weight.REFUSE))
    return stored


def heads_of_list(stored: StoredFile) -> tuple[str, ...]:
    """The headings of a packing list. Raises Refused for a file that is no table."""
    with open_file(stored) as file:
        return open_table(file, name=stored.name).heads


def lines_of_list(stored: StoredFile, mapping: Mapping[str, str]) -> Iterator[Read]:
    """Each line of a packing list under these columns, and what is said of it; None for one that is left out.

    Raises Refused, naming the line, where the file is no table any more.
    """
    district = schools.district()
    says_isbn = "isbn" in mapping.get("isbn", "").casefold()
    currency, sites = district.currency if district else "USD", sites_by_word()
    with open_file(stored) as file:
        table = open_table(file, name=stored.name)
        for row in table.rows:
            if row.found:
                facts = {"name": stored.name, "line": row.line, "found": row.found, "expected": len(table.heads)}
                raise Refused(Objection("tables.cells_beyond_head", Weight.REFUSE, facts))
            cells = mapped(row.cells, mapping)
            yield rules.packing_line(cells, line=row.line, sites=sites, currency=currency, says_isbn=says_isbn)


def lines_of_marc(stored: StoredFile) -> Iterator[Read]:
    """A line for each record of a MARC file, with as many copies as it has fields 852, one at least."""
    for record in records_of_file(stored):
        if isinstance(record, MarcRecord):
            said = facts_of(record)
            isbn = said.isbns[0] if said.isbns else ""
            yield PackedLine(said.title[:500], rules.number_of_line(isbn), len(record.data("852")) or 1), ()
        else:
            yield None, ()


def lines_read(rows: Iterator[Read], *, name: str) -> tuple[list[PackedLine], Said]:
    """All lines together, and what is said of odd ones. Raises Refused as soon as they are more than a delivery has."""
    lines: list[PackedLine] = []
    told: list[Objection] = []
    for line, said in rows:
        told += said
        if line is not None:
            lines.append(line)
        not_too_many(len(lines), name)
    return lines, tuple(told)


def not_too_many(count: int, name: str) -> None:
    """Raise Refused for more lines than a delivery has."""
    if count > rules.MOST_LINES:
        raise Refused(Objection("intake.too_many_lines", Weight.REFUSE, {"name": name, "most": rules.MOST_LINES}))


def lines_to_fill(params: Mapping[str, Any]) -> Iterator[Read]:
    """The lines a filling job reads: those of its packing list, or of its MARC file."""
    stored = file_by_id(params["file_id"])
    if stored is None:
        raise Refused(Objection("intake.no_such_file", Weight.REFUSE))
    mapping = params.get("mapping")
    return lines_of_marc(stored) if mapping is None else lines_of_list(stored, mapping)


def filling_of(delivery: Delivery) -> Job | None:
    """The job that reads, or has read, the list of a delivery, the newest; None where it was read at once or typed."""
    if delivery.file_id is None and delivery.job_id is None:
        return None
    return Job.objects.filter(code=FILL, params__delivery_id=delivery.pk).order_by("-pk").first()
