"""A right that was ended by hand holds again."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, at

pytestmark = pytest.mark.django_db


def test_it_lifts_the_clocks_again(cast: Cast, dee: Actor) -> None:
    record, site = makers.make_record("Nova"), cast.middle.pk
    right = actions.add_right(
        dee, record_id=record.pk, site_id=site, kind="permission", holder="WGBH", from_on=RECORDED, until_on=None,
        now=at(RECORDED),
    )  # fmt: skip
    actions.end_right(dee, right_id=right, now=at(RECORDED))
    assert queries.clocks_for(record.pk, site, RECORDED).keep_until is not None
    actions.reopen_right(dee, right_id=right, reason="It was the other title", now=at(RECORDED))
    assert queries.clocks_for(record.pk, site, RECORDED).keep_until is None
    assert AuditEntry.objects.get(code="media.reopen_right").reason == "It was the other title"
