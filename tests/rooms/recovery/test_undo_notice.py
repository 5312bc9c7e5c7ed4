"""A notice that has not gone is taken back, and its step is due again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.post.models import Mail
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice
from carrel.rooms.recovery.rules.ladder import Step
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_guardian, make_late

pytestmark = pytest.mark.django_db


def made(cast: Cast, *, by_mail: bool = False) -> Notice:
    if by_mail:
        steps = (Step("notice-1", "notice", 1, "email"),)
        actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=steps, now=NOON)
        make_guardian(cast.ana, email="rosa@home.example")
    make_late(cast.ana)
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk)
    return Notice.objects.get(run=run.run_id)


def test_undo_notice(cast: Cast) -> None:
    notice = made(cast)
    assert actions.undo_notice(dee(cast), notice_id=notice.pk, now=NOON) == 1
    with pytest.raises(Refused, match=r"recovery\.undone_already"):
        actions.undo_notice(dee(cast), notice_id=notice.pk, now=NOON)
    assert actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).notices == 1


def test_the_mail_that_waits_is_taken_off_and_one_that_went_is_not(cast: Cast) -> None:
    notice = made(cast, by_mail=True)
    actions.undo_notice(dee(cast), notice_id=notice.pk, now=NOON)
    assert Mail.objects.get().state == "taken_off"
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk)
    Mail.objects.filter(state="waiting").update(state="sent", next_try_at=None)
    with pytest.raises(Refused, match=r"recovery\.is_sent"):
        actions.undo_notice(dee(cast), notice_id=Notice.objects.get(run=run.run_id).pk, now=NOON)


def test_of_another_school(cast: Cast) -> None:
    notice = made(cast)
    Notice.objects.filter(pk=notice.pk).update(person=cast.fay)
    for notice_id in (notice.pk, 0):
        with pytest.raises(Refused, match=r"recovery\.notice_unknown"):
            actions.undo_notice(dee(cast), notice_id=notice_id, now=NOON)
