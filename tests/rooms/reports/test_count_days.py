"""count_days: by night deeds become counts, once, corrected by what was taken back, before the names are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import (
    check_in,
    check_out,
    declare_lost,
    renew,
    sever_returned_loans,
    undo,
    use_in_library,
)
from carrel.rooms.circulation.models import Loan
from carrel.rooms.reports.actions import count_days
from carrel.rooms.reports.models import ClassCount, CountState, DayCount
from carrel.rooms.reports.queries.checks import violations
from carrel.rooms.reports.queries.figures import figures_of
from carrel.rooms.reports.rules.counting import steps_of
from carrel.rooms.reports.rules.periods import month_of
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY, TONIGHT, a_month, all_of, at, by, classes, lent, night


def test_a_month_is_counted_by_every_dimension(cast: Cast) -> None:
    a_month(cast)
    assert night() == 19
    assert all_of() == 12 and all_of("returns") == 11
    assert by("grade") == {"7": 4, "8": 8}
    assert by("hour") == {"09": 3, "10": 3, "11": 3, "12": 3}
    assert by("range") == {"FIC": 4, "500": 4, "": 4}
    assert by("category") == {str(cast.ana.category_id): 12}
    assert classes() == {"7B": 4, "8A": 8}
    assert not list(violations(TONIGHT))


def test_a_second_night_counts_nothing_twice(cast: Cast) -> None:
    a_month(cast)
    night()
    before = sorted(DayCount.objects.values_list("day", "by", "value", "loans", "returns"))
    assert night() == 0 and night(TONIGHT + DAY) == 1
    assert sorted(DayCount.objects.values_list("day", "by", "value", "loans", "returns")) == before
    assert classes() == {"7B": 4, "8A": 8}


def test_the_classes_outlive_the_names(cast: Cast) -> None:
    a_month(cast)
    night()
    sever_returned_loans(SYSTEM, now=TONIGHT)
    assert not Loan.objects.filter(patron=cast.ana, returned_at__isnull=False).exists()
    night(TONIGHT + DAY)
    assert classes() == {"7B": 4, "8A": 8} and by("grade") == {"7": 4, "8": 8}


def test_what_is_lost_is_not_returned(cast: Cast) -> None:
    makers.make_policy()
    loan = lent(makers.make_item(cast.middle, "Holes"), cast.ana, TODAY)
    declare_lost(cast.actor(cast.dee), loan_id=loan.pk, price_minor=0, now=NOON)
    night()
    assert (all_of(), all_of("returns")) == (1, 0)


def test_what_was_taken_back_is_not_counted(cast: Cast) -> None:
    makers.make_policy()
    dee, book = cast.actor(cast.dee), makers.make_item(cast.middle)
    given = check_out(dee, patron_id=cast.ana.pk, item_id=book.pk, now=NOON)
    undo(dee, act_id=given.act_id, now=NOON + timedelta(minutes=1))
    night()
    assert all_of() == 0 and classes() == {}


def test_what_is_taken_back_after_its_night_is_corrected_the_night_after(cast: Cast) -> None:
    makers.make_policy()
    dee, book, other = cast.actor(cast.dee), makers.make_item(cast.middle), makers.make_item(cast.middle)
    given = check_out(dee, patron_id=cast.ana.pk, item_id=book.pk, now=NOON)
    check_out(dee, patron_id=cast.ben.pk, item_id=other.pk, now=NOON)
    night()
    assert all_of() == 2 and classes() == {"7B": 1, "8A": 1}
    undo(dee, act_id=given.act_id, now=NOON + DAY)
    night(TONIGHT + DAY)
    assert all_of() == 1 and classes() == {"8A": 1}
    assert not list(violations(TONIGHT + DAY))


def test_a_return_and_a_renewal_that_were_taken_back_go_as_well(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=3)
    dee, book = cast.actor(cast.dee), makers.make_item(cast.middle)
    given = check_out(dee, patron_id=cast.ana.pk, item_id=book.pk, now=NOON - DAY * 3)
    renewed = renew(dee, loan_id=given.loan_id, now=NOON)
    back = check_in(dee, item_id=book.pk, now=NOON + timedelta(minutes=5))
    night()
    assert (all_of("renewals"), all_of("returns")) == (1, 1) and classes("renewals") == {"7B": 1}
    undo(dee, act_id=back.act_id, now=NOON + DAY)
    undo(dee, act_id=renewed.act_id, now=NOON + DAY)
    night(TONIGHT + DAY)
    assert (all_of("renewals"), all_of("returns"), all_of()) == (0, 0, 1)
    assert classes("renewals") == {} and classes("returns") == {}


def test_uses_in_the_library_have_no_reader(cast: Cast) -> None:
    book = makers.make_item(cast.middle, call_number="567 HUG")
    use_in_library(cast.actor(cast.dee), item_id=book.pk, now=NOON)
    night()
    assert by("range", "uses") == {"500": 1} and by("grade", "uses") == {} and all_of("uses") == 1


def test_a_loan_brought_in_later_counts_on_its_own_day(cast: Cast) -> None:
    a_month(cast)
    night()
    early = TODAY - DAY * 40
    lent(makers.make_item(cast.middle), cast.ana, early, early + DAY)
    night(TONIGHT + DAY)
    assert DayCount.objects.get(day=early, by="all").loans == 1 and all_of() == 13


def test_a_night_that_was_broken_off_goes_on_and_counts_no_class_twice(cast: Cast) -> None:
    a_month(cast)
    late = lent(makers.make_item(cast.middle), cast.ana, TODAY - DAY * 70, TODAY - DAY * 69)
    assert late.pk and len(list(steps_of({TODAY - DAY * n for n in range(71)}))) == 3

    class PowerCut(Exception):
        pass

    def dark() -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        count_days(SYSTEM, now=TONIGHT, between=dark)
    state = CountState.objects.get()
    assert state.base_on is not None and TODAY - DAY * 70 < state.through_on < TODAY
    night()
    assert CountState.objects.get().base_on is None
    assert all_of() == 13 and classes() == {"7B": 5, "8A": 8}


def test_days_are_those_of_the_school(cast: Cast) -> None:
    """Half past eleven at night in California is the next day in Greenwich."""
    loan = lent(makers.make_item(cast.middle), cast.ana, TODAY, hour=10)
    Loan.objects.filter(pk=loan.pk).update(lent_at=at(TODAY, 23, 30))
    night(TONIGHT)
    assert DayCount.objects.get(by="hour").value == "23" and DayCount.objects.get(by="all").day == TODAY


def test_the_counts_hold_no_names_and_no_things(cast: Cast) -> None:
    a_month(cast)
    night()
    columns = {each.attname for model in (DayCount, ClassCount) for each in model._meta.concrete_fields}
    assert not columns & {"person_id", "patron_id", "item_id", "record_id", "loan_id"}


def test_only_the_night_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        count_days(cast.actor(cast.dee), now=TONIGHT)


def test_nothing_was_ever_lent(cast: Cast) -> None:
    assert night() == 0 and not DayCount.objects.exists()


def test_a_count_at_noon_leaves_today_to_be_counted_as_it_is_shown(cast: Cast) -> None:
    """The worker does the night's work whenever it starts, at half past ten in the morning too."""
    a_month(cast)
    lent(makers.make_item(cast.middle), cast.ana, TODAY, hour=8)
    night(NOON)
    assert all_of() == 12
    lent(makers.make_item(cast.middle), cast.ben, TODAY, TODAY, hour=13)
    totals = figures_of(month_of(TODAY), cast.middle.pk, NOON + timedelta(hours=2)).totals
    assert (totals.loans, totals.returns) == (14, 12)
    night(TONIGHT)
    again = figures_of(month_of(TODAY), cast.middle.pk, TONIGHT).totals
    assert (again.loans, again.returns) == (14, 12) and all_of() == 14
    assert classes() == {"7B": 5, "8A": 9}


def test_what_was_taken_back_before_it_was_counted_is_taken_off_no_class(cast: Cast) -> None:
    makers.make_policy()
    dee, book = cast.actor(cast.dee), makers.make_item(cast.middle)
    given = check_out(dee, patron_id=cast.ana.pk, item_id=book.pk, now=NOON)
    check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    undo(dee, act_id=given.act_id, now=NOON + DAY)
    night(NOON + DAY + timedelta(hours=1))
    assert classes() == {"7B": 1}
    night(NOON + DAY * 2)
    assert classes() == {"7B": 1} and all_of() == 1
