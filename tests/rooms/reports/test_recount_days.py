"""recount_days: any days are counted anew from the loans, whatever was counted; classes stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import sever_returned_loans
from carrel.rooms.inventory.models import Item
from carrel.rooms.reports.actions import begin_recount, recount_days
from carrel.rooms.reports.models import DayCount
from carrel.rooms.reports.queries.checks import violations
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY, TONIGHT, a_month, all_of, by, classes, night

FIRST = TODAY - DAY * 20


def test_counting_anew_gives_the_same(cast: Cast) -> None:
    a_month(cast)
    night()
    before = sorted(DayCount.objects.values_list("day", "by", "value", "loans", "returns"))
    DayCount.objects.filter(by="all").update(loans=99)
    assert list(violations(TONIGHT))
    assert recount_days(SYSTEM, first_on=FIRST, last_on=TODAY, now=TONIGHT) == 21
    assert sorted(DayCount.objects.values_list("day", "by", "value", "loans", "returns")) == before
    assert not list(violations(TONIGHT))


def test_figures_outlive_the_names_however_often_they_are_counted(cast: Cast) -> None:
    a_month(cast)
    night()
    sever_returned_loans(SYSTEM, now=TONIGHT)
    recount_days(SYSTEM, first_on=FIRST, last_on=TODAY, now=TONIGHT)
    assert by("grade") == {"7": 4, "8": 8} and all_of() == 12
    assert classes() == {"7B": 4, "8A": 8}


def test_what_the_item_tells_follows_the_item(cast: Cast) -> None:
    a_month(cast)
    night()
    Item.objects.filter(call_number="567 HUG").update(shelving_key="D 03 00 1 HUG")
    recount_days(SYSTEM, first_on=FIRST, last_on=TODAY, now=TONIGHT)
    assert by("range") == {"FIC": 8, "": 4}


def test_it_is_long_work_with_progress(cast: Cast) -> None:
    a_month(cast)
    night()
    DayCount.objects.all().delete()
    dee = cast.actor(cast.dee)
    job_id = begin_recount(dee, first_on=FIRST, last_on=TODAY - DAY, title="Counting", now=TONIGHT)
    heard: list[tuple[int, int | None]] = []
    job = run_now(job_id, lambda done, total: heard.append((done, total)))
    assert job.status == Job.Status.DONE and heard[-1] == (20, 20)
    assert all_of() == 12


def test_days_that_are_not_over_or_turned_round_are_refused(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    for first, last, code in ((TODAY, TODAY - DAY, "days_turned"), (TODAY - DAY, TODAY, "day_not_over")):
        with pytest.raises(Refused) as refused:
            begin_recount(dee, first_on=first, last_on=last, title="Counting", now=NOON)
        assert refused.value.code == f"reports.{code}"


def test_a_teacher_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        recount_days(cast.actor(cast.clark), first_on=FIRST, last_on=TODAY, now=NOON + timedelta(days=1))
