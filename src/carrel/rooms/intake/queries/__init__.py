"""Questions about what comes in."""

from carrel.rooms.intake.queries.files import (
    CHECK,
    IMPORT,
    TAKE_BACK,
    ImportFile,
    about_how_many,
    formats_of,
    import_file,
    imports_of,
    job_made_from,
    jobs,
    known_words,
    records_of_file,
    records_without_items,
    refused_records,
)

__all__ = [
    "CHECK",
    "IMPORT",
    "TAKE_BACK",
    "ImportFile",
    "about_how_many",
    "formats_of",
    "import_file",
    "imports_of",
    "job_made_from",
    "jobs",
    "known_words",
    "records_of_file",
    "records_without_items",
    "refused_records",
]
