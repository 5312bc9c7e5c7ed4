"""Questions about registers: their jobs and files, what is here already, and what goes out."""

from carrel.rooms.registers.queries.jobs import (
    CHECK,
    IMPORT,
    TAKE_BACK,
    file_of,
    heads_of,
    job_held,
    job_made_from,
    old_files,
    registers_of,
    remembered_mapping,
    rows_of,
    signature_of,
)
from carrel.rooms.registers.queries.out import OUT_KINDS, table_out
from carrel.rooms.registers.queries.standing import (
    items_of_barcodes,
    known_words,
    owners_of_numbers,
    past_loans_of,
    persons_of_numbers,
    records_of_barcodes,
    records_of_rows,
    titles_of_records,
    zone_and_currency,
)

__all__ = [
    "CHECK",
    "IMPORT",
    "OUT_KINDS",
    "TAKE_BACK",
    "file_of",
    "heads_of",
    "items_of_barcodes",
    "job_held",
    "job_made_from",
    "known_words",
    "old_files",
    "owners_of_numbers",
    "past_loans_of",
    "persons_of_numbers",
    "records_of_barcodes",
    "records_of_rows",
    "registers_of",
    "remembered_mapping",
    "rows_of",
    "signature_of",
    "table_out",
    "titles_of_records",
    "zone_and_currency",
]
