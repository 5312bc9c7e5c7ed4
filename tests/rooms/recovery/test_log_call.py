"""A call is written down with its outcome; who was reached leaves the list."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice
from carrel.rooms.recovery.queries.calls import calls_to_make
from carrel.rooms.recovery.rules.ladder import Step
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.recovery.late import dee, make_guardian, make_late

pytestmark = pytest.mark.django_db


def called(cast: Cast) -> Notice:
    """Ana and Mateo, whose mother speaks Arabic, wait for one call."""
    steps = (Step("call", "call", 5, "phone"),)
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=steps, now=NOON)
    make_guardian(cast.ana, cast.mateo, phone="(530) 555-0134", home_language="ar")
    make_late(cast.ana, "Holes", days=6)
    make_late(cast.mateo, "Wonder", days=6)
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk)
    assert (run.notices, run.sheets) == (2, 1)
    return Notice.objects.filter(run=run.run_id).order_by("pk")[0]


def test_log_call(cast: Cast) -> None:
    notice = called(cast)
    (waiting,) = calls_to_make(dee(cast), NOON)
    assert [each.name for each in waiting.students] == ["Ana Garcia", "Mateo Reyes"] and waiting.items == 2
    assert waiting.guardians[0].phone == "(530) 555-0134" and waiting.direction == "rtl"
    assert "مكتبة" in waiting.script and "Holes" not in waiting.script + waiting.in_english
    actions.log_call(dee(cast), notice_id=notice.pk, outcome="no_answer", now=NOON)
    (waiting,) = calls_to_make(dee(cast), NOON)
    assert [each.outcome for each in waiting.calls] == ["no_answer"]
    day = TODAY + timedelta(days=2)
    first = actions.log_call(
        dee(cast), notice_id=notice.pk, outcome="promised", promised_on=day, note="After the trip", now=NOON, key="c-1"
    )
    assert calls_to_make(dee(cast), NOON) == []
    again = actions.log_call(dee(cast), notice_id=notice.pk, outcome="promised", promised_on=day, now=NOON, key="c-1")
    assert again == first
    with pytest.raises(Refused, match=r"recovery\.not_to_call"):
        actions.log_call(dee(cast), notice_id=notice.pk, outcome="reached", now=NOON)


def test_who_brought_everything_back_is_called_no_more(cast: Cast) -> None:
    called(cast)
    type(makers.make_loan(makers.make_item(cast.middle), cast.ben)).objects.filter(
        patron__in=[cast.ana, cast.mateo]
    ).update(returned_at=NOON)
    assert calls_to_make(dee(cast), NOON) == []


def test_what_stands_against_it(cast: Cast) -> None:
    notice = called(cast)
    for outcome, code in (("sung", "no_outcome"), ("promised", "promise_without_day")):
        with pytest.raises(Refused, match=rf"recovery\.{code}"):
            actions.log_call(dee(cast), notice_id=notice.pk, outcome=outcome, now=NOON)
    with pytest.raises(Refused, match=r"recovery\.notice_unknown"):
        actions.log_call(dee(cast), notice_id=0, outcome="reached", now=NOON)
    with pytest.raises(NotAllowed):
        actions.log_call(cast.actor(cast.clark), notice_id=notice.pk, outcome="reached", now=NOON)
