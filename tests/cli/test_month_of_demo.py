"""The month of the demo on one page, every figure of it recounted by an independent query."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.money import Money
from carrel.cli.demo.loading import load
from carrel.doors.web.templatetags.carrel_web import clock_words, day_words
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.people.models import Account
from carrel.rooms.reports.queries.checks import violations
from carrel.rooms.schools.models import Site
from tests.rooms.reports.recount import ZONE, asked, local, month_by_hand, one, range_words

NOW = datetime(2026, 11, 23, 18, 31, tzinfo=UTC)
TODAY, NOVEMBER, OCTOBER = date(2026, 11, 23), date(2026, 11, 1), date(2026, 10, 1)
MONTHS = ((NOVEMBER, TODAY), (OCTOBER, date(2026, 10, 31)))
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)

pytestmark = pytest.mark.django_db


Months = dict[date, dict[tuple[str, str], list[int]]]
BY_HAND: Months = {}
"""The months counted by hand while the loans still name their readers: afterwards nobody can tell homerooms."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The district, loaded once; the key of the middle school. What severs is told to wait until we have counted."""
    sever = circulation.sever_returned_loans

    def counted_first(actor: Actor, *, now: datetime) -> int:
        site_id = Site.objects.get(kind="middle").pk
        for first, last in MONTHS:
            BY_HAND[first] = month_by_hand(first, last, site_id)
        return sever(actor, now=now)

    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(circulation, "sever_returned_loans", counted_first)
        load(now=NOW, say=lambda _line: None)
        yield Site.objects.get(kind="middle").pk
        transaction.set_rollback(True)


@pytest.fixture
def technician(demo: int, monkeypatch: pytest.MonkeyPatch) -> Client:
    for name in ("months", "tables", "years"):
        monkeypatch.setattr(f"carrel.doors.web.reports.{name}.now", lambda: NOW)
    client = Client()
    client.force_login(Account.objects.get(username="dee"))
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def table_of(client: Client, month: str) -> dict[tuple[str, str], list[int]]:
    rows = list(csv.reader(io.StringIO(page(client, f"/figures/month/{month}/?as=csv").lstrip("\ufeff"))))
    return {(by, value): [int(each) for each in figures] for by, value, *figures in rows[1:]}


def in_words(by: str, value: str) -> str:
    if by == "Day":
        return day_words(date.fromisoformat(value))
    return clock_words(datetime(2026, 11, 1, int(value), tzinfo=ZONE).time()) if by == "Hour" else value


def told(html: str) -> dict[str, str]:
    """Every figure of the page that stands beside a word: the sums on top, what is owned, the money."""
    found = dict(re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", html))
    for line in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL):
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in CELL.findall(line)]
        if len(cells) in (2, 3):
            found[cells[0]] = " ".join(cells[1:])
    return found


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_every_table_of_the_month_is_what_the_loans_say(technician: Client, demo: int, first: date, last: date) -> None:
    expected = {(by, in_words(by, value)): row for (by, value), row in BY_HAND[first].items()}
    shown = table_of(technician, f"{first:%Y-%m}")
    assert {key: row for key, row in shown.items() if any(row)} == expected
    nameless = expected.get(("Homeroom", "no homeroom, or not known any more"), [0])
    assert nameless[0] < shown["All", ""][0] / 10, "the demo shows what homerooms borrow"
    severed = month_by_hand(first, last, demo)
    assert {key: row for key, row in severed.items() if key[0] != "Homeroom"} == {
        key: row for key, row in BY_HAND[first].items() if key[0] != "Homeroom"
    }
    assert shown["All", ""][0] > 200


def test_how_things_stand_is_what_the_rows_say(technician: Client, demo: int) -> None:
    shown = told(page(technician, "/figures/month/2026-11/"))
    out = "FROM circulation_loan l WHERE l.site_id = %s AND l.returned_at IS NULL"
    now = NOW.replace(tzinfo=None).isoformat(" ")
    expected = {
        "Out": one(f"SELECT count(*) {out}", demo),
        "Overdue": one(f"SELECT count(*) {out} AND l.due_at < %s", demo, now),
        "Lost": one("SELECT count(*) FROM inventory_item WHERE site_id = %s AND state = 'lost'", demo),
        "Missing": one("SELECT count(*) FROM inventory_item WHERE site_id = %s AND state = 'missing'", demo),
        "Said to be returned": one(
            "SELECT count(*) FROM circulation_claim c JOIN circulation_loan l ON l.id = c.loan_id"
            " WHERE l.site_id = %s AND c.settled_at IS NULL",
            demo,
        ),
        "Holds waiting": one(
            "SELECT count(*) FROM circulation_hold WHERE pickup_site_id = %s AND status = 'waiting'", demo
        ),
    }
    assert {name: int(shown[name].replace(",", "")) for name in expected} == expected
    assert expected["Overdue"] > 0 and expected["Lost"] > 0
    mine = "FROM charges_charge c JOIN people_person p ON p.id = c.person_id WHERE p.home_site_id = %s"
    owed = one(f"SELECT COALESCE(sum(c.left_minor), 0) {mine} AND c.left_minor > 0", demo)
    assert shown["Owed"] == Money(owed).text()
    readers = one(f"SELECT count(DISTINCT c.person_id) {mine} AND c.left_minor > 0", demo)
    assert int(shown["Readers who owe"]) == readers > 0


def test_the_money_of_the_month_is_what_the_charges_say(technician: Client, demo: int) -> None:
    shown = told(page(technician, "/figures/month/2026-11/"))
    rows = asked(
        "SELECT c.kind, count(*) AS n, sum(c.amount_minor) AS minor FROM charges_charge c JOIN people_person p"
        " ON p.id = c.person_id WHERE p.home_site_id = %s AND c.charged_on BETWEEN '2026-11-01' AND '2026-11-30'"
        " GROUP BY c.kind",
        demo,
    )
    charged = {name.lower(): text for name, text in shown.items() if name.startswith("charged: ")}
    assert sorted(charged.values()) == sorted(f"{row['n']} {Money(row['minor']).text()}" for row in rows)


def test_what_is_owned_is_what_the_shelves_hold(technician: Client, demo: int) -> None:
    shown = told(page(technician, "/figures/month/2026-11/"))
    mine = "FROM inventory_item i WHERE i.site_id = %s AND i.state <> 'withdrawn'"
    expected = {
        "Items": one(f"SELECT count(*) {mine}", demo),
        "Without a price": one(f"SELECT count(*) {mine} AND i.price_minor IS NULL", demo),
        "Never lent": one(f"SELECT count(*) {mine} AND i.loan_count = 0", demo),
    }
    assert {name: int(shown[name].replace(",", "")) for name in expected} == expected
    assert shown["Value, where a price is told"] == Money(one(f"SELECT sum(i.price_minor) {mine}", demo)).text()
    lent = one(
        "SELECT count(*) FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id"
        " WHERE COALESCE(l.site_id, i.site_id) = %s AND NOT l.is_undone AND l.lent_at < '2026-11-23 08:00:00'",
        demo,
    )
    assert shown["Loans of a year for each item"] == f"{lent / expected['Items']:.1f}"


@pytest.mark.parametrize("path", ["/figures/month/2026-11/", "the year"])
def test_claims_and_age_are_what_the_rows_say(technician: Client, demo: int, path: str) -> None:
    year = one("SELECT id FROM schools_schoolyear WHERE starts_on <= %s ORDER BY starts_on DESC LIMIT 1", TODAY)
    html = page(technician, f"/figures/year/{year}/" if path == "the year" else path)
    shown = told(html)
    claims = asked(
        "SELECT c.at, c.settled_at, c.settled_as FROM circulation_claim c JOIN circulation_loan l ON l.id = c.loan_id"
        " WHERE l.site_id = %s AND c.settled_as <> 'undone'",
        demo,
    )
    first = date(2026, 8, 1) if path == "the year" else NOVEMBER
    assert int(shown["Claimed returned"].split()[0]) == sum(local(each["at"]).date() >= first for each in claims) > 0
    for word, end in (("Claims ended: found", "found"), ("Claims ended: lost", "lost")):
        ended = [local(each["settled_at"]).date() for each in claims if each["settled_as"] == end]
        assert int(shown[word].split()[0]) == sum(day >= first for day in ended)
    owned = asked(
        "SELECT r.year FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id"
        " WHERE i.site_id = %s AND i.state <> 'withdrawn'",
        demo,
    )
    years = [row["year"] for row in owned if row["year"] and row["year"] > 1000]
    mean = round(sum(years) / len(years))
    assert shown["Published on the average"].split()[0] == str(mean)
    assert shown["Age on the average, in years"] == str(2026 - mean)
    table = dict(
        re.findall(r'scope="row">([^<]*)</th><td class="end">([^<]*)</td>', html.partition("How old it is")[2])
    )
    decades = Counter(f"{year // 10 * 10} to {year // 10 * 10 + 9}" for year in years)
    decades["year not told"] = len(owned) - len(years)
    told_decades = {word: int(count.replace(",", "")) for word, count in table.items() if word in decades}
    assert told_decades == {word: count for word, count in decades.items() if count}


def test_the_age_by_call_number_is_what_the_shelves_hold(technician: Client, demo: int) -> None:
    rows = list(csv.reader(io.StringIO(page(technician, "/figures/month/2026-11/by/stock-range/?as=csv"))))
    place = rows[0].index("Published on the average")
    by_range = defaultdict(list)
    for row in asked(
        "SELECT i.call_number, r.year FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id"
        " WHERE i.site_id = %s AND i.state <> 'withdrawn' AND r.year > 1000",
        demo,
    ):
        by_range[range_words(row["call_number"])].append(row["year"])
    expected = {name: round(sum(years) / len(years)) for name, years in by_range.items()}
    assert {row[0]: int(row[place]) for row in rows[1:] if row[place]} == expected
    assert len(expected) > 3


def test_the_counts_are_sound(demo: int) -> None:
    assert not list(violations(NOW))
