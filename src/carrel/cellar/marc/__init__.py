"""MARC 21, pure: bytes to records and back, and what a record says. No Django, no database, no clock."""

from carrel.cellar.marc.facts import CallNumber, RecordFacts, call_number_of, facts_of, local_call_number_of, trimmed
from carrel.cellar.marc.formats import FORMATS, format_of
from carrel.cellar.marc.holdings import Holding, holdings_of, price_minor
from carrel.cellar.marc.isbn import clean_isbn, clean_issn, is_isbn, isbn_13, isbn_forms
from carrel.cellar.marc.iso2709 import TooLong, from_iso2709, read_iso2709, to_iso2709
from carrel.cellar.marc.marcxml import marcxml_collection, read_marcxml, to_marcxml
from carrel.cellar.marc.reading import read_marc
from carrel.cellar.marc.record import BLANK_LEADER, ControlField, DataField, Field, MarcRecord, Subfield, Unreadable

__all__ = [
    "BLANK_LEADER",
    "FORMATS",
    "CallNumber",
    "ControlField",
    "DataField",
    "Field",
    "Holding",
    "MarcRecord",
    "RecordFacts",
    "Subfield",
    "TooLong",
    "Unreadable",
    "call_number_of",
    "clean_isbn",
    "clean_issn",
    "facts_of",
    "format_of",
    "from_iso2709",
    "holdings_of",
    "is_isbn",
    "isbn_13",
    "isbn_forms",
    "local_call_number_of",
    "marcxml_collection",
    "price_minor",
    "read_iso2709",
    "read_marc",
    "read_marcxml",
    "to_iso2709",
    "to_marcxml",
    "trimmed",
]
