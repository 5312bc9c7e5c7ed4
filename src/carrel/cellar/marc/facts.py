"""What lists, search and people want to know of a record, taken out of its fields.

Field meanings follow the MARC 21 Format for Bibliographic Data (Library of Congress); ISBD punctuation at the ends
is taken off. Nothing here changes a record, and no record makes it stumble: what is missing is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from carrel.cellar.marc.formats import format_of
from carrel.cellar.marc.isbn import clean_isbn, clean_issn, isbn_13
from carrel.cellar.marc.record import DataField, MarcRecord

_ENDS = " \t\r\n/:;,=+"
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(r"(\d[\d,]*)\s*(?:unnumbered\s+)?(?:p\b|pages?\b|pp\b|p\.|páginas?\b|Seiten\b|S\.)", re.IGNORECASE)
_MAIN_ENTRIES = ("100", "110", "111")
_PERSONS = frozenset({"100", "600", "700"})
_CONTRIBUTORS = frozenset({"700", "710", "711"})
_SUBJECTS = frozenset(
    {"600", "610", "611", "630", "647", "648", "650", "651", "653", "654", "655", "690", "691", "696"}
)
_SUBDIVISIONS = frozenset("vxyz")
# Letters of the heading itself: not its subdivisions, nor relators ($e), control numbers ($w) and links ($u).
_HEADING_CODES = frozenset(ascii_letters) - _SUBDIVISIONS - frozenset("ewu")
_RELATED_TITLES = frozenset({"130", "240", "246", "247", "730", "740", "765", "780", "785"})
_ALL_SERIES = frozenset({"440", "490", "800", "810", "811", "830"})
_NOTES = frozenset({"500", "508", "511", "586"})
_CUTS = re.compile(r"[/'’]")
_AUDIENCES = {
    "a": "Preschool", "b": "Grades K-3", "c": "Grades 4-8", "d": "Grades 9-12", "e": "Adults", "f": "Specialists",
    "g": "All ages", "j": "Children",
}  # fmt: skip
_KEPT_STOP = re.compile(r"(?:\b[^\W\d]|\betc|\bJr|\bSr|\bv|\bno)\.$")
# "etc." and the sign before it, which tells whether a word begins there.
LONGEST_STOP = 5
# sine nomine: nobody is named.
_NO_PUBLISHER = ("s.n", "s. n", "publisher not identified")
_OCLC = re.compile(r"\(OCoLC\)\D*(\d+)")


@dataclass(frozen=True, slots=True)
class CallNumber:
    """A call number as the record gives it and the scheme it belongs to: ddc, lcc, nlm, local or an empty string."""

    text: str = ""
    scheme: str = ""


class RecordFacts(NamedTuple):
    """The plain facts of one record; texts are as written, not folded; what is unknown is empty or None."""

    control_number: str
    control_owner: str
    format: str
    title: str
    subtitle: str
    title_sort: str
    other_titles: tuple[str, ...]
    author: str
    author_sort: str
    responsibility: str
    contributors: tuple[str, ...]
    illustrator: str
    edition: str
    publisher: str
    year: int | None
    language: str
    pages: int | None
    extent: str
    isbns: tuple[str, ...]
    issns: tuple[str, ...]
    lccn: str
    oclc: str
    upcs: tuple[str, ...]
    subjects: tuple[str, ...]
    genres: tuple[str, ...]
    series: tuple[str, ...]
    summary: str
    contents: tuple[str, ...]
    notes: tuple[str, ...]
    audience: str
    fiction: bool | None
    call_number: CallNumber


_NO_CALL_NUMBER = CallNumber()
ByTag = Mapping[str, Sequence[DataField]]


def facts_of(record: MarcRecord) -> RecordFacts:
    """All facts of a record; asked again, it answers from memory."""
    if record.known_facts is None:
        record.known_facts = _facts_of(record)
    return record.known_facts


def _facts_of(record: MarcRecord) -> RecordFacts:
    by_tag = record.by_tag()
    fixed = record.control("008").ljust(40)
    title, subtitle, title_sort, responsibility = _titles(by_tag)
    main = _first(by_tag, _MAIN_ENTRIES)
    added = _several(record, by_tag, _CONTRIBUTORS)
    author = _name(main or added[0]) if main or added else ""
    contributors = [author] if main else []
    contributors += [_name(field) for field in added]
    publication = _publications(by_tag)
    subjects, genres = _subjects(record, by_tag)
    return RecordFacts(
        control_number=record.control("001").strip(),
        control_owner=record.control("003").strip(),
        format=format_of(record),
        title=title,
        subtitle=subtitle,
        title_sort=title_sort,
        other_titles=_texts(_several(record, by_tag, _RELATED_TITLES), "abnpt"),
        author=author,
        author_sort=author,
        responsibility=responsibility,
        contributors=_distinct(contributors),
        illustrator=_illustrator(by_tag),
        edition=_first_text(by_tag.get("250", ()), "ab"),
        publisher=_publisher(publication),
        year=_year(publication, fixed),
        language=_language(by_tag, fixed),
        pages=_pages(by_tag),
        extent=_first_text(by_tag.get("300", ()), "abe"),
        isbns=_distinct([isbn_13(clean_isbn(text)) for field in by_tag.get("020", ()) for text in field.all("a")]),
        issns=_distinct([clean_issn(text) for field in by_tag.get("022", ()) for text in field.all("al")]),
        lccn=_lccn(by_tag),
        oclc=_oclc(record, by_tag),
        upcs=_upcs(by_tag),
        subjects=subjects,
        genres=genres,
        series=_series(record, by_tag),
        summary=_summary(by_tag),
        contents=_texts(by_tag.get("505", ()), "agrt"),
        notes=_texts(_several(record, by_tag, _NOTES), "a"),
        audience=_audience(record, by_tag, fixed),
        fiction=_fiction(record, fixed),
        call_number=call_number_of(record),
    )


@lru_cache(maxsize=1 << 14)
def trimmed(text: str) -> str:
    """A text without the ISBD punctuation and blanks at its ends; a final full stop stays with an initial or "etc.".

    Names, publishers and headings come again and again, so what was trimmed lately is remembered.
    """
    text = " ".join(text.split()).strip(_ENDS)
    if text.endswith(".") and not text.endswith("...") and not _KEPT_STOP.search(text[-LONGEST_STOP:]):
        text = text[:-1].rstrip(_ENDS)
    if text.startswith("[") and text.endswith("]") and "[" not in text[1:]:
        text = text[1:-1].strip(_ENDS)
    if text.endswith("]") and "[" not in text:
        text = text[:-1].strip(_ENDS)
    return text


def _first(by_tag: ByTag, tags: Iterable[str]) -> DataField | None:
    """The first field with the first of these tags that is there."""
    for tag in tags:
        for field in by_tag.get(tag, ()):
            return field
    return None


def _several(record: MarcRecord, by_tag: ByTag, tags: frozenset[str]) -> Sequence[DataField]:
    """The fields with one of these tags in the order they stand; a record without any is not gone through."""
    return () if tags.isdisjoint(by_tag) else record.data(*tags)


def _titles(by_tag: ByTag) -> tuple[str, str, str, str]:
    """Title with its part, the remainder of the title, the title without its leading article, the responsibility."""
    field = _first(by_tag, ("245",))
    if field is None:
        return "", "", "", ""
    title = trimmed(field.first("a")) or trimmed(field.joined("kfg"))
    if parts := [text for value in field.all("np") if (text := trimmed(value))]:
        title = ". ".join((title, *parts) if title else parts)
    if not title:
        title = trimmed(field.joined("bc")) or trimmed(" ".join(value for _, value in field.subfields))
    sort = _without_article(title, field.ind2, field.first("a"))
    return title, trimmed(field.joined("b")), sort, trimmed(field.joined("c"))


def _without_article(title: str, nonfiling: str, raw: str) -> str:
    """The title from the first filing character on, if the indicator is believable: it must point behind a blank."""
    skip = int(nonfiling) if nonfiling.isascii() and nonfiling.isdigit() else 0
    if skip:
        skip -= min(len(raw) - len(raw.lstrip()), skip)
        if 0 < skip < len(title) and (title[skip - 1] in " '’\"“-(" or not title[:skip].strip(" '’\"“¡¿[(")):
            return title[skip:].lstrip()
    return title.lstrip(" '\"“¡¿[(…") or title


def _name(field: DataField) -> str:
    return trimmed(field.joined("abcq" if field.tag in _PERSONS else "abndc"))


def _illustrator(by_tag: ByTag) -> str:
    for tag in ("100", "700"):
        for field in by_tag.get(tag, ()):
            if any(
                (code == "4" and value.strip(" .").casefold() == "ill")
                or (code == "e" and "illustrator" in value.casefold())
                for code, value in field.subfields
            ):
                return _name(field)
    return ""


def _publications(by_tag: ByTag) -> list[DataField]:
    """The statements of publication, the best first: 264 _1, then 264 _4, then other 264, then 260."""
    fields = list(by_tag.get("264", ()))
    if len(fields) > 1:
        fields.sort(key=lambda field: {"1": 0, "4": 1}.get(field.ind2, 2))
    return [*fields, *by_tag.get("260", ())]


def _publisher(publications: list[DataField]) -> str:
    """The name in the best statement that has one; 264 _4 is a date alone."""
    for field in publications:
        text = trimmed(field.first("b"))
        if text and text.casefold().strip("[]. ") not in _NO_PUBLISHER:
            return text
    return ""


def _year(publications: list[DataField], fixed: str) -> int | None:
    """The year of publication, else that of 008/07-10 (reference order of the K-12 profile)."""
    for field in publications:
        if found := _YEAR.search(" ".join(field.all("c"))):
            return int(found.group())
    match = _YEAR.fullmatch(fixed[7:11])
    return int(match.group()) if match else None


def _language(by_tag: ByTag, fixed: str) -> str:
    """The MARC code of the main language, three letters; from 008, else the first of 041 $a."""
    code = fixed[35:38].casefold()
    if code.isalpha() and code.isascii() and code not in ("und", "zxx", "mul", "xxx"):
        return code
    field = _first(by_tag, ("041",))
    other = field.first("a")[:3].casefold() if field else ""
    return other if len(other) == 3 and other.isalpha() else (code if code == "mul" else "")


def _pages(by_tag: ByTag) -> int | None:
    numbers = [
        int(number.replace(",", ""))
        for field in by_tag.get("300", ())
        for number in _PAGES.findall(field.joined("a"))
        if len(number) <= 6
    ]
    return max(numbers, default=None)


def _lccn(by_tag: ByTag) -> str:
    """The LC control number in its normal form: no blanks, no revision after a slash, the serial part six digits."""
    field = _first(by_tag, ("010",))
    if field is None:
        return ""
    text = field.first("a").replace(" ", "").partition("/")[0]
    prefix, hyphen, serial = text.partition("-")
    return prefix + serial.zfill(6) if hyphen and serial.isdigit() else text


def _oclc(record: MarcRecord, by_tag: ByTag) -> str:
    for field in by_tag.get("035", ()):
        if match := _OCLC.search(field.first("a")):
            return match.group(1).lstrip("0")
    if record.control("003").strip() == "OCoLC":
        return record.control("001").strip().lstrip("ocmn0 ")
    return ""


def _upcs(by_tag: ByTag) -> tuple[str, ...]:
    return _distinct([re.sub(r"\D", "", field.first("a")) for field in by_tag.get("024", ()) if field.ind1 in "13"])


def _subjects(record: MarcRecord, by_tag: ByTag) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Subjects and genres as one line each, subdivisions after a dash; equal ones of several thesauri once."""
    subjects: list[str] = []
    genres: list[str] = []
    for field in _several(record, by_tag, _SUBJECTS):
        if field.ind2 != "6":
            (genres if field.tag == "655" else subjects).append(_heading(field))
    return _distinct(subjects), _distinct(genres)


def _heading(field: DataField) -> str:
    main, parts = [], []
    for code, value in field.subfields:
        if code in _HEADING_CODES:
            main.append(value)
        elif code in _SUBDIVISIONS and (text := trimmed(value)):
            parts.append(text)
    if head := trimmed(" ".join(main)):
        parts.insert(0, head)
    return " — ".join(parts)


def _series(record: MarcRecord, by_tag: ByTag) -> tuple[str, ...]:
    """Series titles with their volume, traced forms first; an untraced 490 only when no traced form exists."""
    if _ALL_SERIES.isdisjoint(by_tag):
        return ()
    traced = [_volume_of(field, "abcdfnpt") for field in record.data("800", "810", "811", "830")]
    stated = [_volume_of(field, "a") for field in record.data("440", "490")]
    return _distinct(traced or stated)


def _volume_of(field: DataField, codes: str) -> str:
    title, volume = trimmed(field.joined(codes)), trimmed(field.first("v"))
    return f"{title} ; {volume}" if title and volume else title


def _summary(by_tag: ByTag) -> str:
    fields = by_tag.get("520", ())
    if len(fields) > 1:
        fields = sorted(fields, key=lambda field: field.ind1 not in " 03")
    return next((text for field in fields if (text := " ".join(field.joined("ab").split()))), "")


def _audience(record: MarcRecord, by_tag: ByTag, fixed: str) -> str:
    """Interest grade or stated audience (521) if there is one, else what 008/22 says of text and visual material."""
    if fields := by_tag.get("521"):
        for wanted in ("2", " ", "1"):
            for field in fields:
                if field.ind1 == wanted and (text := trimmed(field.first("a"))):
                    return text
    return _AUDIENCES.get(fixed[22], "") if record.leader[6:7] in "acdgijkmort" else ""


def _fiction(record: MarcRecord, fixed: str) -> bool | None:
    if record.leader[6:7] not in ("a", "t") or fixed[33] in " |u":
        return None
    return fixed[33] not in "0eis"


def call_number_of(record: MarcRecord) -> CallNumber:
    """The class number a school would shelve by: its own, abridged Dewey, full Dewey, then LC."""
    if own := local_call_number_of(record):
        return own
    by_tag = record.by_tag()
    if fields := by_tag.get("082"):
        for field in sorted(fields, key=lambda field: field.ind1 != "1"):
            # Slashes and primes only show where a long number may be cut.
            if text := _CUTS.sub("", field.first("a")).strip():
                return CallNumber(text, "ddc")
    for tags, scheme in (("050", "090"), "lcc"), (("060",), "nlm"):
        if text := _first_call_number(record, tags):
            return CallNumber(text, scheme)
    return _NO_CALL_NUMBER


def local_call_number_of(record: MarcRecord) -> CallNumber | None:
    """The call number a library gave itself: 092 (Dewey) or 099 (free text)."""
    by_tag = record.by_tag()
    for tag, scheme in (("092", "ddc"), ("099", "local")):
        if tag in by_tag and (text := _first_call_number(record, (tag,))):
            return CallNumber(text, scheme)
    return None


def _first_call_number(record: MarcRecord, tags: tuple[str, ...]) -> str:
    for field in record.data(*tags):
        if text := " ".join(field.joined("ab").split()):
            return text
    return ""


def _first_text(fields: Iterable[DataField], codes: str) -> str:
    for field in fields:
        if text := trimmed(field.joined(codes)):
            return text
    return ""


def _texts(fields: Sequence[DataField], codes: str) -> tuple[str, ...]:
    return _distinct([trimmed(field.joined(codes)) for field in fields]) if fields else ()


def _distinct(texts: list[str]) -> tuple[str, ...]:
    if len(texts) < 2:
        return tuple(texts) if texts and texts[0] else ()
    return tuple([text for text in dict.fromkeys(texts) if text])
