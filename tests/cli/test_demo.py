"""The demo district is whole, believable, private, and the same each time."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F
from pytest_django import DjangoDbBlocker

from carrel.cellar.jobs.models import Job
from carrel.cli.demo.delivery import NEW
from carrel.cli.demo.district import CAST_IDS, first_day, last_day
from carrel.cli.demo.holidays import last_return_day, stretches
from carrel.cli.demo.loading import load
from carrel.cli.demo.media import PROGRAMMES
from carrel.cli.demo.shelving import CLASS_SETS
from carrel.cli.demo.signing_in import SIGN_IN
from carrel.cli.demo.titles import titles
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.catalogue.models import Record, RecordLevel
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.circulation.models import Loan
from carrel.rooms.intake.models import AskedRecord, ProcessingLine, VendorWord
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Card, Person
from carrel.rooms.rosters.models import RollOver
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import Site

NOW = datetime(2026, 11, 23, 18, 31, tzinfo=UTC)
"""Monday, 23 November 2026, 10:31 in California."""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """The district, loaded once for all tests of this file; what it said while loading."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load(now=NOW, say=said.append)
        yield said
        transaction.set_rollback(True)


def person(key: str) -> Person:
    return Person.objects.get(roster_id=CAST_IDS[key])


def test_it_has_the_size_it_promises(demo: list[str]) -> None:
    assert Site.objects.count() == 3
    assert Person.objects.filter(category__code="student").count() == 1400
    unpacked, carts = 11 + 1, 1
    assert Item.objects.count() == 4000 + len(NEW) + 1 + 6 + len(PROGRAMMES) + unpacked + carts
    assert Record.objects.count() == len(titles()) + 1000 + 5 + len(NEW) + 1 + len(PROGRAMMES) + 4 + 1 + carts
    assert 3_000 < Loan.objects.filter(returned_at__isnull=False).count() < 6_000
    assert len(demo) == 22


def test_what_came_in_waits_to_be_looked_at(demo: list[str]) -> None:
    assert set(RecordLevel.objects.values_list("measure", flat=True)) >= {"lexile", "ar", "fp", "interest"}
    assert sorted(AskedRecord.objects.values_list("choice", flat=True)) == ["", "", "add_items"]
    assert sorted(VendorWord.objects.values_list("kind", flat=True)) == ["item_type", "place"]
    assert RollOver.objects.get().undone_at == NOW
    codes = Counter(Job.objects.values_list("code", "status"))
    assert codes["registers.import_register", "done"] == 2
    assert {status for _, status in codes} == {"done"}


def test_it_breaks_no_rule_of_the_house(demo: list[str]) -> None:
    # Asked as of the demo's own day: the real clock would find loans that the night after should have severed.
    assert [line for _, question in QUESTIONS for line in question(NOW)] == []


def test_every_item_stands_at_a_place_with_a_barcode_and_a_shelving_key(demo: list[str]) -> None:
    assert not Item.objects.filter(place=None).exists()
    being_made_ready = ProcessingLine.objects.filter(done_at=None).values("item_id")
    ready = Item.objects.exclude(pk__in=being_made_ready)
    assert not ready.filter(barcode="").exists()
    assert not ready.filter(shelving_key="").exists()
    assert not Item.objects.exclude(site=F("place__site")).exists()


def test_a_copy_whose_label_is_ticked_has_one(demo: list[str]) -> None:
    ticked = ProcessingLine.objects.filter(steps_done__step__gives_label=True)
    assert ticked.count() == 1
    assert not ticked.filter(item__barcode="").exists()


def test_chromebooks_have_barcode_asset_tag_and_serial_and_as_many_chargers(demo: list[str]) -> None:
    books = Item.objects.filter(item_type__code="CHROMEBOOK")
    assert books.count() == Item.objects.filter(item_type__code="CHARGER").count() == 240
    assert not books.annotate(count=Count("numbers")).exclude(count=3).exists()
    assert ItemNumber.objects.get(number="AC-0001").item.record.title == "Chromebook, 11 inches"


def test_who_reads_has_a_valid_card_and_no_guardian_has(demo: list[str]) -> None:
    students = Person.objects.filter(category__code="student")
    assert not students.exclude(cards__status=Card.Status.VALID).exists()
    assert not Card.objects.filter(person__category__code="guardian").exists()
    assert Card.objects.filter(person=person("ana"), number="21811000000013").exists()


def test_ana_has_three_books_and_none_is_late(demo: list[str]) -> None:
    standing = circulation.patron_standing(person("ana").pk, NOW)
    assert (standing.loans_out, standing.overdue) == (3, 0)


def test_ben_has_three_overdue_books(demo: list[str]) -> None:
    standing = circulation.patron_standing(person("ben").pk, NOW)
    assert (standing.loans_out, standing.overdue) == (3, 3)


def test_some_loans_are_overdue_at_every_school_and_most_are_not(demo: list[str]) -> None:
    out = Loan.objects.filter(returned_at=None)
    late = out.filter(due_at__lt=NOW)
    by_site = Counter(late.values_list("site__code", flat=True))
    assert set(by_site) == {"BIR", "ACM", "CED"}
    assert 0.05 < late.count() / out.count() < 0.3


def test_nobody_is_kept_on_a_loan_long_returned(demo: list[str]) -> None:
    assert not Loan.objects.filter(returned_at__lt=NOW - timedelta(hours=12), patron__isnull=False).exists()


def test_no_loan_lies_in_the_future_and_none_ends_before_it_began(demo: list[str]) -> None:
    assert not Loan.objects.filter(lent_at__gt=NOW).exists()
    assert not Loan.objects.filter(returned_at__gt=NOW).exists()
    assert not Loan.objects.filter(returned_at__lt=F("lent_at")).exists()


def test_nothing_falls_due_on_a_closed_day(demo: list[str]) -> None:
    calendars = {site: schools.calendar_of(site) for site in Site.objects.values_list("pk", flat=True)}
    zone = schools.zone_of(next(iter(calendars)))
    for site_id, due_at in Loan.objects.filter(returned_at=None).values_list("site", "due_at"):
        assert site_id is not None
        assert calendars[site_id].is_open(due_at.astimezone(zone).date())


def test_each_of_the_cast_can_sign_in_and_gus_may_do_nothing(demo: list[str]) -> None:
    for account in SIGN_IN:
        actor = people.actor_for(Account.objects.get(username=account.username), now=NOW)
        assert bool(actor.roles) is not account.lapsed, account.username
    dee = next(account for account in SIGN_IN if account.username == "dee")
    assert authenticate(username=dee.username, password=dee.password) is not None


def test_fay_shows_no_name_to_the_middle_school(demo: list[str]) -> None:
    dee = people.actor_for(Account.objects.get(username="dee"), now=NOW)
    assert not people.may_see_person(dee, person("fay").pk)


def test_the_desk_of_the_moment_has_a_class(demo: list[str]) -> None:
    middle = Site.objects.get(code="ACM")
    assert [each.teacher for each in people.classes_now(middle.pk, NOW)]


def test_a_second_call_says_that_it_is_there(demo: list[str]) -> None:
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert "is there already" in said.getvalue()
    assert Site.objects.count() == 3


@pytest.mark.parametrize("year", range(2024, 2034))
def test_every_school_year_has_about_180_days(year: int) -> None:
    closed = {
        one.first_on + timedelta(days=each)
        for one in stretches(year)
        if one.kind == "closed"
        for each in range((one.last_on - one.first_on).days + 1)
    }
    days = [first_day(year) + timedelta(days=each) for each in range((last_day(year) - first_day(year)).days + 1)]
    assert 175 <= sum(day.weekday() < 5 and day not in closed for day in days) <= 190
    assert first_day(year) not in closed
    assert last_day(year) not in closed
    assert last_return_day(year) not in closed


def test_holidays_of_this_year_are_on_their_days() -> None:
    days = {one.note: one.first_on for one in stretches(2026)}
    assert days["Labor Day"] == date(2026, 9, 7)
    assert days["Thanksgiving"] == date(2026, 11, 26)
    assert days["Martin Luther King Jr. Day"] == date(2027, 1, 18)
    assert days["Memorial Day"] == date(2027, 5, 31)


def test_class_sets_are_of_titles_we_have() -> None:
    levels = {title.title: title.levels for title in titles()}
    assert all(level in levels[name] for name, level in CLASS_SETS)
