"""The morning's list: what must go today, what is late; erased with all its copies, and who did it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_it_comes_on_the_list_on_its_last_day(cast: Cast, record: Record) -> None:
    record()
    site = cast.middle.pk
    assert queries.to_erase(site, at(LAST - timedelta(days=1))) == []
    assert queries.to_erase_count(site, at(LAST - timedelta(days=1))) == (0, 0)
    assert [(each.is_due, each.is_overdue) for each in queries.to_erase(site, at(LAST, 6))] == [(True, False)]
    assert queries.to_erase_count(site, at(LAST, 6)) == (1, 0)
    assert queries.to_erase_count(site, at(LAST + timedelta(days=1), 6)) == (1, 1)


def test_erased_with_its_copies_and_by_whom(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    made = record(copies=1)
    copy = makers.make_item(cast.middle, record=item.record, state="missing")
    actions.add_recording_copy(dee, recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST, 8))
    assert set(Item.objects.values_list("state", flat=True)) == {"withdrawn"}
    [erased] = queries.erased_at(cast.middle.pk, at(LAST), since=LAST)
    assert erased.erased_by == dee.name
    assert queries.to_erase(cast.middle.pk, at(LAST)) == []
    assert AuditEntry.objects.get(code="media.erase_recording").facts == {"copies": 3}
    with pytest.raises(Refused) as refused:
        actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    assert refused.value.code == "media.is_erased"


def test_what_is_lent_comes_back_first(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    made = record()
    makers.make_loan(item, cast.clark, lent_at=at(RECORDED))
    with pytest.raises(Refused) as refused:
        actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    assert refused.value.code == "media.is_away"
    assert [each.is_away for each in queries.to_erase(cast.middle.pk, at(LAST))] == [True]


def test_what_has_a_right_is_asked_about(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    actions.add_right(
        dee, record_id=made.item.record_id, kind="permission", holder="WGBH", from_on=RECORDED, until_on=None,
        site_id=cast.middle.pk, now=at(RECORDED),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    assert (refused.value.code, refused.value.can_be_passed) == ("media.has_a_right", True)
    actions.erase_recording(
        dee, recording_id=made.pk, overrides=["media.has_a_right"], reason="The tape is worn", now=at(LAST)
    )


def test_only_who_may(cast: Cast, record: Record) -> None:
    made = record()
    with pytest.raises(NotAllowed):
        actions.erase_recording(cast.actor(cast.eli), recording_id=made.pk, now=at(LAST))
    with pytest.raises(Refused) as refused:
        actions.erase_recording(makers.make_actor(site=cast.high), recording_id=made.pk, now=at(LAST))
    assert refused.value.code == "media.unknown"
