"""start_batch: a list, a class, a cart or returns begin, and nothing is lent yet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import NewLine, start_batch
from carrel.rooms.circulation.models import Batch, Loan
from carrel.rooms.circulation.rules.batches import MOST_LINES
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.circulation.batches import listed, outcomes, room_of

pytestmark = pytest.mark.django_db


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code.removeprefix("circulation.")


def test_a_list_waits_with_its_lines(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    batch = Batch.objects.get(pk=batch_id)
    assert (batch.kind, batch.site, batch.by, outcomes(batch_id)) == ("list", cast.middle, "Dee Novak", ["waiting"] * 3)
    assert not Loan.objects.exists()
    entry = AuditEntry.objects.get(code="circulation.start_batch")
    assert (entry.about_kind, entry.about_id, entry.facts) == ("batch", batch_id, {"kind": "list", "lines": 3})


def test_the_same_key_is_one_batch(cast: Cast) -> None:
    room = room_of(cast)
    assert listed(room, key="list-one") == listed(room, key="list-one")
    assert Batch.objects.count() == 1


def test_nothing_too_much_and_for_nobody(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        start_batch(dee, kind="list", patron_id=cast.ana.pk, now=NOON)
    assert code(refused) == "batch_empty"
    with pytest.raises(Refused) as refused:
        start_batch(dee, kind="list", patron_id=cast.ana.pk, lines=[NewLine("1")] * (MOST_LINES + 1), now=NOON)
    assert code(refused) == "batch_too_long"
    with pytest.raises(Refused) as refused:
        start_batch(dee, kind="list", lines=[NewLine("1")], now=NOON)
    assert code(refused) == "batch_for_nobody"
    with pytest.raises(Refused) as refused:
        start_batch(dee, kind="hand_out", patron_id=cast.fay.pk, now=NOON)
    assert code(refused) == "batch_for_nobody"
    boss = replace(cast.actor(cast.boss), site_id=None)
    with pytest.raises(Refused) as refused:
        start_batch(boss, kind="return", now=NOON)
    assert code(refused) == "batch_no_site"


def test_who_may_not_lend_many_and_who_may_not_give_a_day(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        start_batch(cast.actor(cast.eli), kind="return", now=NOON)
    dee = cast.actor(cast.dee)
    batch_id = start_batch(dee, kind="return", now=NOON, due_on=TODAY + timedelta(days=3), put_at=None)
    assert Batch.objects.get(pk=batch_id).params["due_on"] == "2026-11-26"


def test_a_place_of_another_school_is_no_place_to_put_things(cast: Cast) -> None:
    with pytest.raises(Refused):
        start_batch(cast.actor(cast.dee), kind="return", now=NOON, put_at=makers.make_place(cast.high).pk)
