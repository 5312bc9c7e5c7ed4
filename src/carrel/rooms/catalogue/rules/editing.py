"""Changing a few plain facts of a record while all else in it stays as it came.

Each fact is one field of the form a technician fills in; the function puts it where MARC keeps it. A fact that was not
changed touches nothing, so a record edited here loses nothing we do not understand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from carrel.cellar.marc import ControlField, DataField, Field, MarcRecord, Subfield, clean_isbn, facts_of, isbn_13
from carrel.rooms.catalogue.rules.brief import author_field, call_number_field, title_field
from carrel.rooms.catalogue.rules.document import call_number_and_scheme

EDITABLE = (
    "title", "subtitle", "author", "isbns", "publisher", "year", "call_number", "series", "summary", "subjects",
    "audience",
)  # fmt: skip

_SUBJECT_TAGS = ("600", "610", "611", "630", "647", "648", "650", "651", "653", "654", "690", "691", "696")
_SERIES_TAGS = ("440", "490", "800", "810", "811", "830")


def plain_facts(record: MarcRecord) -> dict[str, str]:
    """The editable facts as the form shows them: one text each, lists one to a line."""
    facts = facts_of(record)
    return {
        "title": facts.title,
        "subtitle": facts.subtitle,
        "author": facts.author,
        "isbns": "\n".join(facts.isbns),
        "publisher": facts.publisher,
        "year": str(facts.year or ""),
        "call_number": call_number_and_scheme(record, facts)[0],
        "series": "\n".join(facts.series),
        "summary": facts.summary,
        "subjects": "\n".join(facts.subjects),
        "audience": facts.audience,
    }


def edited(record: MarcRecord, changes: Mapping[str, str]) -> MarcRecord:
    """The record with the facts that differ from what it says now put in; the same record when none differs."""
    before = plain_facts(record)
    for name in EDITABLE:
        if name in changes and changes[name].strip() != before[name].strip():
            record = _EDITS[name](record, changes[name].strip())
    return record


def _with(record: MarcRecord, fields: Iterable[Field]) -> MarcRecord:
    """The record with other fields; a new field goes behind the last one whose tag is not greater."""
    return record.with_fields(fields)


def _put(record: MarcRecord, new: DataField, *, in_place_of: DataField | None = None) -> MarcRecord:
    fields = list(record.fields)
    if in_place_of is not None:
        fields[fields.index(in_place_of)] = new
        return _with(record, fields)
    place = max((at for at, field in enumerate(fields, start=1) if field.tag <= new.tag), default=0)
    fields.insert(place, new)
    return _with(record, fields)


def _without(record: MarcRecord, unwanted: Callable[[DataField], bool]) -> MarcRecord:
    return _with(record, (field for field in record.fields if isinstance(field, ControlField) or not unwanted(field)))


def _with_subfield(field: DataField, code: str, value: str) -> DataField:
    """The field with the first subfield of this code changed, added at the end, or (for an empty value) taken away."""
    parts = list(field.subfields)
    at = next((place for place, part in enumerate(parts) if part.code == code), None)
    if at is None:
        parts.extend([Subfield(code, value)] if value else [])
    elif value:
        parts[at] = Subfield(code, value)
    else:
        del parts[at]
    return field._replace(subfields=tuple(parts))


def _edit_title(record: MarcRecord, title: str) -> MarcRecord:
    old = record.first("245")
    new = title_field(title, "", has_author=record.first("100", "110", "111") is not None)
    if old is None:
        return _put(record, new)
    # A part's name stood in the title shown; the rest of the field (remainder, responsibility) stays.
    kept = tuple(part for part in old.subfields if part.code not in "anp")
    return _put(record, new._replace(ind1=old.ind1, subfields=new.subfields + kept), in_place_of=old)


def _edit_subtitle(record: MarcRecord, subtitle: str) -> MarcRecord:
    old = record.first("245")
    if old is None:
        return record
    return _put(record, _with_subfield(old, "b", subtitle), in_place_of=old)


def _edit_author(record: MarcRecord, author: str) -> MarcRecord:
    old = record.first("100", "110", "111")
    if old is None:
        return _put(record, author_field(author)) if author else record
    if not author:
        return _without(record, lambda field: field is old)
    return _put(record, author_field(author), in_place_of=old)


def _edit_isbns(record: MarcRecord, text: str) -> MarcRecord:
    wanted = list(dict.fromkeys(isbn_13(number) for line in text.splitlines() if (number := clean_isbn(line))))

    def gone(field: DataField) -> bool:
        stated = field.first("a") if field.tag == "020" else ""
        return bool(stated) and isbn_13(clean_isbn(stated)) not in wanted

    record = _without(record, gone)
    there = {isbn_13(clean_isbn(value)) for field in record.data("020") for value in field.all("a")}
    for number in wanted:
        if number not in there:
            record = _put(record, DataField("020", " ", " ", (Subfield("a", number),)))
    return record


def _edit_publication(record: MarcRecord, code: str, value: str) -> MarcRecord:
    stated = [field for field in record.data("264") if field.ind2 == "1"] or record.data("260") or record.data("264")
    if not stated:
        return _put(record, DataField("264", " ", "1", (Subfield(code, value),))) if value else record
    return _put(record, _with_subfield(stated[0], code, value), in_place_of=stated[0])


def _edit_publisher(record: MarcRecord, publisher: str) -> MarcRecord:
    return _edit_publication(record, "b", publisher)


def _edit_year(record: MarcRecord, year: str) -> MarcRecord:
    record = _edit_publication(record, "c", year)
    fixed = record.control("008")
    if len(fixed) < 15:
        return record
    dated = f"{fixed[:6]}{'s' + year + '    ' if year else 'nuuuuuuuu'}{fixed[15:]}"
    return _with(record, (ControlField("008", dated) if field.tag == "008" else field for field in record.fields))


def _edit_call_number(record: MarcRecord, call_number: str) -> MarcRecord:
    record = _without(record, lambda field: field.tag in ("092", "099"))
    return _put(record, call_number_field(call_number)) if call_number else record


def _edit_series(record: MarcRecord, text: str) -> MarcRecord:
    record = _without(record, lambda field: field.tag in _SERIES_TAGS)
    for line in text.splitlines():
        title, _, volume = (part.strip() for part in line.partition(";"))
        parts = (Subfield("a", title), *((Subfield("v", volume),) if volume else ()))
        record = _put(record, DataField("490", "0", " ", parts)) if title else record
    return record


def _edit_summary(record: MarcRecord, summary: str) -> MarcRecord:
    first = next((field for field in record.data("520") if field.ind1 in " 03"), record.first("520"))
    if first is None:
        return _put(record, DataField("520", " ", " ", (Subfield("a", summary),)))
    if not summary:
        return _without(record, lambda field: field is first)
    kept = _with_subfield(_with_subfield(first, "b", ""), "a", summary)
    return _put(record, kept, in_place_of=first)


def _edit_subjects(record: MarcRecord, text: str) -> MarcRecord:
    """Headings taken off the list go; new ones come as 650 of no thesaurus; those that stay keep all they hold."""
    wanted = dict.fromkeys(heading for line in text.splitlines() if (heading := line.strip()))
    gone = [heading for heading in facts_of(record).subjects if heading not in wanted]
    new = [heading for heading in wanted if heading not in facts_of(record).subjects]
    record = _without(record, lambda field: field.tag in _SUBJECT_TAGS and _heading_of(record, field) in gone)
    for heading in new:
        main, *subdivisions = (part.strip() for part in heading.replace("--", "—").split("—"))
        parts = (Subfield("a", main), *(Subfield("x", part) for part in subdivisions if part))
        record = _put(record, DataField("650", " ", "4", parts)) if main else record
    return record


def _heading_of(record: MarcRecord, field: DataField) -> str:
    subjects = facts_of(MarcRecord(record.leader, (field,))).subjects
    return subjects[0] if subjects else ""


def _edit_audience(record: MarcRecord, audience: str) -> MarcRecord:
    record = _without(record, lambda field: field.tag == "521" and field.ind1 in " 12")
    return _put(record, DataField("521", " ", " ", (Subfield("a", audience),))) if audience else record


_EDITS: Mapping[str, Callable[[MarcRecord, str], MarcRecord]] = {
    "title": _edit_title,
    "subtitle": _edit_subtitle,
    "author": _edit_author,
    "isbns": _edit_isbns,
    "publisher": _edit_publisher,
    "year": _edit_year,
    "call_number": _edit_call_number,
    "series": _edit_series,
    "summary": _edit_summary,
    "subjects": _edit_subjects,
    "audience": _edit_audience,
}
