"""A record made by hand in five fields, as MARC: it can be upgraded later by putting a full record in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import ControlField, DataField, Field, MarcRecord, Subfield, clean_isbn, isbn_13

# Leader 06 and 07, and signs of 008 that make a format what it is (MARC 21, 008 by material).
_KINDS: dict[str, tuple[str, dict[int, str]]] = {
    "book": ("am", {}),
    "textbook": ("am", {}),
    "graphic_novel": ("am", {24: "6"}),
    "large_print": ("am", {23: "d"}),
    "ebook": ("am", {23: "o"}),
    "serial": ("as", {}),
    "audiobook": ("im", {}),
    "music": ("jm", {}),
    "video": ("gm", {33: "v"}),
    "map": ("em", {}),
    "picture": ("km", {33: "i"}),
    "software": ("mm", {}),
    "kit": ("om", {33: "b"}),
    "game": ("rm", {33: "g"}),
    "equipment": ("rm", {33: "r"}),
}
BRIEF_FORMATS = tuple(_KINDS)
GENRES = {"textbook": "Textbooks"}

_ARTICLE = re.compile(r"(?:the|an?|el|la|los|las|una?|unos|unas)\s+(?=\S)", re.IGNORECASE)
_DEWEY = re.compile(r"\d{3}(?:\.\d+)?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Brief:
    """The five fields; only the title must be there."""

    title: str
    author: str = ""
    isbn: str = ""
    call_number: str = ""
    format: str = "book"


def brief_marc(brief: Brief, *, made_on: date) -> MarcRecord:
    """The MARC record of the five fields, at encoding level 3 (abbreviated): a fuller record may take its place."""
    kind, signs = _KINDS[brief.format]
    fields: list[Field] = [ControlField("008", fixed_field(made_on, signs))]
    if number := clean_isbn(brief.isbn):
        fields.append(DataField("020", " ", " ", (Subfield("a", isbn_13(number)),)))
    if brief.call_number:
        fields.append(call_number_field(brief.call_number))
    if brief.author:
        fields.append(author_field(brief.author))
    fields.append(title_field(brief.title, "", has_author=bool(brief.author)))
    if genre := GENRES.get(brief.format):
        fields.append(DataField("655", " ", "7", (Subfield("a", genre), Subfield("2", "local"))))
    return MarcRecord(f"00000n{kind} a22000003  4500", tuple(fields))


def fixed_field(made_on: date, signs: dict[int, str]) -> str:
    """A 008 of 40 characters that claims nothing we do not know."""
    # 00-05 entered, 06-14 no dates known, 15-17 no place known, 18-34 not coded, 35-37 no language, 38-39 source other.
    text = list(f"{made_on:%y%m%d}" + "nuuuuuuuu" + "xx " + "|" * 17 + "   " + " d")
    for place, sign in signs.items():
        text[place] = sign
    return "".join(text)


def title_field(title: str, subtitle: str, *, has_author: bool) -> DataField:
    """A 245 with its non-filing characters counted, for English and Spanish articles."""
    article = _ARTICLE.match(title)
    skip = str(article.end()) if article and article.end() <= 9 else "0"
    parts = [Subfield("a", f"{title} :" if subtitle else title)]
    if subtitle:
        parts.append(Subfield("b", subtitle))
    return DataField("245", "1" if has_author else "0", skip, tuple(parts))


def author_field(author: str) -> DataField:
    """A 100: the name as given; first indicator 1 when the family name stands first."""
    return DataField("100", "1" if "," in author else "0", " ", (Subfield("a", author),))


def call_number_field(call_number: str) -> DataField:
    """The library's own call number: 092 when it begins like Dewey, else 099."""
    if match := _DEWEY.match(call_number):
        rest = call_number[match.end() :].strip()
        parts = (Subfield("a", match.group()), *((Subfield("b", rest),) if rest else ()))
        return DataField("092", " ", " ", parts)
    return DataField("099", " ", " ", (Subfield("a", call_number),))


def is_brief(record: MarcRecord) -> bool:
    """Whether the record says of itself that it is abbreviated or minimal (leader/17), so that a fuller one may win."""
    return record.leader[17:18] in ("3", "7")


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same to a reader."""
    return fold(one) == fold(other)
