"""Titles as MARC 21 records, and the packed records of other libraries.

Field choices follow the MARC 21 Format for Bibliographic Data; headings carry second indicator 4 because no
thesaurus was asked, and nothing is claimed that the tables do not state.
"""

import gzip
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import BLANK_LEADER, ControlField, DataField, Field, MarcRecord, Subfield, read_iso2709
from carrel.cli.demo.titles import Title

OWNER = "AlderCreek"
PACKED = Path(__file__).parent / "data" / "records.mrc.gz"
SHELVES = Path(__file__).parent / "data" / "shelves.tsv"
ENTERED = "260817"

_ARTICLES = {"eng": ("the ", "an ", "a "), "spa": ("los ", "las ", "una ", "un ", "el ", "la ")}
_NUMBERED = re.compile(r"(?P<title>.+?)\. (?P<number>(?:Book|Vol\.|\d+)[^,]*)(?:, (?P<part>.+))?\Z")
# Code of 008/22 by the lowest level that owns the book: primary, pre-adolescent, adolescent.
_AUDIENCE = {"E": "b", "M": "c", "H": "d"}


# Headings that say what a book is, not what it is about.
_GENRES = {
    "Biography", "Autobiography", "Comic books", "Fairy tales", "Fantasy", "Ghost stories", "Horror stories", "Humorous poetry",
    "Humorous stories", "Mystery and detective stories", "Novels in verse", "Science fiction", "Sea stories",
    "Short stories", "Spanish language materials", "Stories in rhyme", "Stories without words", "Tongue twisters",
}  # fmt: skip


def field(tag: str, indicators: str, *subfields: str) -> DataField:
    """A data field; each subfield is its code followed by its text."""
    return DataField(tag, indicators[0], indicators[1], tuple(Subfield(text[0], text[1:]) for text in subfields))


def record_of(title: Title, number: int) -> MarcRecord:
    """The record of a title; ``number`` becomes its control number."""
    names = (*title.authors, *title.illustrators)
    fields: list[Field] = [
        ControlField("001", f"ac{number:06d}"),
        ControlField("003", OWNER),
        ControlField("008", _fixed_field(title)),
        *_class_field(title),
        *(_name_field("100", names[0], title) for _ in names[:1]),
        _title_field(title),
        *_publication_field(title),
        field("336", "  ", *(("astill image", "bsti") if title.shelf == "GN" else ("atext", "btxt")), "2rdacontent"),
        *_series_field(title),
        field("520", "  ", f"a{title.summary}"),
        *(_subject_field(text, title) for text in title.subjects),
        *_genre_field(title),
        *(_name_field("700", name, title) for name in names[1:]),
    ]
    return MarcRecord(BLANK_LEADER, tuple(fields))


def _language(title: Title) -> str:
    return "spa" if title.is_spanish else "eng"


def _fixed_field(title: Title) -> str:
    """The forty characters of 008 for a book."""
    illustrated = "a" if title.illustrators or title.shelf in ("E", "ER", "GN") else " "
    date = f"s{title.year}    " if title.year else "nuuuuuuuu"
    contents = "6   " if title.shelf == "GN" else "    "
    form = "1" if title.is_fiction else "0"
    life = "b" if title.shelf.startswith("B ") else " "
    audience = _AUDIENCE[title.levels[0]]
    return f"{ENTERED}{date}xxu{illustrated}   {audience} {contents} 000 {form}{life}{_language(title)} d"


def _class_field(title: Title) -> list[DataField]:
    number = title.shelf.removeprefix("REF ")
    return [field("082", "14", f"a{number}", "223")] if number[:1].isdigit() else []


def _name_field(tag: str, name: str, title: Title) -> DataField:
    role = "eillustrator." if name in title.illustrators else "eauthor."
    return field(tag, "1 " if "," in name else "0 ", f"a{name},", role)


def _title_field(title: Title) -> DataField:
    added = "1" if title.authors else "0"
    pieces = _title_pieces(title.title)
    credit = _credit(title)
    if credit:
        code, text = pieces[-1][0], pieces[-1][1:]
        pieces = [*pieces[:-1], f"{code}{text} /", f"c{credit}."]
    return field("245", f"{added}{_skipped(title)}", *pieces)


def _title_pieces(text: str) -> list[str]:
    if numbered := _NUMBERED.fullmatch(text):
        part = numbered["part"]
        number = f"n{numbered['number']}" + ("," if part else "")
        return [f"a{numbered['title']}.", number, *([f"p{part}"] if part else [])]
    for mark in (" : ", " = "):
        if mark in text:
            main, _, rest = text.partition(mark)
            return [f"a{main}{mark.rstrip()}", f"b{rest}"]
    return [f"a{text}"]


def _skipped(title: Title) -> int:
    """How many characters of the title are an article and do not file."""
    marks = len(title.title) - len(title.title.lstrip("¡¿"))
    words = title.title[marks:].casefold()
    return next((marks + len(article) for article in _ARTICLES[_language(title)] if words.startswith(article)), 0)


def _credit(title: Title) -> str:
    written = ", ".join(_direct(name) for name in title.authors)
    drawn = ", ".join(_direct(name) for name in title.illustrators)
    by = "ilustraciones de" if title.is_spanish else "illustrated by"
    return " ; ".join(part for part in (written, f"{by} {drawn}" if drawn else "") if part)


def _direct(name: str) -> str:
    """A name in the order of speech: "Seuss, Dr." is Dr. Seuss."""
    last, _, first = name.partition(", ")
    return f"{first} {last}".strip()


def _publication_field(title: Title) -> list[DataField]:
    pieces = [f"b{title.publisher}," if title.year else f"b{title.publisher}."] if title.publisher else []
    if title.year:
        pieces.append(f"c{title.year}.")
    return [field("264", " 1", *pieces)] if pieces else []


def _series_field(title: Title) -> list[DataField]:
    if not title.series:
        return []
    name, _, volume = title.series.partition(" ; ")
    return [field("490", "0 ", f"a{name} ;", f"v{volume}") if volume else field("490", "0 ", f"a{name}")]


def _subject_field(text: str, title: Title) -> DataField:
    surname = fold(title.shelf.removeprefix("B "))
    if title.shelf.startswith("B ") and "," in text and fold(text.partition(",")[0]) == surname:
        return field("600", "14", f"a{text}.")
    if text in _GENRES:
        return field("655", " 4", f"a{text}.")
    form = ["vFiction."] if title.is_fiction else []
    return field("650", " 4", f"a{text}{'' if form else '.'}", *form)


def _genre_field(title: Title) -> list[DataField]:
    genres = {"E": "Picture books", "GN": "Comics (Graphic works)"}
    return [field("655", " 7", f"a{genres[title.shelf]}.", "2lcgft")] if title.shelf in genres else []


def packed_records() -> Iterator[tuple[MarcRecord, str, str]]:
    """Each packed record with the levels that own it (letters of E, M, H) and its class number."""
    lines = SHELVES.read_text(encoding="utf-8").splitlines()[1:]
    records = read_iso2709(BytesIO(gzip.decompress(PACKED.read_bytes())))
    for line, record in zip(lines, records, strict=True):
        _, _, levels, shelf = line.split("\t")
        if not isinstance(record, MarcRecord):
            raise TypeError(f"{PACKED.name}: record {record.number} cannot be read: {record.why}")
        yield record, levels, shelf
