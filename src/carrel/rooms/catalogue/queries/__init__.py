"""Questions to the catalogue."""

from carrel.rooms.catalogue.queries.facets import FACETS
from carrel.rooms.catalogue.queries.index import index_faults
from carrel.rooms.catalogue.queries.records import (
    Link,
    RecordPage,
    has_records,
    links_of,
    marc_of,
    record,
    record_by_isbn,
    record_page,
    records_by_isbn,
    records_by_numbers,
    resolved_id,
)
from carrel.rooms.catalogue.queries.searching import (
    PAGE_LENGTH,
    SORTS,
    SORTS_OF_MANY,
    Copies,
    Found,
    Hit,
    Narrow,
    search,
)
from carrel.rooms.catalogue.queries.sizing import MOST_RANKED
from carrel.rooms.catalogue.queries.spelling import suggestion_for

__all__ = [
    "FACETS",
    "MOST_RANKED",
    "PAGE_LENGTH",
    "SORTS",
    "SORTS_OF_MANY",
    "Copies",
    "Found",
    "Hit",
    "Link",
    "Narrow",
    "RecordPage",
    "has_records",
    "index_faults",
    "links_of",
    "marc_of",
    "record",
    "record_by_isbn",
    "record_page",
    "records_by_isbn",
    "records_by_numbers",
    "resolved_id",
    "search",
    "suggestion_for",
]
