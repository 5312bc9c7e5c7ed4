"""make_list: the rules name the copies; what is out, waited for, reserved, listed or kept is left out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.models import InLibraryUse, Reservation
from carrel.rooms.weeding import actions, queries, rules
from carrel.rooms.weeding.models import KeptCopy
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.care import shelf
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_the_rules_name_their_copies(cast: Cast) -> None:
    named, younger = stacks.old(cast), stacks.old(cast, "New stars", year=2024)
    used_here = stacks.old(cast, "Read at the table")
    InLibraryUse.objects.create(item=used_here, site=cast.middle, used_at=stacks.years_ago(1))
    worn = stacks.old(cast, "Worn", condition="worn", last_loaned_at=NOON)
    list_id = stacks.made(cast)
    assert set(stacks.marks(list_id)) == {named.pk, worn.pk}
    found = stacks.line(list_id, named)
    assert (found.section, found.reasons, found.is_last) == ("Science", [["old", 1989], ["unused", 6]], True)
    assert stacks.line(list_id, worn).reasons == [["old", 1989], ["worn", 0]]
    assert younger.pk not in stacks.marks(list_id)


def test_shelves_by_lc_have_their_sections_and_ranges(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    by_lc = {"call_number_scheme": "lcc"}
    whales = stacks.old(cast, "Whales", call_number="QL737 .C4", **by_lc)
    chips = stacks.old(cast, "Chips", call_number="QA76.5 .C4", **by_lc)
    story = stacks.old(cast, "Story", call_number="FIC ROW", **by_lc)
    bible = stacks.old(cast, "Handbook", call_number="REF QL1 .H3", **by_lc)
    stars = stacks.old(cast, "Stars", call_number="520 STA")
    table = stacks.profile(cast)
    list_id = actions.make_list(dee, profile_id=table, name="All", now=NOON)
    assert {each: stacks.line(list_id, each).section for each in (whales, chips, story, bible, stars)} == {
        whales: "Science, mathematics", chips: "Computers", story: "Fiction", bible: "Reference",
        stars: "Science, mathematics",
    }  # fmt: skip
    narrow = actions.make_list(dee, profile_id=table, name="Q", call_from="Q", call_to="QA", scheme="lcc", now=NOON)
    assert set(stacks.marks(narrow)) == {chips.pk}
    dewey = actions.make_list(dee, profile_id=table, name="500", call_from="500", call_to="599", now=NOON)
    assert set(stacks.marks(dewey)) == {stars.pk}


def test_what_is_wanted_is_left_out(cast: Cast) -> None:
    named = stacks.old(cast)
    out, waited, reserved, listed, kept, was_kept = (
        stacks.old(cast, title) for title in ("Out", "Waited", "Reserved", "Listed", "Kept", "Was kept")
    )
    makers.make_loan(out, cast.ana)
    makers.make_hold(waited.record, cast.ana)
    Reservation.objects.create(
        record=reserved.record, site=cast.middle, copies=1, from_on=TODAY, until_on=TODAY, placed_at=NOON
    )
    shelf.surplus(cast, listed)
    KeptCopy.objects.create(item=kept, kept_at=NOON, why="local history")
    KeptCopy.objects.create(item=was_kept, kept_at=NOON, until_on=TODAY)
    theirs = makers.make_item(cast.high, "Theirs", call_number="520 THE", acquired_on=TODAY - timedelta(days=9000))
    list_id = stacks.made(cast)
    assert set(stacks.marks(list_id)) == {named.pk, was_kept.pk}
    assert theirs.pk not in stacks.marks(list_id)


def test_the_worst_copies_of_a_title_are_one_too_many(cast: Cast) -> None:
    first = stacks.old(cast, loan_count=30)
    copies = [stacks.old(cast, record=first.record, loan_count=20 - n, last_loaned_at=NOON) for n in range(3)]
    worn = stacks.old(cast, record=first.record, condition="worn", loan_count=99, last_loaned_at=NOON)
    list_id = stacks.made(cast, rules.WeedingRule("Science", "500", "599", copies_over=3, worn=False))
    assert stacks.marks(list_id).keys() == {copies[2].pk, worn.pk}
    assert stacks.line(list_id, worn).reasons == [["duplicate", 5]]
    assert not stacks.line(list_id, worn).is_last


def test_between_call_numbers_and_once_for_a_key(cast: Cast) -> None:
    first, second = stacks.old(cast), stacks.old(cast, "Birds", call_number="598 BIR")
    profile_id, dee = stacks.profile(cast, stacks.OLD_AND_UNUSED), cast.actor(cast.dee)
    made = {
        actions.make_list(dee, profile_id=profile_id, name="Birds", call_from="590", call_to="599", now=NOON, key="k")
        for _ in range(2)
    }
    (list_id,) = made
    assert set(stacks.marks(list_id)) == {second.pk}
    assert first.pk not in stacks.marks(list_id)


def test_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    profile_id, dee = stacks.profile(cast), cast.actor(cast.dee)
    with pytest.raises(Refused, match="nobody_named"):
        actions.make_list(dee, profile_id=profile_id, name="Spring", now=NOON)
    with pytest.raises(Refused, match="unnamed"):
        actions.make_list(dee, profile_id=profile_id, name=" ", now=NOON)
    stacks.old(cast), stacks.old(cast, "Birds")
    monkeypatch.setattr(rules, "MOST_LINES", 1)
    with pytest.raises(Refused, match="too_many_lines"):
        actions.make_list(dee, profile_id=profile_id, name="Spring", now=NOON)


Counting = Callable[[int], AbstractContextManager[object]]


def test_a_fixed_number_of_statements(cast: Cast, django_assert_num_queries: Counting) -> None:
    for number in range(3):
        stacks.old(cast, f"Stars {number}")
    with django_assert_num_queries(10):
        few = queries.candidates(cast.middle.pk, rules.USUAL_RULES, NOON)
    for number in range(9):
        stacks.old(cast, f"Birds {number}")
    with django_assert_num_queries(10):
        assert len(queries.candidates(cast.middle.pk, rules.USUAL_RULES, NOON)) == len(few) + 9
