"""mark_batch_line: skipped, absent, and a turn again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import NewLine, mark_batch_line, start_batch
from carrel.rooms.circulation.models import BatchLine
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, outcomes, room_of

pytestmark = pytest.mark.django_db


def test_a_person_is_passed_over_with_all_their_things_and_called_again(cast: Cast) -> None:
    room = room_of(cast)
    record = room.books[0].record_id
    lines = [NewLine(person_id=each.pk, record_id=record) for each in room.students[:2] for _ in range(2)]
    batch_id = start_batch(room.dee, kind="class", class_id=room.school_class.pk, lines=lines, now=NOON)
    first = BatchLine.objects.get(batch=batch_id, number=1)
    mark_batch_line(room.dee, line_id=first.pk, outcome="absent", now=NOON)
    assert outcomes(batch_id) == ["absent", "absent", "waiting", "waiting"]
    mark_batch_line(room.dee, line_id=first.pk, outcome="waiting", now=NOON)
    assert outcomes(batch_id) == ["waiting"] * 4


def test_what_was_lent_is_not_marked(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    mark_batch_line(room.dee, line_id=BatchLine.objects.get(batch=batch_id, number=1).pk, outcome="skipped", now=NOON)
    assert outcomes(batch_id) == ["done"] * 3


def test_a_line_nobody_knows_and_a_mark_nobody_makes(cast: Cast) -> None:
    room = room_of(cast)
    with pytest.raises(Refused):
        mark_batch_line(room.dee, line_id=999_999, outcome="skipped", now=NOON)
    with pytest.raises(ValueError, match="done"):
        mark_batch_line(room.dee, line_id=1, outcome="done", now=NOON)
