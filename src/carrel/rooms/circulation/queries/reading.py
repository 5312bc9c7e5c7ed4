"""The one read of a check-out: item, patron, open loans, grid token and calendar token in a single statement.

Written by hand because building and compiling the same question with the ORM costs more than four fifths of a check-out
(docs/performance.md). It runs on both databases as it stands; a test holds it equal to the ORM's answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import connection

_READ = """
SELECT i.id, i.state, i.site_id, i.item_type_id, i.barcode, i.call_number, r.title, t.name,
       s.name, s.timezone, s.calendar_token,
       h.id, h.patron_id, h.lent_at, h.due_at,
       p.id, p.merged_into_id, p.category_id, p.grade, p.home_site_id, p.expires_on, p.left_on,
       p.given_name, p.family_name, p.preferred_given, p.preferred_family,
       (SELECT 1 FROM circulation_block b WHERE b.person_id = p.id AND b.lifted_at IS NULL LIMIT 1),
       (SELECT c.status || '|' || COALESCE(CAST(c.expires_on AS text), '') FROM people_card c
         WHERE c.number = %s AND c.person_id = p.id ORDER BY c.id DESC LIMIT 1),
       a.out_again, (SELECT g.token FROM circulation_gridtoken g LIMIT 1),
       (SELECT COALESCE(SUM(id * 1000003 + COALESCE(parent_id, 0) * 7919), 0) FROM inventory_itemtype),
       c.id, c.patron_id, c.status,
       (SELECT w.id FROM circulation_hold w
         WHERE w.patron_id = p.id AND w.record_id = i.record_id AND w.status IN ('waiting', 'in_transit', 'on_shelf')
           AND (w.item_id IS NULL OR w.item_id = i.id) ORDER BY w.rank, w.id LIMIT 1),
       (SELECT 1 FROM circulation_hold q
         WHERE q.record_id = i.record_id AND q.status = 'waiting' AND q.patron_id <> p.id LIMIT 1),
       i.record_id,
       (SELECT 1 FROM circulation_reservation v
         WHERE v.record_id = i.record_id AND v.site_id = i.site_id AND v.status = 'active' LIMIT 1),
       o.due_at, oi.item_type_id,
       (SELECT MAX(CASE WHEN k.slot IS NULL THEN 1 ELSE 0 END) + 2 * MAX(CASE WHEN k.slot IS NULL THEN 0 ELSE 1 END)
          FROM inventory_itempart k WHERE k.item_id = i.id),
       (SELECT 1 FROM charges_charge g WHERE g.person_id = p.id AND g.left_minor > 0 LIMIT 1)
  FROM inventory_item i
  JOIN catalogue_record r ON r.id = i.record_id
  JOIN inventory_itemtype t ON t.id = i.item_type_id
  JOIN schools_site s ON s.id = i.site_id
  JOIN people_person p ON p.id = %s
  LEFT JOIN schools_site a ON a.id = %s
  LEFT JOIN circulation_hold c ON c.captured_item_id = i.id AND c.status IN ('in_transit', 'on_shelf')
  LEFT JOIN circulation_loan h ON h.item_id = i.id AND h.returned_at IS NULL
  LEFT JOIN circulation_loan o ON o.patron_id = p.id AND o.returned_at IS NULL AND (o.with_loan_id IS NULL
       OR EXISTS (SELECT 1 FROM circulation_loan m WHERE m.id = o.with_loan_id AND m.returned_at IS NOT NULL))
  LEFT JOIN inventory_item oi ON oi.id = o.item_id
 WHERE i.id = %s
"""


@dataclass(frozen=True, slots=True)
class CheckOutRead:
    """What one check-out needs to know of the store, as plain values. Moments are aware, days are days."""

    item_id: int
    state: str
    item_site_id: int
    item_type_id: int
    barcode: str
    call_number: str
    title: str
    type_name: str
    site_name: str
    timezone: str
    calendar_token: str
    holder_loan_id: int | None
    holder_id: int | None
    holder_lent_at: datetime | None
    holder_due_at: datetime | None
    patron_id: int
    merged_into_id: int | None
    category_id: int | None
    grade: str
    home_site_id: int | None
    expires_on: date | None
    left_on: date | None
    patron_name: str
    has_block: bool
    card: str
    out_again: str
    grid_token: str
    types_sum: int
    captured_hold_id: int | None = None
    """The hold this copy was caught for, and who waits there."""
    captured_for_id: int | None = None
    captured_status: str = ""
    own_hold_id: int | None = None
    """The patron's own hold that this copy can fill."""
    others_wait: bool = False
    record_id: int = 0
    is_reserved: bool = False
    """Whether copies of the title are reserved for a class at the item's site, today or later."""
    has_parts: bool = False
    """Whether the item is a kit: parts go along, or are counted when it comes back."""
    owes: bool = False
    """Whether the patron owes anything: what that does is for the law profile to say."""
    has_slots: bool = False
    """Whether it is a cart or a set: what stands in its slots may go along."""
    out: tuple[tuple[datetime, int], ...] = field(default=())
    """Due moment and item type of each open loan of the patron; parts stand under their kit while it is out."""


def check_out_read(*, item_id: int, patron_id: int, site_id: int | None, card: str = "") -> CheckOutRead | None:
    """The facts of a check-out in one statement, or None when item or patron does not exist."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [card, patron_id, site_id, item_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    one = rows[0]
    return CheckOutRead(
        item_id=one[0],
        state=one[1],
        item_site_id=one[2],
        item_type_id=one[3],
        barcode=one[4],
        call_number=one[5],
        title=one[6],
        type_name=one[7],
        site_name=one[8],
        timezone=one[9],
        calendar_token=one[10],
        holder_loan_id=one[11],
        holder_id=one[12],
        holder_lent_at=moment(one[13]),
        holder_due_at=moment(one[14]),
        patron_id=one[15],
        merged_into_id=one[16],
        category_id=one[17],
        grade=one[18],
        home_site_id=one[19],
        expires_on=day(one[20]),
        left_on=day(one[21]),
        patron_name=f"{one[24] or one[22]} {one[25] or one[23]}".strip(),
        has_block=bool(one[26]),
        card=one[27] or "",
        out_again=one[28] or "ask",
        grid_token=one[29] or "",
        types_sum=int(one[30]),
        captured_hold_id=one[31],
        captured_for_id=one[32],
        captured_status=one[33] or "",
        own_hold_id=one[34],
        others_wait=bool(one[35]),
        record_id=one[36],
        is_reserved=bool(one[37]),
        has_parts=one[40] in (1, 3),
        has_slots=one[40] in (2, 3),
        owes=bool(one[41]),
        out=tuple((aware(each[38]), each[39]) for each in rows if each[38] is not None),
    )


def aware(value: datetime | str) -> datetime:
    """A moment as either database hands it out in raw SQL: SQLite keeps UTC without saying so."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def moment(value: datetime | str | None) -> datetime | None:
    """The same, where there may be none."""
    return None if value is None else aware(value)


def day(value: date | str | None) -> date | None:
    """A day as either database hands it out in raw SQL."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def facts_of_types(read: CheckOutRead) -> Mapping[int, int]:
    """How many items of each type the patron has out."""
    found: dict[int, int] = {}
    for _, item_type in read.out:
        found[item_type] = found.get(item_type, 0) + 1
    return found
