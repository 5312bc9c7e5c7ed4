"""Questions about what comes in."""

from carrel.cellar.jobs import queries as jobs
from carrel.rooms.intake.queries.asking import (
    Proposal,
    Question,
    asked_of,
    file_job,
    meanings,
    proposals_of,
    question_of,
    waiting_count,
)
from carrel.rooms.intake.queries.files import (
    CHECK,
    IMPORT,
    TAKE_BACK,
    ImportFile,
    about_how_many,
    import_file,
    imports_of,
    job_made_from,
    known_words,
    made_records,
    records_of_file,
    refused_records,
    replaced_after,
    same_file_before,
)
from carrel.rooms.intake.queries.matching import Ours, records_by_title, records_known
from carrel.rooms.intake.queries.profiles import profile_of, profile_row, settings_of, words_of

__all__ = [
    "CHECK",
    "IMPORT",
    "TAKE_BACK",
    "ImportFile",
    "Ours",
    "Proposal",
    "Question",
    "about_how_many",
    "asked_of",
    "file_job",
    "import_file",
    "imports_of",
    "job_made_from",
    "jobs",
    "known_words",
    "made_records",
    "meanings",
    "profile_of",
    "profile_row",
    "proposals_of",
    "question_of",
    "records_by_title",
    "records_known",
    "records_of_file",
    "refused_records",
    "replaced_after",
    "same_file_before",
    "settings_of",
    "waiting_count",
    "words_of",
]
