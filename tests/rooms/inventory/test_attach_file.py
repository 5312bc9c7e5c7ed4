"""attach_file: photos, manuals and invoices on items and records; checked, cleaned, kept outside the web root."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import open_file, path_of
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.actions import merge_records, unmerge_record
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.actions import attach_file, take_out_item
from carrel.rooms.inventory.models import Attachment
from carrel.rooms.inventory.queries import attachment_seen, attachments_of
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.inventory.papers import CAMERA, PDF, paper, photo


def codes(**facts: object) -> list[str]:
    said = {"name": "a.pdf", "title": "A", "kind": "manual", "seen_by": "staff", "is_on_item": False} | facts
    return [each.code for each in rules.attach_file_objections(**said)]  # type: ignore[arg-type]  # told by the test


def test_what_stands_against_it() -> None:
    assert codes() == []
    assert codes(seen_by="everybody") == codes(seen_by="everybody", kind="photo") == []
    for facts in ({"kind": "invoice"}, {"kind": "other"}, {"is_on_item": True}):
        assert codes(seen_by="everybody", **facts) == ["inventory.attachment_for_staff"]
    assert codes(title=" ") == ["inventory.attachment_untitled"]


@pytest.mark.django_db
def test_a_photo_loses_where_when_and_with_what_it_was_taken(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=photo(), name="IMG_1.heic.jpg", kind="photo", item_id=item.pk, now=NOON)
    kept = Attachment.objects.get(pk=made)
    assert (kept.title, kept.is_photo, kept.attached_by_name) == ("IMG_1.heic.jpg", True, "Dee Novak")
    with open_file(kept.file) as file:
        data = file.read()
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, max(picture.size)) == ("JPEG", 1200)
    assert not picture.getexif() and not picture.getexif().get_ifd(0x8825)
    assert CAMERA not in data and b"Exif" not in data and b"2026:11:23" not in data
    entry = AuditEntry.objects.get(code="inventory.attach_file")
    assert (entry.about_kind, entry.about_id, entry.facts["title"]) == ("item", item.pk, "IMG_1.heic.jpg")


@pytest.mark.django_db
def test_a_photographed_invoice_is_cleaned_as_well(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=photo(), name="bill.jpg", kind="invoice", item_id=item.pk, now=NOON)
    with open_file(Attachment.objects.get(pk=made).file) as file:
        assert CAMERA not in file.read()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"", "manual", "files.empty"),
        (b"<html><script>alert(1)</script></html>", "manual", "files.not_document"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "photo", "files.not_photo"),
        (b"MZ\x90\x00\x03\x00program", "other", "files.not_document"),
        (PDF, "photo", "inventory.attachment_no_photo"),
        (b"\xff\xd8\xff not really", "photo", "files.not_photo"),
        (b"\xff\xd8\xff" + bytes(15 * 1024 * 1024), "photo", "files.too_large"),
        (PDF + bytes(50 * 1024 * 1024), "manual", "files.too_large"),
    ],
    ids=["empty", "page", "drawing", "program", "paper as photo", "broken", "large photo", "large paper"],
)
def test_other_files_are_refused_whatever_they_are_called(cast: Cast, data: bytes, kind: str, code: str) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused) as refused:
        attach_file(
            cast.actor(cast.dee), stream=paper(data), name="a.pdf", kind=kind, item_id=item.pk, now=NOON
        )  # fmt: skip
    assert refused.value.code == code
    assert not Attachment.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.django_db
def test_it_lies_outside_the_web_root_under_its_checksum(cast: Cast) -> None:
    record = makers.make_record("Holes")
    made = attach_file(
        cast.actor(cast.dee), stream=paper(), name="../../static/x.html", kind="manual", record_id=record.pk, now=NOON
    )
    stored = Attachment.objects.get(pk=made).file
    path = path_of(stored.sha256)
    assert path.read_bytes() == PDF
    assert path.is_relative_to(Path(settings.CARREL_FILES))
    assert not path.is_relative_to(Path(settings.STATIC_ROOT))
    assert (stored.name, path.suffix) == ("x.html", "")


@pytest.mark.django_db
def test_the_same_form_twice_attaches_once(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = [
        attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, key="k", now=NOON)
        for _ in range(2)
    ]
    assert made[0] == made[1] and Attachment.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_who_sees_what(cast: Cast) -> None:
    item, dee, ana = makers.make_item(cast.middle), cast.actor(cast.dee), cast.actor(cast.ana)
    on_record = {"record_id": item.record_id, "now": NOON}
    everybody = attach_file(dee, stream=photo(), name="cover.jpg", kind="photo", seen_by="everybody", **on_record)  # type: ignore[arg-type]  # told by the test
    staff = attach_file(dee, stream=paper(), name="a.pdf", kind="invoice", **on_record)  # type: ignore[arg-type]  # the same
    on_item = attach_file(dee, stream=paper(), name="b.pdf", kind="manual", item_id=item.pk, now=NOON)
    assert [each.pk for each in attachments_of(ana, record_id=item.record_id)] == [everybody]
    assert [each.pk for each in attachments_of(dee, record_id=item.record_id)] == [everybody, staff]
    assert [each.pk for each in attachments_of(dee, item_id=item.pk)] == [on_item]
    assert not attachments_of(ana, item_id=item.pk)
    assert attachment_seen(ana, everybody) and not attachment_seen(ana, staff) and not attachment_seen(ana, on_item)
    elsewhere = makers.make_actor("technician", cast.high)
    assert attachment_seen(elsewhere, staff) and not attachment_seen(elsewhere, on_item)
    with pytest.raises(Refused, match="other_site"):
        attach_file(elsewhere, stream=paper(), name="c.pdf", kind="manual", item_id=item.pk, now=NOON)
    with pytest.raises(NotAllowed):
        attach_file(ana, stream=paper(), name="c.pdf", kind="manual", item_id=item.pk, now=NOON)
    with pytest.raises(Refused, match="no_such_record"):
        attach_file(dee, stream=paper(), name="c.pdf", kind="manual", record_id=10**9, now=NOON)


@pytest.mark.django_db
def test_files_follow_a_record_that_is_merged_and_parted_again(cast: Cast) -> None:
    winner, loser, dee = makers.make_record("Holes"), makers.make_record("Holes, again"), cast.actor(cast.dee)
    made = attach_file(dee, stream=paper(), name="a.pdf", kind="manual", record_id=loser.pk, now=NOON)
    merge_records(dee, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    assert Attachment.objects.get(pk=made).record_id == winner.pk
    unmerge_record(dee, loser_id=loser.pk, now=NOON)
    assert Attachment.objects.get(pk=made).record_id == loser.pk


@pytest.mark.django_db
def test_an_item_added_by_mistake_goes_and_its_file_hangs_on_nothing(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    made = attach_file(dee, stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON)
    take_out_item(dee, item_id=item.pk, now=NOON)
    assert attachment_seen(dee, made) is None
