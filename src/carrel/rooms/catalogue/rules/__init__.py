"""Decisions and computations of the catalogue over plain values."""

from carrel.cellar.marc import clean_isbn, is_isbn, isbn_13, isbn_forms
from carrel.rooms.catalogue.rules.adding import add_brief_record_objections
from carrel.rooms.catalogue.rules.brief import BRIEF_FORMATS, Brief, brief_marc, is_brief
from carrel.rooms.catalogue.rules.compile import fts5_match, tsquery
from carrel.rooms.catalogue.rules.document import (
    Columns,
    SearchTexts,
    call_number_and_scheme,
    call_number_sort,
    columns_of,
    match_numbers,
    numbers_of,
    texts_of,
)
from carrel.rooms.catalogue.rules.editing import EDITABLE, edited, plain_facts
from carrel.rooms.catalogue.rules.facets import facet_words, held_words
from carrel.rooms.catalogue.rules.merging import MergeFacts, merge_records_objections, unmerge_record_objections
from carrel.rooms.catalogue.rules.query import clean_number, folded_words, parse_query
from carrel.rooms.catalogue.rules.terms import AnyOf, Query, Term

__all__ = [
    "BRIEF_FORMATS",
    "EDITABLE",
    "AnyOf",
    "Brief",
    "Columns",
    "MergeFacts",
    "Query",
    "SearchTexts",
    "Term",
    "add_brief_record_objections",
    "brief_marc",
    "call_number_and_scheme",
    "call_number_sort",
    "clean_isbn",
    "clean_number",
    "columns_of",
    "edited",
    "facet_words",
    "folded_words",
    "fts5_match",
    "held_words",
    "is_brief",
    "is_isbn",
    "isbn_13",
    "isbn_forms",
    "match_numbers",
    "merge_records_objections",
    "numbers_of",
    "parse_query",
    "plain_facts",
    "texts_of",
    "tsquery",
    "unmerge_record_objections",
]
