"""forget_batches: no list keeps who had what longer than the loan does."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cli.timetable import do_what_is_due
from carrel.rooms.circulation.actions import check_in, end_batch, forget_batches, start_batch
from carrel.rooms.circulation.actions.batch_lines import do_batch_lines
from carrel.rooms.circulation.actions.batches import NewLine
from carrel.rooms.circulation.models import Batch, BatchLine
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, outcomes, room_of

pytestmark = pytest.mark.django_db
NIGHT = NOON + timedelta(hours=13)


def kept(batch_id: int) -> list[bool]:
    """For each line, whether it still says anything of a person, a thing or a loan."""
    return [
        bool(each.person_id or each.text or each.who or each.item_id or each.loan_id or each.act_id or each.said)
        for each in BatchLine.objects.filter(batch=batch_id).order_by("number")
    ]


def test_a_line_is_kept_as_long_as_its_loan_names_the_reader(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    check_in(room.dee, item_id=room.books[0].pk, now=NOON)
    assert forget_batches(SYSTEM, now=NOON + timedelta(hours=1)) == 0
    do_what_is_due(now=NIGHT)
    assert kept(batch_id) == [False, True, True]
    assert outcomes(batch_id) == ["done"] * 3


def test_what_did_not_go_is_kept_until_the_list_is_ended_or_for_a_week(cast: Cast) -> None:
    room = room_of(cast)
    lines = [NewLine("NO-SUCH-BOOK", who="700")]
    ended = start_batch(room.dee, kind="list", lines=lines, now=NOON)
    left = start_batch(room.dee, kind="list", lines=lines, now=NOON)
    do_batch_lines(room.dee, batch_id=ended, now=NOON)
    end_batch(room.dee, batch_id=ended, now=NOON)
    do_what_is_due(now=NIGHT)
    assert (kept(ended), kept(left)) == ([False], [True])
    do_what_is_due(now=NOON + timedelta(days=8))
    assert kept(left) == [False]
    assert Batch.objects.filter(ended_at=None).count() == 0


def test_a_hand_out_forgets_its_reader_with_its_last_line(cast: Cast) -> None:
    room = room_of(cast)
    lines = [NewLine(each.barcode) for each in room.books[:2]]
    batch_id = start_batch(room.dee, kind="hand_out", patron_id=cast.ana.pk, lines=lines, now=NOON)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    end_batch(room.dee, batch_id=batch_id, now=NOON)
    check_in(room.dee, item_id=room.books[0].pk, now=NOON)
    do_what_is_due(now=NIGHT)
    assert Batch.objects.get(pk=batch_id).patron == cast.ana
    check_in(room.dee, item_id=room.books[1].pk, now=NIGHT)
    do_what_is_due(now=NIGHT + timedelta(days=1))
    assert (Batch.objects.get(pk=batch_id).patron, kept(batch_id)) == (None, [False, False])


def test_only_the_timetable_forgets(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        forget_batches(cast.actor(cast.eli), now=NOON)
