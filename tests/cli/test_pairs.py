"""After severing no table holds a reader and what they had together: every column of every table.

The reader and the thing get numbers and words nobody else has; then every row of the database, every session and every
stored file is searched for both at once, also with what its foreign keys lead to. Later tables are too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from carrel.cellar.kernel.audit import record_act
from carrel.cli import timetable
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.actions import check_in, check_out, renew, undo
from carrel.rooms.circulation.models import Block, ConditionNote, HistoryChoice, Hold, Loan, PastLoan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

READER, ACCOUNT, CARD = 771_000_001, 772_000_001, "27730000000019"
ITEM, BARCODE = 881_000_001, "38830000000017"
BESIDE = 884_000_000
"""Records, loans and holds are counted on from here, so that a number of theirs is met nowhere by chance."""
OF_READER = re.compile(rf"(?<!\d)({READER}|{ACCOUNT}|{CARD})(?!\d)|zephyrine|quillfeather", re.IGNORECASE)
OF_THING = re.compile(rf"(?<!\d)({ITEM}|{BARCODE}|{BESIDE // 1000}\d\d\d)(?!\d)|xylographia", re.IGNORECASE)


@pytest.fixture
def reader(cast: Cast) -> Person:
    """A reader with a card and an account."""
    person = makers.make_person(
        "Zephyrine", "Quillfeather", pk=READER, home_site=cast.middle, category=cast.ana.category, grade="7",
        homeroom=cast.seven_b,
    )  # fmt: skip
    makers.make_card(person, CARD)
    makers.give_role(makers.make_account("zephyrine", person, pk=ACCOUNT), "student", cast.middle)
    return person


@pytest.fixture
def item(cast: Cast) -> Item:
    """A book whose record, number and title nothing else has."""
    makers.make_record("Before")
    count_from_far(Record)
    return makers.make_item(cast.middle, "Xylographia", pk=ITEM, barcode=BARCODE)


def count_from_far(*models: type[Model]) -> None:
    """The next rows of these tables get numbers from BESIDE on."""
    for model in models:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        row.pk = BESIDE
        row.save(force_insert=True)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
        model._default_manager.filter(pk=BESIDE).delete()


def marks_of(text: str) -> frozenset[str]:
    found = {"reader"} if OF_READER.search(text) else set()
    return frozenset(found | ({"thing"} if OF_THING.search(text) else set()))


def rows_of(table: str) -> Iterator[tuple[list[str], tuple[object, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # a table of our own
        names = [column[0] for column in cursor.description]
        yield from ((names, row) for row in cursor.fetchall())


def as_text(table: str, names: list[str], row: tuple[object, ...]) -> str:
    """The row in one text. A moment's figures are left out: they are no number of anybody."""
    if table == "django_session":
        values = dict(zip(names, row, strict=True))
        return json.dumps(Session(session_data=values["session_data"]).get_decoded())
    return " | ".join(
        value.decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value)
        for value in row
        if value is not None
    )


def pairs() -> list[str]:
    """Every row, session and stored file that names both, by itself or through a key to another row."""
    marks: dict[tuple[str, object], frozenset[str]] = {}
    found = []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in tables:
        for names, row in rows_of(table):
            mark = marks_of(as_text(table, names, row))
            key = dict(zip(names, row, strict=True)).get("id")
            marks[table, key] = mark | marks.get((table, key), frozenset())
            if len(mark) == 2:
                found.append(f"{table}: {as_text(table, names, row)[:300]}")
    for model in apps.get_models():
        found += through_keys(model, marks)
    for path in Path(settings.CARREL_FILES).rglob("*"):
        if path.is_file() and len(marks_of(path.read_bytes().decode("latin-1"))) == 2:
            found.append(str(path))
    return found


def through_keys(model: type[Model], marks: dict[tuple[str, object], frozenset[str]]) -> Iterator[str]:
    links = [
        (each.column, each.remote_field.model._meta.db_table)
        for each in model._meta.concrete_fields
        if each.remote_field
    ]
    for names, row in rows_of(model._meta.db_table):
        values = dict(zip(names, row, strict=True))
        both = marks.get((model._meta.db_table, values.get("id")), frozenset())
        both = both.union(*(marks.get((table, values.get(column)), frozenset()) for column, table in links))
        if len(both) == 2:
            yield f"{model._meta.db_table} {values.get('id')}, with what its keys lead to"


@pytest.mark.django_db
def test_nothing_tells_any_more_who_had_what(cast: Cast, reader: Person, item: Item) -> None:
    moment = timezone.now()
    makers.make_policy(length=14, length_unit="calendar_days", renewals=5)
    makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=moment)
    Hold.objects.create(
        record=makers.make_record("Other"), pickup_site=cast.middle, placed_at=moment, status="expired", ended_at=moment
    )
    count_from_far(Loan, Hold)
    HistoryChoice.objects.create(person=cast.ana, since_at=moment)
    everything_that_can_happen(cast, reader, item, moment)
    tables = {each.partition(":")[0].split()[0] for each in pairs()}
    assert {"circulation_loan", "circulation_hold", "kernel_auditentry", "parking_parked"} <= tables
    for days in range(5, 8):
        for task in timetable.DAILY:
            task(now=moment + timedelta(days=days))
    assert pairs() == []
    assert PastLoan.objects.filter(person=cast.ana, record=item.record).exists()


def everything_that_can_happen(cast: Cast, reader: Person, item: Item, moment: datetime) -> None:
    """At the desk in a browser, by staff's hand and by the reader's own; returned, taken back, returned again."""
    dee, own = cast.actor(cast.dee, moment), cast.actor(reader, moment)
    own = replace(own, permissions=own.permissions | {"circulation.renew"})
    browser = Client()
    browser.force_login(Account.objects.get(username="dee"))

    def scan(text: str) -> None:
        browser.post("/desk/scan/", {"text": text, "key": f"key-{text}-{moment}"}, headers={"X-Desk": "1"})

    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=moment, key="before")
    check_in(dee, item_id=item.pk, now=moment, key="before, back")
    scan(CARD)
    scan(BARCODE)
    loan = Loan.objects.get(item=item, returned_at=None)
    assert (loan.patron, lent.item_id) == (reader, item.pk)
    later = moment + timedelta(days=4)
    renew(own, loan_id=loan.pk, now=later, key="own renewal")
    ConditionNote.objects.create(item=item, loan=loan, event="issue", condition="worn", at=later, act_id=1)
    hold = Hold.objects.create(
        record=item.record, patron=reader, pickup_site=cast.middle, placed_at=later, status="cancelled",
        ended_at=later, note="Zephyrine wants Xylographia",
    )  # fmt: skip
    record_act(own, "circulation.place_hold", about=("hold", hold.pk), at=later)
    Block.objects.create(person=reader, note="See the librarian", put_at=later)
    for path in (f"/people/{READER}/", f"/items/{ITEM}/", f"/loans/{loan.pk}/", f"/loans/{loan.pk}/why/"):
        assert browser.get(path).status_code == 200
    returned = check_in(dee, item_id=item.pk, now=later, key="back")
    assert browser.get(f"/items/{ITEM}/last-borrower/").status_code == 200
    undo(dee, act_id=returned.act_id, now=later, key="not back")
    check_in(dee, item_id=item.pk, now=later, key="back again")
