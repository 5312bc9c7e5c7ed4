"""The figures of a month, counted by other means than the program's: rows by plain SQL, added up in plain loops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from carrel.rooms.reports.phrases import RANGE_WORDS

ZONE = ZoneInfo("America/Los_Angeles")
DEEDS = ("loans", "returns", "renewals", "uses")
Row = dict[str, Any]

_LOANS = """
    SELECT l.lent_at, l.returned_at, l.ended_as, l.grade, c.name AS category, t.name AS kind, i.call_number,
           p.name AS place, h.name AS homeroom, COALESCE(l.site_id, i.site_id) AS site
      FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id
      JOIN inventory_itemtype t ON t.id = i.item_type_id
      LEFT JOIN schools_place p ON p.id = i.place_id LEFT JOIN people_patroncategory c ON c.id = l.category_id
      LEFT JOIN people_person r ON r.id = l.patron_id LEFT JOIN people_schoolclass h ON h.id = r.homeroom_id
     WHERE NOT l.is_undone
"""
_RENEWALS = (
    _LOANS.replace("SELECT l.lent_at, l.returned_at, l.ended_as", "SELECT x.at, x.act_id, x.loan_id").replace(
        "FROM circulation_loan l", "FROM circulation_loanchange x JOIN circulation_loan l ON l.id = x.loan_id"
    )
    + " AND x.kind IN ('renew', 'auto_renew')"
)
_UNDONE = "SELECT loan_id, before FROM circulation_loanchange WHERE kind IN ('undo_renew', 'undo_auto_renew')"
_USES = """
    SELECT u.used_at AS at, '' AS grade, NULL AS category, t.name AS kind, i.call_number, p.name AS place,
           NULL AS homeroom, COALESCE(u.site_id, i.site_id) AS site
      FROM circulation_inlibraryuse u JOIN inventory_item i ON i.id = u.item_id
      JOIN inventory_itemtype t ON t.id = i.item_type_id LEFT JOIN schools_place p ON p.id = i.place_id
     WHERE u.undone_at IS NULL
"""


def asked(sql: str, *values: object) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def one(sql: str, *values: object) -> Any:
    return next(iter(asked(sql, *values)[0].values()))


def local(moment: datetime | str) -> datetime:
    """A moment of either database by the clock of the schools."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(ZONE)


def range_words(call_number: str) -> str:
    """By hand: the section that stands in front, else the hundred of the number."""
    first = call_number.upper().split()[0] if call_number.split() else ""
    section = {"F": "FIC", "EASY": "E", "R": "REF", "BIO": "B", "DVD": "AV", "CD": "AV", "KIT": "AV"}.get(first, first)
    if not first:
        return "no call number"
    if section in RANGE_WORDS and not section.isdigit():
        return str(RANGE_WORDS[section])
    if first == "92" and len(call_number.split()) > 1:
        return str(RANGE_WORDS["B"])
    if re.match(r"[0-9]{1,3}(\.[0-9]+)?$", first):
        return str(RANGE_WORDS[f"{int(first.split('.')[0]) // 100}00"])
    return str(RANGE_WORDS["other"])


def _deeds() -> Iterator[tuple[str, datetime, Row]]:
    for row in asked(_LOANS):
        yield "loans", local(row["lent_at"]), row
        if row["returned_at"] and not row["ended_as"]:
            yield "returns", local(row["returned_at"]), row
    gone = set()
    for row in asked(_UNDONE):
        gone.add((row["loan_id"], int(re.search(r'"undoes": ?([0-9]+)', str(row["before"]).replace("'", '"'))[1])))  # type: ignore[index]  # it is always found
    for row in asked(_RENEWALS):
        if (row["loan_id"], row["act_id"]) not in gone:
            yield "renewals", local(row["at"]), row
    for row in asked(_USES):
        yield "uses", local(row["at"]), row


def month_by_hand(first: date, last: date, site_id: int) -> dict[tuple[str, str], list[int]]:
    """Every figure of the tables, by (dimension, value in words): loans, returns, renewals, uses."""
    found: Counter[tuple[str, str, str]] = Counter()
    for what, at, row in _deeds():
        if row["site"] != site_id or not first <= at.date() <= last:
            continue
        said = {
            "All": "", "Day": at.date().isoformat(), "Hour": f"{at.hour:02d}", "Item type": row["kind"],
            "Call numbers": range_words(row["call_number"]), "Place": row["place"] or "no place",
        }  # fmt: skip
        if what != "uses":
            said["Grade"] = row["grade"] or "no grade"
            said["Category"] = row["category"] or "no category"
            said["Homeroom"] = row["homeroom"] or "no homeroom, or not known any more"
        for by, value in said.items():
            found[by, value, what] += 1
    keys = {(by, value) for by, value, _ in found}
    return {key: [found[*key, what] for what in DEEDS] for key in keys}
