"""What lists, search and people want to know of a record, taken out of its fields.

Field meanings follow the MARC 21 Format for Bibliographic Data (Library of Congress); ISBD punctuation at the ends
is taken off. Nothing here changes a record, and no record makes it stumble: what is missing is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from carrel.cellar.marc.formats import format_of
from carrel.cellar.marc.isbn import clean_isbn, clean_issn, isbn_13
from carrel.cellar.marc.record import DataField, MarcRecord

_ENDS = " \t\r\n/:;,=+"
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(r"(\d[\d,]*)\s*(?:unnumbered\s+)?(?:p\b|pages?\b|pp\b|p\.|páginas?\b|Seiten\b|S\.)", re.IGNORECASE)
_SUBJECT_TAGS = ("600", "610", "611", "630", "647", "648", "650", "651", "653", "654", "655", "690", "691", "696")
_SUBDIVISIONS = "vxyz"
_CONTRIBUTOR_TAGS = ("700", "710", "711")
_RELATED_TITLE_TAGS = ("130", "240", "246", "247", "730", "740", "765", "780", "785")
_AUDIENCES = {
    "a": "Preschool", "b": "Grades K-3", "c": "Grades 4-8", "d": "Grades 9-12", "e": "Adults", "f": "Specialists",
    "g": "All ages", "j": "Children",
}  # fmt: skip
_KEPT_STOP = re.compile(r"(?:\b[^\W\d]|\betc|\bJr|\bSr|\bv|\bno)\.$")
# sine nomine: nobody is named.
_NO_PUBLISHER = ("s.n", "s. n", "publisher not identified")
_OCLC = re.compile(r"\(OCoLC\)\D*(\d+)")


@dataclass(frozen=True, slots=True)
class CallNumber:
    """A call number as the record gives it and the scheme it belongs to: ddc, lcc, nlm, local or an empty string."""

    text: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class RecordFacts:
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


def facts_of(record: MarcRecord) -> RecordFacts:
    """All facts of a record."""
    fixed = record.control("008").ljust(40)
    title, subtitle, title_sort = _titles(record)
    author = _author(record)
    return RecordFacts(
        control_number=record.control("001").strip(),
        control_owner=record.control("003").strip(),
        format=format_of(record),
        title=title,
        subtitle=subtitle,
        title_sort=title_sort,
        other_titles=_texts(record, _RELATED_TITLE_TAGS, "abnpt"),
        author=author,
        author_sort=author,
        responsibility=_responsibility(record),
        contributors=_contributors(record),
        illustrator=_illustrator(record),
        edition=_first_text(record, ("250",), "ab"),
        publisher=_publication(record, "b"),
        year=_year(record, fixed),
        language=_language(record, fixed),
        pages=_pages(record),
        extent=_first_text(record, ("300",), "abe"),
        isbns=_numbers(record, "020", "a", lambda text: isbn_13(clean_isbn(text))),
        issns=_numbers(record, "022", "al", clean_issn),
        lccn=_lccn(record),
        oclc=_oclc(record),
        upcs=_upcs(record),
        subjects=_subjects(record, genres=False),
        genres=_subjects(record, genres=True),
        series=_series(record),
        summary=_summary(record),
        contents=_texts(record, ("505",), "agrt"),
        notes=_texts(record, ("500", "508", "511", "586"), "a"),
        audience=_audience(record, fixed),
        fiction=_fiction(record, fixed),
        call_number=call_number_of(record),
    )


def trimmed(text: str) -> str:
    """A text without the ISBD punctuation and blanks at its ends; a final full stop stays with an initial or "etc."."""
    text = " ".join(text.split()).strip(_ENDS)
    if text.endswith(".") and not text.endswith("...") and not _KEPT_STOP.search(text):
        text = text[:-1].rstrip(_ENDS)
    if text.startswith("[") and text.endswith("]") and "[" not in text[1:]:
        text = text[1:-1].strip(_ENDS)
    if text.endswith("]") and "[" not in text:
        text = text[:-1].strip(_ENDS)
    return text


def _titles(record: MarcRecord) -> tuple[str, str, str]:
    """Title with its part, the remainder of the title, and the title without its leading article."""
    field = record.first("245")
    if field is None:
        return "", "", ""
    main = trimmed(field.first("a")) or trimmed(field.joined("kfg"))
    part = ". ".join(text for value in field.all("np") if (text := trimmed(value)))
    title = f"{main}. {part}" if main and part else main or part
    if not title:
        title = trimmed(field.joined("bc")) or trimmed(" ".join(value for _, value in field.subfields))
    return title, trimmed(field.joined("b")), _without_article(title, field.ind2, field.first("a"))


def _without_article(title: str, nonfiling: str, raw: str) -> str:
    """The title from the first filing character on, if the indicator is believable: it must point behind a blank."""
    skip = int(nonfiling) if nonfiling.isascii() and nonfiling.isdigit() else 0
    lead = len(raw) - len(raw.lstrip())
    skip -= min(lead, skip)
    if 0 < skip < len(title) and (title[skip - 1] in " '’\"“-(" or not title[:skip].strip(" '’\"“¡¿[(")):
        return title[skip:].lstrip()
    return title.lstrip(" '\"“¡¿[(…") or title


def _author(record: MarcRecord) -> str:
    field = record.first("100", "110", "111") or record.first("700", "710", "711")
    return _name(field) if field else ""


def _name(field: DataField) -> str:
    codes = {"100": "abcq", "700": "abcq", "600": "abcq"}.get(field.tag, "abndc")
    return trimmed(field.joined(codes))


def _contributors(record: MarcRecord) -> tuple[str, ...]:
    main = record.first("100", "110", "111")
    fields = [*([main] if main else []), *record.data(*_CONTRIBUTOR_TAGS)]
    return _distinct(_name(field) for field in fields)


def _responsibility(record: MarcRecord) -> str:
    field = record.first("245")
    return trimmed(field.joined("c")) if field else ""


def _illustrator(record: MarcRecord) -> str:
    for field in record.data("700", "100"):
        relators = " ".join(field.all("e")).casefold()
        if "ill" in [code.strip(" .").casefold() for code in field.all("4")] or "illustrator" in relators:
            return _name(field)
    return ""


def _publication(record: MarcRecord, code: str) -> str:
    """A subfield of the publication statement: 264 _1 first, then any 264, then 260."""
    fields = sorted(record.data("264"), key=lambda field: field.ind2 != "1")
    for field in (*fields, *record.data("260")):
        text = trimmed(field.first(code))
        if text and text.casefold().strip("[]. ") not in _NO_PUBLISHER:
            return text
    return ""


def _year(record: MarcRecord, fixed: str) -> int | None:
    """The year of publication: 264 _1, then 264 _4, then 260, then 008/07-10 (reference order of the K-12 profile)."""
    publications = sorted(record.data("264"), key=lambda field: {"1": 0, "4": 1}.get(field.ind2, 2))
    for field in (*publications, *record.data("260")):
        if years := _YEAR.findall(" ".join(field.all("c"))):
            return int(years[0])
    match = _YEAR.fullmatch(fixed[7:11])
    return int(match.group()) if match else None


def _language(record: MarcRecord, fixed: str) -> str:
    """The MARC code of the main language, three letters; from 008, else the first of 041 $a."""
    code = fixed[35:38].casefold()
    if code.isalpha() and code.isascii() and code not in ("und", "zxx", "mul", "xxx"):
        return code
    field = record.first("041")
    other = field.first("a")[:3].casefold() if field else ""
    return other if len(other) == 3 and other.isalpha() else (code if code == "mul" else "")


def _pages(record: MarcRecord) -> int | None:
    numbers = [
        int(number.replace(",", ""))
        for field in record.data("300")
        for number in _PAGES.findall(field.joined("a"))
        if len(number) <= 6
    ]
    return max(numbers, default=None)


def _lccn(record: MarcRecord) -> str:
    """The LC control number in its normal form: no blanks, no revision after a slash, the serial part six digits."""
    field = record.first("010")
    text = (field.first("a") if field else "").replace(" ", "").partition("/")[0]
    prefix, hyphen, serial = text.partition("-")
    return prefix + serial.zfill(6) if hyphen and serial.isdigit() else text


def _oclc(record: MarcRecord) -> str:
    for field in record.data("035"):
        if match := _OCLC.search(field.first("a")):
            return match.group(1).lstrip("0")
    if record.control("003").strip() == "OCoLC":
        return record.control("001").strip().lstrip("ocmn0 ")
    return ""


def _upcs(record: MarcRecord) -> tuple[str, ...]:
    found = (field for field in record.data("024") if field.ind1 in "13")
    return _distinct(re.sub(r"\D", "", field.first("a")) for field in found)


def _numbers(record: MarcRecord, tag: str, codes: str, cleaned: Callable[[str], str]) -> tuple[str, ...]:
    return _distinct(cleaned(value) for field in record.data(tag) for value in field.all(codes))


def _subjects(record: MarcRecord, *, genres: bool) -> tuple[str, ...]:
    """Headings as one line each, subdivisions after a dash; equal ones of several thesauri once."""
    return _distinct(
        _heading(field) for field in record.data(*_SUBJECT_TAGS) if (field.tag == "655") == genres and field.ind2 != "6"
    )


def _heading(field: DataField) -> str:
    main = trimmed(" ".join(v for c, v in field.subfields if c and c.isalpha() and c not in _SUBDIVISIONS + "ewu"))
    parts = [main, *(trimmed(value) for value in field.all(_SUBDIVISIONS))]
    return " — ".join(part for part in parts if part)


def _series(record: MarcRecord) -> tuple[str, ...]:
    """Series titles with their volume, traced forms first; an untraced 490 only when no traced form exists."""
    traced = [_volume_of(field, "abcdfnpt") for field in record.data("800", "810", "811", "830")]
    stated = [_volume_of(field, "a") for field in record.data("440", "490")]
    return _distinct(traced or stated)


def _volume_of(field: DataField, codes: str) -> str:
    title, volume = trimmed(field.joined(codes)), trimmed(field.first("v"))
    return f"{title} ; {volume}" if title and volume else title


def _summary(record: MarcRecord) -> str:
    fields = sorted(record.data("520"), key=lambda field: field.ind1 not in " 03")
    return next((text for field in fields if (text := " ".join(field.joined("ab").split()))), "")


def _audience(record: MarcRecord, fixed: str) -> str:
    """Interest grade or stated audience (521) if there is one, else what 008/22 says of text and visual material."""
    for wanted in ("2", " ", "1"):
        for field in record.data("521"):
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
    for field in sorted(record.data("082"), key=lambda field: field.ind1 != "1"):
        # Slashes and primes only show where a long number may be cut.
        if text := re.sub(r"[/'’]", "", field.first("a")).strip():
            return CallNumber(text, "ddc")
    for tags, scheme in ((("050", "090"), "lcc"), (("060",), "nlm")):
        if text := _first_call_number(record, tags):
            return CallNumber(text, scheme)
    return CallNumber()


def local_call_number_of(record: MarcRecord) -> CallNumber | None:
    """The call number a library gave itself: 092 (Dewey) or 099 (free text)."""
    for tag, scheme in (("092", "ddc"), ("099", "local")):
        if text := _first_call_number(record, (tag,)):
            return CallNumber(text, scheme)
    return None


def _first_call_number(record: MarcRecord, tags: tuple[str, ...]) -> str:
    return next((text for field in record.data(*tags) if (text := " ".join(field.joined("ab").split()))), "")


def _first_text(record: MarcRecord, tags: tuple[str, ...], codes: str) -> str:
    return next((text for field in record.data(*tags) if (text := trimmed(field.joined(codes)))), "")


def _texts(record: MarcRecord, tags: tuple[str, ...], codes: str) -> tuple[str, ...]:
    return _distinct(trimmed(field.joined(codes)) for field in record.data(*tags))


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
