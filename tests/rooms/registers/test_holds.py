"""A holds register: who waits, for what, in which order; what stood ready; what is refused, and that twice is once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import lines_of
from carrel.rooms.catalogue.models import RecordNumber
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers import rules
from carrel.rooms.registers.rules import InQueue
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD, Cast
from tests.rooms.registers.conftest import Registers, counts

KOHA = (
    "cardnumber,biblionumber,barcode,item_level_hold,reservedate,priority,found,branchcode,expirationdate,suspend,"
    "suspend_until,reservenotes"
)


@pytest.fixture
def holes(registers: Registers, cast: Cast) -> Item:
    """A title with a number of Koha's, one copy of it in and one out."""
    item = makers.make_item(cast.middle, "Holes", barcode="T1")
    out = makers.make_item(cast.middle, record=item.record, barcode="T2")
    makers.make_loan(out, cast.mateo)
    RecordNumber.objects.create(record=item.record, kind="control", value="KOHA 17")
    RecordNumber.objects.create(record=item.record, kind="isbn", value="9780306406157")
    return item


def waiting(item: Item) -> list[int | None]:
    return [hold.patron_id for hold in Hold.objects.filter(record=item.record, status="waiting")]


@pytest.mark.django_db
def test_kohas_table_keeps_its_queue_and_its_hold_shelf(registers: Registers, cast: Cast, holes: Item) -> None:
    mateo = makers.make_card(cast.mateo, "4711").number
    fay = makers.make_card(cast.clark, "4712").number
    file = registers.table(
        KOHA,
        # Mateo asked last and was put before the others; Ana's copy stands ready.
        f"{BEN_CARD},17,,0,2026-11-02,2,,{cast.middle.code},,1,2027-01-31,",
        f"{mateo},17,,0,2026-11-05,1,,{cast.middle.code},,0,,asked twice",
        f"{ANA_CARD},17,T1,0,2026-11-01,0,W,{cast.middle.code},2026-11-27,0,,",
        f"{fay},17,T2,1,2026-11-06,3,,{cast.middle.code},2027-06-01,0,,",
    )
    looked = registers.check("holds", file, owner="KOHA")
    assert looked.params["system"] == "koha"
    assert counts(looked, "waiting", "caught", "refused") == (3, 1, 0)
    assert not Hold.objects.exists()
    brought = registers.bring("holds", file, owner="KOHA")
    assert counts(brought, "waiting", "caught", "refused") == (3, 1, 0)
    assert waiting(holes) == [cast.mateo.pk, cast.ben.pk, cast.clark.pk]
    ready = Hold.objects.get(patron=cast.ana)
    assert (ready.status, ready.captured_item_id, ready.shelf_until_on) == ("on_shelf", holes.pk, date(2026, 11, 27))
    holes.refresh_from_db()
    assert holes.state == "on_hold"
    ben, clark = Hold.objects.get(patron=cast.ben), Hold.objects.get(patron=cast.clark)
    assert (ben.is_frozen, ben.frozen_until_on) == (True, date(2027, 1, 31))
    assert (clark.item.barcode if clark.item else "", clark.expires_on) == ("T2", date(2027, 6, 1))
    assert Hold.objects.get(patron=cast.mateo).note == "asked twice"


@pytest.mark.django_db
def test_twice_is_once_also_of_what_has_ended_here(registers: Registers, cast: Cast, holes: Item) -> None:
    file = registers.table(
        "Patron Barcode,ISBN,Date Placed",
        f"{ANA_CARD},9780306406157,2026-11-02", f"{BEN_CARD},9780306406157,2026-11-02",
    )  # fmt: skip
    registers.bring("holds", file)
    assert counts(registers.bring("holds", file), "known", "waiting") == (2, 0)
    hold = Hold.objects.get(patron=cast.ben)
    circulation.cancel_hold(registers.dee, hold_id=hold.pk, now=makers.NOON)
    # The night forgets who waited.
    Hold.objects.filter(pk=hold.pk).update(patron=None)
    assert counts(registers.bring("holds", file), "known", "waiting") == (2, 0)
    mateo = makers.make_card(cast.mateo, "4711").number
    more = file + f"{mateo},9780306406157,2026-11-02\n"
    assert counts(registers.bring("holds", more), "known", "waiting") == (2, 1)


@pytest.mark.django_db
def test_refused_line_by_line(registers: Registers, cast: Cast, holes: Item) -> None:
    gone = makers.make_item(cast.middle, "Gone", barcode="T9")
    Item.objects.filter(pk=gone.pk).update(state="withdrawn")
    heads = "usr,target,barcode,hold_type,request_time,pickup_lib,expire_time,cancel_time,fulfillment_time"
    file = registers.table(
        heads,
        ",17,,T,2026-11-02,,,,", "999999,17,,T,2026-11-02,,,,", f"{ANA_CARD},42,,M,2026-11-02,,,,",
        f"{ANA_CARD},5,,T,2026-11-02,,,,", f"{ANA_CARD},9,XX,C,2026-11-02,,,,", f"{ANA_CARD},9,,C,2026-11-02,,,,",
        f"{ANA_CARD},9,T9,C,2026-11-02,,,,", f"{ANA_CARD},17,,T,2030-01-01,,,,",
        f"{ANA_CARD},17,,T,2026-11-02,{cast.high.code},,,", f"{ANA_CARD},,,T,2026-11-02,,,,",
        f"{BEN_CARD},17,,T,2026-11-02,,,,", f"{BEN_CARD},17,,T,2026-11-03,,,,",
        f"{BEN_CARD},17,,T,someday,,,,",
        f"{ANA_CARD},17,,T,2026-11-02,,2026-11-03,,", f"{ANA_CARD},17,,T,2026-11-02,,,2026-11-03,",
        f"{ANA_CARD},17,,T,2026-11-02,,,,2026-11-03",
    )  # fmt: skip
    job = registers.bring("holds", file, owner="KOHA")
    assert registers.said(job) == [
        (2, "registers.no_person"), (3, "registers.unknown_person"), (4, "registers.hold_kind"),
        (5, "registers.unknown_record"), (6, "registers.unknown_item"), (7, "registers.no_barcode"),
        (8, "registers.withdrawn_is_wanted"), (9, "registers.in_future"), (10, "registers.other_pickup"),
        (11, "registers.no_thing"), (13, "registers.waits_twice"), (14, "registers.no_day"),
        (14, "registers.waits_twice"),
    ]  # fmt: skip
    assert counts(job, "read", "waiting", "over", "refused") == (16, 1, 3, 12)


@pytest.mark.django_db
def test_what_stood_ready_there_and_is_not_in_here_waits(registers: Registers, cast: Cast, holes: Item) -> None:
    file = registers.table(
        "Patron Barcode,Copy Barcode,ISBN,Request Date,Status,Expiration Date",
        f"{ANA_CARD},T2,9780306406157,2026-11-02,Ready,2026-11-25",
        f"{BEN_CARD},Any Copy,9780306406157,2026-11-03,Pending,2026-12-25",
    )
    job = registers.bring("holds", file)
    assert registers.said(job, "told") == [(2, "registers.caught_elsewhere")]
    assert waiting(holes) == [cast.ana.pk, cast.ben.pk]
    assert Hold.objects.get(patron=cast.ben).expires_on == date(2026, 12, 25)


@pytest.mark.django_db
def test_a_copy_stands_ready_for_one_and_unknown_words_are_told(registers: Registers, cast: Cast, holes: Item) -> None:
    file = registers.table(
        "Patron Barcode,Copy Barcode,Request Date,Status,Pickup Site",
        f"{ANA_CARD},T1,2026-11-02,Ready,Annex", f"{BEN_CARD},T1,2026-11-02,Ready,Annex",
        f"{BEN_CARD},T2,2026-11-02,Odd,",
    )  # fmt: skip
    job = registers.bring("holds", file)
    assert counts(job, "waiting", "caught") == (2, 1)
    assert (job.report["unknown"]["sites"], job.report["unknown"]["states"]) == ({"Annex": 2}, {"Odd": 1})
    assert registers.said(job, "told") == [(3, "registers.caught_elsewhere")]


@pytest.mark.django_db
def test_a_site_that_is_not_in_use_gives_nothing_out(registers: Registers, cast: Cast, holes: Item) -> None:
    cast.middle.is_active = False
    cast.middle.save()
    file = registers.table("Patron Barcode,ISBN", f"{ANA_CARD},9780306406157")
    assert registers.said(registers.check("holds", file)) == [(2, "registers.pickup_closed")]


@pytest.mark.django_db
def test_whose_the_numbers_are_is_taken_from_the_items(registers: Registers, cast: Cast, holes: Item) -> None:
    file = registers.table("usr,target,hold_type,request_time", f"{ANA_CARD},17,T,2026-11-02")
    assert registers.said(registers.check("holds", file)) == [(2, "registers.unknown_record")]
    registers.bring("items", "barcode,title,bib_id,circ_lib\nT5,Hatchet,18,\n", owner="KOHA")
    looked = registers.check("holds", file)
    assert looked.params["owner"] == "KOHA"
    assert counts(looked, "waiting") == (1,)


@pytest.mark.django_db
def test_taken_back(registers: Registers, cast: Cast, holes: Item) -> None:
    file = registers.table(
        KOHA, f"{ANA_CARD},17,T1,0,2026-11-01,0,W,,2026-11-27,0,,", f"{BEN_CARD},17,,0,2026-11-02,1,,,,0,,"
    )
    job = registers.bring("holds", file, owner="KOHA")
    back = registers.take_back(job)
    assert (back.report["holds_out"], back.report["holds_stay"]) == (2, 0)
    assert not Hold.objects.exists()
    holes.refresh_from_db()
    assert holes.state == "available"
    assert counts(registers.bring("holds", file, owner="KOHA"), "waiting", "caught") == (1, 1)


@pytest.mark.django_db
def test_a_queue_strewn_over_batches_and_a_run_taken_up_again(registers: Registers, cast: Cast, holes: Item) -> None:
    people = [makers.make_person("Reader", f"R{n}", local_number=f"R{n}", home_site=cast.middle) for n in range(230)]
    # The last of the file is the first of the queue.
    lines = [f"R{n},17,,0,2026-11-02,{230 - n},,,,0,," for n in range(230)]
    job = registers.bring("holds", registers.table(KOHA, *lines), owner="KOHA")
    assert counts(job, "waiting") == (230,)
    assert waiting(holes) == [person.pk for person in reversed(people)]
    assert {hold.placed_at.astimezone(UTC).date() for hold in Hold.objects.all()} == {date(2026, 11, 2)}
    assert sum(len(line["facts"]["holds"]) for line in lines_of(job.pk, "holds")) == 230
    assert Job.objects.get(pk=job.pk).params["asked_at"]


AT = datetime(2026, 11, 2, tzinfo=UTC)
PLACES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=12)


@given(PLACES)
def test_every_queue_keeps_its_order(places: list[tuple[int, int]]) -> None:
    queue = [InQueue(line, "17", position, AT + timedelta(days=day)) for line, (position, day) in enumerate(places)]
    moments = rules.queue_moments(queue)
    order = sorted(queue, key=lambda each: (each.position, each.since_at, each.line))
    times = [moments[each.line] for each in order]
    assert times == sorted(set(times)), "two wait since the same moment, or the order is lost"
    assert all(moments[each.line] < each.since_at + timedelta(seconds=1) for each in queue), "nobody waits shorter"


def test_who_stands_rightly_keeps_the_day() -> None:
    queue = [InQueue(1, "17", 1, AT), InQueue(2, "17", 2, AT + timedelta(days=1)), InQueue(3, "18", 1, AT)]
    assert dict(rules.queue_moments(queue)) == {1: AT, 2: AT + timedelta(days=1), 3: AT}
