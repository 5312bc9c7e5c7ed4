"""`carrel check` on what moves, is counted, drawn and weeded: silent on what the rooms do, not on what a hand broke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cli.soundness import QUESTIONS, counting, moving, shelves
from carrel.rooms.care import actions as care
from carrel.rooms.care.models import DisposalLine
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.moving import actions as moves
from carrel.rooms.moving.models import Display, DisplayedLoan, Run, Stranger, Transfer, TransferLine
from carrel.rooms.plans.models import FloorPlan, PlanShape
from carrel.rooms.stocktake import actions as counts
from carrel.rooms.stocktake.models import Count, Sampled, Seen, Step, Tally, Unseen, Walk
from carrel.rooms.weeding import actions as weeding
from carrel.rooms.weeding.models import KeptCopy, WeedingLine, WeedingList, WeedingProfile
from tests.cast import Cast
from tests.makers import NOON, TODAY, make_actor, make_item, make_place
from tests.rooms.plans import library
from tests.rooms.stocktake import walkers
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
QUESTIONS_HERE = (
    moving.transfers, moving.displays, counting.walks, counting.results, shelves.plans, shelves.weeded,
)  # fmt: skip


def answers() -> list[str]:
    return [line for question in QUESTIONS_HERE for line in question(LATER)]


def _transfers(cast: Cast) -> None:
    """One being packed; one on its way that is called home; one closed, with a thing added that came besides."""
    dee, hana = cast.actor(cast.dee), make_actor("technician", cast.high)

    def begun(*titles: str, until_days: int | None = None) -> tuple[int, list[Item]]:
        made = moves.begin_transfer(
            dee, from_site_id=cast.middle.pk, to_site_id=cast.high.pk, now=NOON,
            until_on=TODAY + timedelta(days=until_days) if until_days else None,
        )  # fmt: skip
        items = [make_item(cast.middle, title) for title in titles]
        for item in items:
            moves.add_to_transfer(dee, transfer_id=made, number=item.barcode, now=NOON)
        return made, items

    begun("Packed")
    under_way, _ = begun("Travels", "Lost on the way")
    moves.send_transfer(dee, transfer_id=under_way, now=NOON)
    lent, items = begun("Lent for a time", until_days=30)
    moves.send_transfer(dee, transfer_id=lent, now=NOON)
    besides = make_item(cast.middle, "Came besides")
    for each in (*items, besides):
        moves.count_transfer(hana, transfer_id=lent, number=each.barcode, now=NOON)
    moves.receive_transfer(hana, transfer_id=lent, now=NOON)
    stranger = Stranger.objects.get(transfer=lent)
    moves.settle_stranger(hana, transfer_id=lent, stranger_id=stranger.pk, how="added", now=NOON)
    assert Transfer.objects.get(pk=lent).state == "closed"
    moves.call_back_lent(dee, transfer_id=lent, now=NOON)
    moves.keep_run(
        make_actor("district_manager"), name="North", weekdays="1010100", stops=[cast.middle.pk, cast.high.pk], now=NOON
    )


def _displays(cast: Cast) -> None:
    """One that stands, one that was taken down."""
    dee = cast.actor(cast.dee)
    place = make_place(cast.middle, name="Glass case", kind="display")
    for name in ("New Year", "Poetry"):
        display = moves.open_display(dee, place_id=place.pk, name=name, until_on=TODAY + timedelta(days=9), now=NOON)
        item = make_item(cast.middle, name)
        moves.show_on_display(dee, display_id=display, number=item.barcode, now=NOON)
    moves.take_down(dee, display_id=display, number=item.barcode, now=NOON)
    moves.end_display(dee, display_id=display, now=NOON)


def _counts(cast: Cast) -> None:
    """One finished with something missing and found again, one open, one of a sample that is finished too."""
    dee, books = cast.actor(cast.dee), walkers.shelf(cast, 8)
    Item.objects.filter(pk=books[4].pk).update(state="missing")
    first = walkers.begin(dee)
    walkers.walk(dee, first, [books[0], books[4], books[2], books[5]])
    counts.scan(dee, count_id=first, text="30000000000000", now=NOON)
    counts.finish_count(dee, count_id=first, now=NOON)
    walkers.walk(dee, walkers.begin(dee), [books[6], books[7]])
    sample = walkers.begin(dee, "sample")
    walkers.walk(dee, sample, [books[0]])
    counts.finish_count(dee, count_id=sample, now=NOON)


def _weeding(cast: Cast) -> None:
    """A list that is carried out, on which one is kept."""
    dee, lena = cast.actor(cast.dee), cast.actor(cast.lib)
    gone, kept = stacks.old(cast), stacks.old(cast, "Kept")
    listed = stacks.made(cast)
    weeding.scan_to_withdraw(dee, list_id=listed, number=gone.barcode, now=NOON)
    line = stacks.line(listed, kept)
    weeding.mark_lines(dee, list_id=listed, line_ids=[line.pk], mark="keep", why="gift", now=NOON)
    disposal = weeding.propose_withdrawal(dee, list_id=listed, now=NOON)
    care.approve_disposal(lena, list_id=disposal, now=NOON)
    passed = ("care.not_stamped", "care.no_recipient")
    care.carry_out_disposal(dee, list_id=disposal, overrides=passed, reason="Recycled", now=NOON)


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Something of everything, done by the rooms themselves."""
    _counts(cast)
    _transfers(cast)
    _displays(cast)
    library.plan(cast, library.FIRST, library.SECOND, library.SEATS)
    _weeding(cast)
    return cast


def test_what_the_rooms_do_is_sound(world: Cast) -> None:
    assert {Transfer.objects.filter(state=state).exists() for state in ("packing", "sent", "closed")} == {True}
    assert Tally.objects.exists() and Unseen.objects.exists() and Sampled.objects.exists()
    assert answers() == []


def test_they_are_among_the_questions() -> None:
    assert {question for _, question in QUESTIONS} >= set(QUESTIONS_HERE)


def test_each_is_a_few_statements_however_much_there_is(world: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert answers() == []
    assert len(asked) < 45
    many = len(asked)
    for number in range(3):
        library.plan(world, library.FIRST)
        _displays(world)
        stacks.old(world, f"More {number}")
    with CaptureQueriesContext(connection) as asked:
        assert answers() == []
    assert len(asked) == many


def never_set_out(cast: Cast) -> str:
    line = TransferLine.objects.filter(transfer__state="sent").first()
    assert line is not None
    Transit.objects.filter(item=line.item).delete()
    return "has left, but no journey of it is written down"


def set_out_elsewhere(cast: Cast) -> str:
    Transit.objects.update(to_site=cast.elementary)
    return never_set_out(cast)


def open_in_a_closed(cast: Cast) -> str:
    TransferLine.objects.filter(transfer__state="packing").delete()
    TransferLine.objects.filter(transfer__state="closed").update(is_open=True, ended_at=None, ended_as="")
    return "is open, but the transfer is closed"


def ended_in_one_being_packed(cast: Cast) -> str:
    TransferLine.objects.filter(transfer__state="packing").update(is_open=False, ended_at=NOON, ended_as="counted")
    return "has ended, but it has not left yet"


def box_beyond(cast: Cast) -> str:
    TransferLine.objects.filter(transfer__state="packing").update(box=9)
    return "lies in a box that the transfer does not have"


def stranger_of_a_closed(cast: Cast) -> str:
    Stranger.objects.update(settled_at=None, settled_as="")
    return "which is closed without settling it"


def stranger_of_one_being_packed(cast: Cast) -> str:
    Stranger.objects.update(transfer=Transfer.objects.filter(state="packing").first())
    return "which has not left yet"


def added_on_no_line(cast: Cast) -> str:
    TransferLine.objects.filter(box=0).delete()
    return "but no line of it names the item"


def line_of_no_stranger(cast: Cast) -> str:
    Stranger.objects.all().delete()
    return "lies in no box, but did not come besides"


def home_from_elsewhere(cast: Cast) -> str:
    Transfer.objects.filter(returns__isnull=False).update(to_site=cast.elementary)
    return "home, but that one did not go there for a time"


def stands_on_one_taken_down(cast: Cast) -> str:
    Display.objects.update(ended_at=NOON)
    return "is taken down, but loan"


def lent_elsewhere(cast: Cast) -> str:
    shown = DisplayedLoan.objects.filter(loan__returned_at=None).first()
    assert shown is not None
    type(shown.loan).objects.filter(pk=shown.loan_id).update(place=make_place(cast.middle, name="Cart"))
    return "but is lent elsewhere"


def display_of_another_school(cast: Cast) -> str:
    Display.objects.update(place=make_place(cast.high, name="Hall"))
    return "stands at a place of another school"


def short_run(cast: Cast) -> str:
    Run.objects.get().stops.all().delete()
    return "it needs two at least"


def walk_says_more(cast: Cast) -> str:
    Walk.objects.update(seen=99)
    return "says it saw 99 copies"


def walk_lost_a_step(cast: Cast) -> str:
    Step.objects.filter(walk=Walk.objects.order_by("pk").first()).order_by("pk")[0].delete()
    return "steps, "


def walk_of_another_length(cast: Cast) -> str:
    Walk.objects.filter(steps__gt=1).update(length=1)
    return "1 in order."


def scan_of_another_count(cast: Cast) -> str:
    first, last = Count.objects.order_by("pk")[0], Count.objects.order_by("-pk")[0]
    Seen.objects.filter(count=last).update(walk=Walk.objects.filter(count=first).first())
    return "but was made on a walk of count"


def other_figures(cast: Cast) -> str:
    Tally.objects.update(counted=50)
    return "its scans say"


def other_cost(cast: Cast) -> str:
    Unseen.objects.update(price_minor=1)
    return "its scans say"


def finished_on_nothing(cast: Cast) -> str:
    Seen.objects.all().delete()
    return "is finished, but nothing was seen in it"


def figures_of_an_open_count(cast: Cast) -> str:
    Count.objects.filter(state="finished").update(state="open", finished_at=None)
    return "has figures, but is not finished"


def missing_by_an_open_count(cast: Cast) -> str:
    return figures_of_an_open_count(cast) and "is open, but has made copies missing"


def sample_of_everything(cast: Cast) -> str:
    Count.objects.filter(scope="sample").update(scope="all")
    return "has a sample, but counts everything"


def seen_and_missing(cast: Cast) -> str:
    seen = Seen.objects.filter(count=Unseen.objects.values("count")[:1]).first()
    assert seen is not None
    Unseen.objects.filter(pk=Unseen.objects.filter(count=seen.count_id)[:1].get().pk).update(item=seen.item_id)
    return "which made it missing"


def missing_and_in(cast: Cast) -> str:
    Item.objects.filter(pk__in=Unseen.objects.values("item")).update(state="available")
    return "and is not missing"


def sheet_too_small(cast: Cast) -> str:
    FloorPlan.objects.update(width=1)
    return "is 1 by 32 squares"


def beyond_the_sheet(cast: Cast) -> str:
    PlanShape.objects.update(y=31)
    return "lies beyond the sheet"


def tied_elsewhere(cast: Cast) -> str:
    PlanShape.objects.update(place=make_place(cast.high, name="Hall"))
    return "is tied to a place of another school"


def range_turned(cast: Cast) -> str:
    PlanShape.objects.filter(label="Shelf 1").update(call_to="FIC", call_from="GN")
    return "ends before it begins"


def range_without_beginning(cast: Cast) -> str:
    PlanShape.objects.filter(label="Shelf 1").update(call_from="")
    return "ends before it begins"


def other_keys(cast: Cast) -> str:
    PlanShape.objects.filter(label="Shelf 1").update(key_to="x")
    return "stands under keys not of its range"


def table_turned(cast: Cast) -> str:
    found = WeedingProfile.objects.get()
    WeedingProfile.objects.update(rows=[{**found.rows[0], "call_from": "600", "call_to": "500"}])
    return "of weeding table"


def proposed_at_no_moment(cast: Cast) -> str:
    WeedingList.objects.update(proposed_at=None)
    return "but was not proposed at this school"


def marked_at_no_moment(cast: Cast) -> str:
    WeedingLine.objects.update(marked_at=None)
    return "is marked without a moment"


def named_for_nothing(cast: Cast) -> str:
    WeedingLine.objects.update(reasons=[])
    return "has no reason"


def added_without_a_mark(cast: Cast) -> str:
    WeedingLine.objects.update(is_added=True, mark="", marked_at=None)
    return "was added by hand, and has no mark"


def kept_by_a_line_that_goes(cast: Cast) -> str:
    assert KeptCopy.objects.exists()
    WeedingLine.objects.update(mark="withdraw")
    return "which does not say so"


def open_after_the_end(cast: Cast) -> str:
    DisposalLine.objects.update(is_open=True)
    return "which is carried out"


def ended_before_the_end(cast: Cast) -> str:
    line = DisposalLine.objects.get()
    type(line.disposal).objects.update(state="approved")
    return "which is not carried out"


def withdrawn_and_in(cast: Cast) -> str:
    Item.objects.filter(state="withdrawn").update(state="available")
    return "but its state is available"


BREACHES: list[Callable[[Cast], str]] = [
    never_set_out, set_out_elsewhere, open_in_a_closed, ended_in_one_being_packed, box_beyond, stranger_of_a_closed,
    stranger_of_one_being_packed, added_on_no_line, line_of_no_stranger, home_from_elsewhere, stands_on_one_taken_down,
    lent_elsewhere, display_of_another_school, short_run, walk_says_more, walk_lost_a_step, walk_of_another_length,
    scan_of_another_count, other_figures, other_cost, finished_on_nothing, figures_of_an_open_count,
    missing_by_an_open_count, sample_of_everything, seen_and_missing, missing_and_in, sheet_too_small,
    beyond_the_sheet, tied_elsewhere, range_turned, range_without_beginning, other_keys, table_turned,
    proposed_at_no_moment, marked_at_no_moment, named_for_nothing, added_without_a_mark, kept_by_a_line_that_goes,
    open_after_the_end, ended_before_the_end, withdrawn_and_in,
]  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.__name__)
def test_what_a_hand_broke_is_named(world: Cast, breach: Callable[[Cast], str]) -> None:
    said = breach(world)
    assert any(said in line for line in answers()), answers()


def test_what_was_changed_since_is_no_breach(world: Cast) -> None:
    """A missing book that is found, a withdrawn one that somebody takes back: their state is later than the paper."""
    Item.objects.filter(state__in=("missing", "withdrawn")).update(state="available", state_since_at=LATER)
    assert answers() == []
