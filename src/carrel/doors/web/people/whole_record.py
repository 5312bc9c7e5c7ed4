"""A person's whole record as one file: a page to read, tables for a spreadsheet, JSON for a machine, the photo."""

import datetime as dt
import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.phrases import Text
from carrel.cellar.tables import CODE, DATE, MOMENT, MONEY, NUMBER, TEXT, Column, Table, csv_lines, file_name
from carrel.doors.web.charges.shown import money
from carrel.doors.web.templatetags.carrel_web import clock_words, day_words
from carrel.rooms.charges.phrases import CREDIT_WORDS, KIND_WORDS, LINE_WORDS, MEANS_WORDS, RECEIPT_WORDS
from carrel.rooms.circulation.queries.subject import Section, WholeRecord
from carrel.rooms.people.phrases import PAGE_NAMES

SECTION_WORDS: Mapping[str, Text] = {
    "person": _("The person"),
    "further_sites": _("Further schools"),
    "cards": _("Cards"),
    "classes": _("Classes"),
    "family": _("Family"),
    "account": _("The account"),
    "roles": _("Roles"),
    "merged": _("Merged records"),
    "open_loans": _("Out now"),
    "ended_loans": _("Came back and not forgotten yet"),
    "loan_changes": _("What happened to these loans"),
    "conditions": _("Condition of these things"),
    "holds": _("Holds"),
    "reservations": _("Reservations"),
    "charges": _("Charges"),
    "charge_lines": _("Lines of the charges"),
    "charge_photos": _("Pictures on the charges"),
    "receipts": _("Receipts"),
    "waivers_asked": _("Waivers asked for"),
    "credits": _("Owed back"),
    "credit_lines": _("Lines of what is owed back"),
    "work": _("Work in lieu"),
    "work_entries": _("Hours worked"),
    "plans": _("Payment plans"),
    "plan_parts": _("Parts of the plans"),
    "invoices": _("Invoices"),
    "invoice_lines": _("Lines of the invoices"),
    "blocks": _("Blocks"),
    "views": _("Who looked at the record"),
    "acts": _("What was done to the record"),
    "history": _("Reading history"),
}
# Of a path like "loan__item__record__title" the longest end that is known counts.
COLUMN_WORDS: Mapping[str, Text] = {
    "given_name": _("Given name"), "family_name": _("Family name"), "preferred_given": _("Preferred given name"),
    "preferred_family": _("Preferred family name"), "pronunciation": _("Pronunciation"), "pronouns": _("Pronouns"),
    "grade": _("Grade"), "roster_id": _("Number in the roster"), "local_number": _("Student number"),
    "category__name": _("Category"), "site__name": _("School"), "home_site__name": _("School"),
    "pickup_site__name": _("Picked up at"), "homeroom__name": _("Homeroom"), "school_class__name": _("Class"),
    "home_language": _("Language of the family"), "email": _("E-mail"), "phone": _("Telephone"),
    "left_on": _("Left on"),
    "expires_on": _("Until"), "is_provisional": _("Added at the desk"), "directory_opt_out": _("Not on lists"),
    "created_at": _("Added"), "number": _("Number"), "kind": _("Kind"), "status": _("Status"), "since_at": _("Since"),
    "role": _("Role"), "starts_on": _("From"), "ends_on": _("Last day"), "student": _("Student"),
    "guardian": _("Guardian"), "relation": _("Relation"), "username": _("User name"), "is_active": _("May sign in"),
    "language": _("Language"), "last_login": _("Last sign-in"), "at": _("When"), "undone_at": _("Taken back"),
    "title": _("Title"), "barcode": _("Barcode"), "lent_at": _("Lent"), "due_at": _("Due"), "renewals": _("Renewals"),
    "returned_at": _("Returned"), "is_undone": _("Lending taken back"), "from_due_at": _("Due before"),
    "to_due_at": _("Due after"), "event": _("When seen"), "was": _("Was"), "condition": _("Condition"),
    "note": _("Note"), "placed_at": _("Placed"), "shelf_until_on": _("On the shelf until"), "ended_at": _("Ended"),
    "copies": _("Copies"), "from_on": _("From"), "until_on": _("Until"), "text": pgettext_lazy("column", "What for"),
    "about_title": _("Title"), "about_barcode": _("Barcode"), "amount_minor": _("Amount"), "left_minor": _("Left"),
    "charged_on": _("Charged on"), "settled_at": _("Settled"), "reason": _("Reason"), "put_at": _("Put"),
    "lifted_at": _("Lifted"), "who": _("Who"), "page": _("What was shown"), "code": _("What was done"),
    "refund_until": _("Goes back until"), "charge__kind": _("Charge"), "attached_at": _("Put on it"),
    "attached_by": _("By"), "series": _("Series"), "means": _("Paid by"), "reference": _("Number of check or card"),
    "on": _("On"), "taken_by": _("Taken by"), "asked_by": _("Asked by"), "asked_at": _("Asked"),
    "decided_by": _("Decided by"), "decided_at": _("Decided"), "is_approved": _("Approved"),
    "is_payable": _("May be paid out"), "made_at": _("Made"), "agreed_on": _("Agreed on"),
    "agreed_with": _("Agreed with"), "rate_minor": _("An hour counts"), "worked_on": _("Day"),
    "minutes": _("Minutes"), "what": _("What was done"), "supervised_by": _("Who was there"),
    "total_minor": _("In all"), "due_on": _("By"), "addressee": _("Addressed to"), "made_on": _("Made on"),
    "withdrawn_at": _("Withdrawn"), "receipt__number": _("Receipt"), "invoice__number": _("Invoice"),
    "actor_name": _("By"), "lent_on": _("Lent"), "returned_on": _("Returned"),
}  # fmt: skip

# What a table says by code, as people say it.
_MONEY_WORDS: Mapping[tuple[str, str], Mapping[str, Text]] = {
    ("charges", "kind"): KIND_WORDS,
    ("charge_lines", "kind"): LINE_WORDS,
    ("receipts", "kind"): RECEIPT_WORDS,
    ("receipts", "means"): MEANS_WORDS,
    ("credit_lines", "kind"): CREDIT_WORDS,
    **{(code, "charge__kind"): KIND_WORDS for code in ("charge_lines", "charge_photos", "credits", "invoice_lines")},
}


def own_zone() -> ZoneInfo:
    """The time zone of the site this request works at."""
    return ZoneInfo(timezone.get_current_timezone_name())


def record_response(record: WholeRecord, *, at: dt.datetime, zone: ZoneInfo) -> HttpResponse:
    """The file as a download; a browser keeps no copy of it."""
    answer = HttpResponse(record_zip(record, at=at, zone=zone), content_type="application/zip")
    name = file_name(Table(record.name, (), ()), "zip", at.astimezone(zone).date())
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def record_zip(record: WholeRecord, *, at: dt.datetime, zone: ZoneInfo) -> bytes:
    """`record.html` to read, `record.json` for a program, a CSV for each table, and the photo where there is one."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.html", _page(record, at, zone))
        archive.writestr("record.json", _json(record, at))
        for section in record.sections:
            if section.rows:
                archive.writestr(f"{section.code}.csv", "".join(csv_lines(_table(section, zone))))
        photo = stored.file_by_id(record.photo_id) if record.photo_id else None
        if photo is not None and stored.path_of(photo.sha256).is_file():
            with stored.open_file(photo) as picture:
                archive.writestr(f"photo{_ending(photo.content_type)}", picture.read())
    return packed.getvalue()


def _ending(content_type: str) -> str:
    return {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}.get(content_type, "")


def column_word(path: str) -> str:
    """What people call a column: by the longest known end of its path, else its name in plain letters."""
    parts = path.split("__")
    for start in range(len(parts)):
        word = COLUMN_WORDS.get("__".join(parts[start:]))
        if word is not None:
            return str(word)
    return parts[-1].replace("_", " ")


def _column(path: str) -> Column:
    name = path.rpartition("__")[2]
    if name.endswith("_minor"):
        return Column(column_word(path), MONEY)
    if name.endswith("_at") or name in {"at", "last_login"}:
        return Column(column_word(path), MOMENT)
    if name.endswith("_on"):
        return Column(column_word(path), DATE)
    kinds = {"number": CODE, "barcode": CODE, "local_number": CODE, "roster_id": CODE, "renewals": NUMBER}
    return Column(column_word(path), kinds.get(name, TEXT))


def _table(section: Section, zone: ZoneInfo) -> Table:
    return Table(section.code, [_column(each) for each in section.columns], section.rows, zone=zone.key)


def _json(record: WholeRecord, at: dt.datetime) -> str:
    tables = {
        section.code: [dict(zip(section.columns, map(_plain, row), strict=True)) for row in section.rows]
        for section in record.sections
    }
    whole = {"person": record.person_id, "name": record.name, "made_at": at.isoformat(), "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    """A value as JSON has it: moments and days by ISO 8601."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool, list, dict)) else str(value)


def _page(record: WholeRecord, at: dt.datetime, zone: ZoneInfo) -> str:
    sections = [
        {
            "word": SECTION_WORDS.get(section.code, section.code.replace("_", " ")),
            "heads": [column_word(each) for each in section.columns],
            "rows": [list(_words(section, row, zone)) for row in section.rows],
        }
        for section in record.sections
    ]
    context = {
        "record": record,
        "sections": sections,
        "made": f"{day_words(at.astimezone(zone).date())}, {clock_words(at.astimezone(zone))}",
        "language": translation.get_language(),
    }
    return render_to_string("web/people/whole_record.html", context)


def _words(section: Section, row: tuple[Any, ...], zone: ZoneInfo) -> Iterator[str]:
    for path, value in zip(section.columns, row, strict=True):
        if value is None or value == "":
            yield ""
        elif isinstance(value, bool):
            yield str(_("yes") if value else _("no"))
        elif isinstance(value, dt.datetime):
            yield value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        elif path.endswith("_minor"):
            yield money(value)
        elif word := _MONEY_WORDS.get((section.code, path), {}).get(value):
            yield str(word)
        elif path == "page":
            yield str(PAGE_NAMES.get(value, value))
        else:
            yield str(value)
