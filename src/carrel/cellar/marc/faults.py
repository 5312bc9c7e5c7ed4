"""What can be wrong with a record, in words: what is wrong; what was done. Every sentence stands here, once.

A sentence is English as it stands and keeps its pattern and facts, so that whoever shows it can say it in another
language: ``gettext(flaw.pattern) % flaw.facts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self


def _(pattern: str) -> str:
    """Mark a sentence for the translators; the pattern itself stays as it is."""
    return pattern


LEFT_OUT = _("It was left out; reading went on behind it.")
ENDED = _("Nothing behind this place could be read.")

# Mended: the record came in.
WRONG_UTF8 = _("The leader says UTF-8, but some text is not UTF-8; it was read as Windows-1252.")
WRONG_MARC8 = _("The leader says MARC-8, but the text is UTF-8; it was read as UTF-8.")
NEITHER = _("Some text is neither UTF-8 nor MARC-8; it was read as Windows-1252.")
NO_SUCH_SIGN = _("Some signs are in no MARC-8 character set; U+FFFD stands in their place.")
NO_END = _("The end-of-record mark is missing; the record was read up to where it stops.")
WRONG_LENGTH = _("The leader says %(said)s bytes, the record has %(found)s; the end marks were believed.")
WRONG_BASE = _("The leader says that the fields begin at %(said)s, they begin at %(found)s; the marks were believed.")
WRONG_DIRECTORY = _("The directory's lengths are wrong; the fields were taken from their end marks.")
TORN_DIRECTORY = _("A digit of the directory is missing; tags and fields were paired by what is left of it.")
WRONG_INDICATORS = _("Field %(tag)s has %(found)s indicator characters in place of 2; none was dropped.")
NO_CODE = _("Field %(tag)s has a delimiter without a code; the delimiter was left out.")
SHORT_TAG = _("The tag %(tag)s has fewer than three characters; zeros were put before it.")
WRONG_LEADER = _("The leader has %(found)s characters in place of 24; it was filled or cut.")
ODD_ELEMENT = _("Field %(tag)s holds an element <%(name)s>, which means nothing in MARCXML; its text was left out.")

# Unreadable: the record stayed out.
TOO_SHORT = _("The record ends after %(found)s bytes; a leader alone has 24.")
NO_RECORD_END = _("There is no end-of-record mark in 16 million bytes; this may not be a MARC file.")
NO_DIRECTORY_END = _("The directory does not end; the record was cut short or is not MARC.")
EMPTY_DIRECTORY = _("The directory is empty; the record has no fields.")
ODD_DIRECTORY = _("The directory has %(found)s characters, which is no multiple of 12.")
OTHER_COUNT = _("The directory lists %(listed)s fields, the record holds %(found)s.")
NO_SUBFIELDS = _("No field has subfields; this is another format in the shape of MARC.")
NOT_MARC = _("This is no MARC file: it is neither ISO 2709, MARCXML nor MARC-in-JSON.")
MARC_TEXT = _("This is MARC as text (.mrk). Turn it into .mrc in the program it comes from, and send that.")
ZIPPED = _("This is a ZIP archive. Unpack it and send the MARC file that is in it.")

BAD_XML = _("The XML is broken in line %(line)s: %(found)s.")
NO_SUCH_CODING = _("The XML names a character coding that nobody knows.")
CUT_XML = _("The XML ends in the middle; the file was cut short.")
ENTITIES = _("The file declares XML entities, which no MARCXML needs and which can be used to attack a reader.")
NO_TAG = _("A field has no tag.")
NO_MARC_TAG = _("A field's tag, %(tag)s, is no MARC tag.")
NO_SUBFIELD_CODE = _("A subfield has no code.")
TOO_MUCH = _("The record is larger than 16 million characters; no real one is.")

BAD_JSON = _("The JSON is broken in line %(line)s: %(found)s.")
CUT_JSON = _("The JSON ends in the middle; the file was cut short.")
NOT_A_RECORD = _("This is JSON, but no MARC-in-JSON record: %(found)s.")

BAD_GZIP = _("The compressed file is damaged (%(found)s); what had been unpacked before was read.")
CUT_GZIP = _("The compressed file was cut short; what had been unpacked before was read.")
GZIP_BOMB = _("The compressed file grows beyond all measure when unpacked; reading was stopped.")


class Flaw(str):
    """One sentence of this page with its facts filled in."""

    __slots__ = ("facts", "pattern")

    pattern: str
    facts: Mapping[str, str | int]

    def __new__(cls, pattern: str, **facts: str | int) -> Self:
        self = super().__new__(cls, pattern % facts if facts else pattern)
        self.pattern = pattern
        self.facts = facts
        return self


class Fault(NamedTuple):
    """One thing that is wrong in a file: in which record (from 1), at which byte (from 0), what, and what was done."""

    number: int
    offset: int | None
    what: str
    done: str
    line: int = 0
