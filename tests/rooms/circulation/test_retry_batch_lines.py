"""retry_batch_lines: what did not go goes by name and reason, or when its cause is gone."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.actions import do_batch_lines, retry_batch_lines
from carrel.rooms.circulation.models import BatchLine, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import listed, outcomes, room_of, said

pytestmark = pytest.mark.django_db


def test_by_name_and_reason(cast: Cast) -> None:
    room = room_of(cast)
    makers.make_block(room.students[0])
    makers.make_loan(room.books[1], cast.ana)
    batch_id = listed(room)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    ids = list(BatchLine.objects.filter(batch=batch_id, outcome="left").values_list("pk", flat=True))
    assert retry_batch_lines(room.dee, batch_id=batch_id, line_ids=ids, now=NOON) == 0
    assert outcomes(batch_id) == ["left", "left", "done"]
    codes = ["circulation.patron_blocked", "circulation.item_on_loan_to_another_reader"]
    went = retry_batch_lines(
        room.dee, batch_id=batch_id, line_ids=ids, overrides=codes, reason="mother called", now=NOON, key="again-one"
    )
    assert (went, outcomes(batch_id)) == (2, ["done"] * 3)
    overridden = AuditEntry.objects.filter(code="circulation.check_out").exclude(overrides=[]).order_by("pk")
    assert [each.reason for each in overridden] == ["mother called", "mother called"]
    assert Loan.objects.filter(patron=cast.ana, returned_at=None).count() == 0


def test_without_a_reason_it_stands(cast: Cast) -> None:
    room = room_of(cast)
    makers.make_block(room.students[0])
    batch_id = listed(room)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    ids = [BatchLine.objects.get(batch=batch_id, number=1).pk]
    codes = ["circulation.patron_blocked"]
    assert retry_batch_lines(room.dee, batch_id=batch_id, line_ids=ids, overrides=codes, now=NOON) == 0
    kept = BatchLine.objects.get(batch=batch_id, number=1).said
    assert [each[0] for each in kept] == ["kernel.reason_missing"]


def test_when_the_cause_is_gone_it_goes(cast: Cast) -> None:
    room = room_of(cast)
    room.books[0].numbers.all().delete()
    batch_id = listed(room)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    assert said(batch_id, 1) == ["item_unknown"]
    room.books[0].numbers.create(number=room.books[0].barcode)
    ids = [BatchLine.objects.get(batch=batch_id, number=1).pk]
    assert retry_batch_lines(room.dee, batch_id=batch_id, line_ids=ids, now=NOON) == 1
