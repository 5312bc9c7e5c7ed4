"""detach_file: a file is taken off, and is not sent to anybody from then on."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.actions import attach_file, detach_file
from carrel.rooms.inventory.models import Attachment
from carrel.rooms.inventory.queries import attachment_seen, attachments_of
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.inventory.papers import paper

pytestmark = pytest.mark.django_db


def test_taken_off_once(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    for _ in range(2):
        detach_file(dee, attachment_id=made, now=NOON)
    assert not attachments_of(dee, item_id=item.pk) and attachment_seen(dee, made) is None
    assert [each.pk for each in attachments_of(dee, item_id=item.pk, with_off=True)] == [made]


def test_of_another_school_it_is_not_touched(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    with pytest.raises(Refused, match="other_site"):
        detach_file(makers.make_actor("technician", cast.high), attachment_id=made, now=NOON)
    assert Attachment.objects.get(pk=made).detached_at is None
