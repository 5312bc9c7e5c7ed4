"""forget_attachments: after thirty days the row goes, and the sweep of that night takes the bytes."""

import os
from datetime import timedelta

import pytest

from carrel.cellar.files.actions import sweep_files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import path_of
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cli import timetable
from carrel.rooms.inventory.actions import attach_file, detach_file, forget_attachments, take_out_item
from carrel.rooms.inventory.models import Attachment
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.inventory.papers import paper

pytestmark = pytest.mark.django_db


def test_the_night_lets_the_bytes_go(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    data = b"%PDF-1.7 of one's own"
    made = attach_file(dee, stream=paper(data), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    path = path_of(Attachment.objects.get(pk=made).file.sha256)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    detach_file(dee, attachment_id=made, now=NOON)
    sweep_files(now=NOON + timedelta(days=30))
    assert path.is_file()
    later = NOON + timedelta(days=30, minutes=1)
    assert forget_attachments(SYSTEM, now=later) == 1
    assert not StoredFile.objects.exists()
    sweep_files(now=later)
    assert not path.exists()


def test_what_hangs_on_nothing_goes_at_once_and_what_hangs_stays(cast: Cast) -> None:
    gone, stays, dee = makers.make_item(cast.middle), makers.make_item(cast.middle), cast.actor(cast.dee)
    for item in (gone, stays):
        attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    take_out_item(dee, item_id=gone.pk, now=NOON)
    assert forget_attachments(SYSTEM, now=NOON) == 1
    assert Attachment.objects.get().item_id == stays.pk


def test_it_is_done_before_the_sweep_every_night() -> None:
    order = list(timetable.DAILY)
    assert order.index(timetable.forget_attachments) < order.index(timetable.sweep)
