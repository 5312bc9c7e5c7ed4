"""MARC 21, pure: bytes to records and back, and what a record says. No Django, no database, no clock."""

from carrel.cellar.marc.facts import CallNumber, RecordFacts, call_number_of, facts_of, local_call_number_of, trimmed
from carrel.cellar.marc.faults import Fault, Flaw
from carrel.cellar.marc.formats import FORMATS, format_of
from carrel.cellar.marc.holdings import Holding, holdings_of, price_minor
from carrel.cellar.marc.isbn import clean_isbn, clean_issn, is_isbn, is_issn, isbn_13, isbn_forms
from carrel.cellar.marc.iso2709 import TooLong, from_iso2709, read_iso2709, to_iso2709
from carrel.cellar.marc.kinds import BIBLIOGRAPHIC, KINDS, kind_of
from carrel.cellar.marc.marcjson import marcjson_collection, read_marcjson, to_marcjson
from carrel.cellar.marc.marcxml import marcxml_collection, read_marcxml, to_marcxml
from carrel.cellar.marc.reading import Read, read_marc, read_records
from carrel.cellar.marc.record import BLANK_LEADER, ControlField, DataField, Field, MarcRecord, Subfield, Unreadable
from carrel.cellar.marc.sending import FORMS, in_parts, sent

__all__ = [
    "BIBLIOGRAPHIC",
    "BLANK_LEADER",
    "FORMATS",
    "FORMS",
    "KINDS",
    "CallNumber",
    "ControlField",
    "DataField",
    "Fault",
    "Field",
    "Flaw",
    "Holding",
    "MarcRecord",
    "Read",
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
    "in_parts",
    "is_isbn",
    "is_issn",
    "isbn_13",
    "isbn_forms",
    "kind_of",
    "local_call_number_of",
    "marcjson_collection",
    "marcxml_collection",
    "price_minor",
    "read_iso2709",
    "read_marc",
    "read_marcjson",
    "read_marcxml",
    "read_records",
    "sent",
    "to_iso2709",
    "to_marcjson",
    "to_marcxml",
    "trimmed",
]
