"""reattach_file: what was taken off comes back as it was, as long as it is kept."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.actions import attach_file, detach_file, forget_attachments, reattach_file
from carrel.rooms.inventory.queries import attachments_of
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.inventory.papers import paper

pytestmark = pytest.mark.django_db


def test_back_after_29_days_gone_after_31(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    detach_file(dee, attachment_id=made, now=NOON)
    assert forget_attachments(makers.make_actor("district_manager"), now=NOON + timedelta(days=29)) == 0
    reattach_file(dee, attachment_id=made, now=NOON + timedelta(days=29))
    assert [each.pk for each in attachments_of(dee, item_id=item.pk)] == [made]
    detach_file(dee, attachment_id=made, now=NOON)
    assert forget_attachments(makers.make_actor("district_manager"), now=NOON + timedelta(days=31)) == 1
    with pytest.raises(Refused, match="no_such_attachment"):
        reattach_file(dee, attachment_id=made, now=NOON)


def test_what_is_there_is_told() -> None:
    assert [each.code for each in rules.reattach_file_objections(title="A", is_off=False)] == [
        "inventory.attachment_there"
    ]
