"""What a packing list says, read from its stored file."""

from collections.abc import Mapping

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import file_by_id, open_file
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.tables import ReadTable, read_table
from carrel.cellar.tables.mapping import mapped
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import Delivery
from carrel.rooms.intake.queries.deliveries import sites_by_word
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.schools import queries as schools


def table_of_file(stored: StoredFile) -> ReadTable:
    """The table in a stored file. Raises Refused when it is none."""
    with open_file(stored) as file:
        return read_table(file.read(), name=stored.name)


def table_of_delivery(delivery: Delivery) -> ReadTable:
    """The table a delivery was made from. Raises Refused when it was typed, or its file is no longer kept."""
    stored = file_by_id(delivery.file_id) if delivery.file_id else None
    if stored is None:
        raise Refused(Objection("intake.no_such_file", Weight.REFUSE))
    return table_of_file(stored)


def lines_of_table(table: ReadTable, mapping: Mapping[str, str]) -> tuple[list[PackedLine], tuple[Objection, ...]]:
    """The lines of a packing list under these columns, and what is said of odd ones."""
    district = schools.district()
    currency, sites = district.currency if district else "USD", sites_by_word()
    lines: list[PackedLine] = []
    told: list[Objection] = []
    for row in table.rows:
        line, said = rules.packing_line(mapped(row.cells, mapping), line=row.line, sites=sites, currency=currency)
        told += said
        if line is not None:
            lines.append(line)
    return lines, tuple(told)
