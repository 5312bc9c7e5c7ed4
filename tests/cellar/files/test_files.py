"""Files are taken in by what their bytes say, photos without what a camera writes into them."""

import errno
import hashlib
import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from PIL import Image

from carrel.cellar.files import queries, rules
from carrel.cellar.files.actions import remove_file, store_file, sweep_files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.phrases import PHRASES
from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
MARC = b"00050nam a2200037 a 4500001000300000\x1e12\x1e\x1d"


SOMEBODY = Actor(account_id=1, person_id=None, name="Dee", site_id=None, permissions=frozenset({"*"}))


def stored(data: bytes, *, name: str = "a.mrc", kind: str = rules.MARC, by: Actor = SYSTEM) -> StoredFile:
    return store_file(by, stream=io.BytesIO(data), name=name, kind=kind, now=NOW)


def photo(size: tuple[int, int] = (40, 30), *, form: str = "JPEG", exif: bool = False) -> bytes:
    picture = Image.new("RGB", size, "tan")
    out = io.BytesIO()
    marks = Image.Exif()
    if exif:
        marks[0x0112] = 6
        marks[0x010F] = "Camera of the district"
    picture.save(out, form, exif=marks)
    return out.getvalue()


@pytest.mark.parametrize(
    ("start", "content_type"),
    [
        (MARC, "application/marc"),
        (b"\n" + MARC, "application/marc"),
        (b"<?xml version='1.0'?><collection/>", "application/xml"),
        (b"\xef\xbb\xbf<collection/>", "application/xml"),
        ("<a/>".encode("utf-16"), "application/xml"),
        (b"a,b\n1,2", "text/plain"),
        (b'[\n{"leader": "00000nam a2200000 a 4500", "fields": []}]', "application/json"),
        (b"PK\x03\x04", "application/zip"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\x00\x01\x02", rules.UNKNOWN),
        (b"MZ\x90\x00\x03", rules.UNKNOWN),
        (b"", rules.UNKNOWN),
    ],
)
def test_content_type_of(start: bytes, content_type: str) -> None:
    assert rules.content_type_of(start) == content_type


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\orders\\order 88213.mrc", "order 88213.mrc"),
        ("a\x00\r\nb.mrc", "ab.mrc"),
        ("", "file"),
        ("..", "file"),
        ("x" * 400 + ".mrc", "x" * 116 + ".mrc"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert rules.safe_name(name) == safe


@pytest.mark.django_db
def test_bytes_are_kept_once_under_their_checksum() -> None:
    first, second = stored(MARC), stored(MARC, name="b.mrc")
    assert first.sha256 == second.sha256 == hashlib.sha256(MARC).hexdigest()
    with queries.open_file(second) as file:
        assert file.read() == MARC
    assert queries.missing_files() == []
    assert [path.name for path in settings.CARREL_FILES.glob("incoming-*")] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"", rules.MARC, "files.empty"),
        (b"\x00\x01", rules.MARC, "files.not_marc"),
        (MARC, rules.PHOTO, "files.not_photo"),
        (photo()[:60], rules.PHOTO, "files.not_photo"),
        (b"\x00\x01", rules.TABLE, "files.not_table"),
        (b"\x00\x01", rules.ARCHIVE, "files.not_archive"),
        (b"\x00\x01", rules.DOCUMENT, "files.not_document"),
    ],
)
def test_other_kinds_are_refused(data: bytes, kind: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        stored(data, kind=kind)
    assert refused.value.code == code
    assert str(PHRASES[code]) % refused.value.objections[0].facts
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_too_large_is_refused_while_it_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.LARGEST, rules.MARC, 1)
    with pytest.raises(Refused) as refused:
        stored(MARC + b"x" * 2_000_000, by=SOMEBODY)
    assert refused.value.code == "files.too_large"
    assert [path.name for path in settings.CARREL_FILES.glob("incoming-*")] == []
    assert stored(MARC + b"x" * 2_000_000).size > 2_000_000, "a command takes any size"


@pytest.mark.django_db
def test_a_full_disk_is_said_and_nothing_of_the_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(Refused) as refused:
        patched.setattr(os, "fsync", full)
        stored(MARC)
    assert refused.value.code == "files.no_room"
    assert [path.name for path in settings.CARREL_FILES.glob("incoming-*")] == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_lose_their_marks_and_stand_upright(form: str) -> None:
    kept = stored(photo((3000, 1000), form=form, exif=True), name="ana.jpg", kind=rules.PHOTO)
    assert kept.content_type == "image/jpeg"
    with queries.open_file(kept) as file:
        data = file.read()
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (400, 1200)
    assert b"Camera of the district" not in data
    assert not picture.getexif()


@pytest.mark.django_db
def test_a_picture_with_too_many_dots_is_refused() -> None:
    wide = Image.new("1", (12_000, 6_000))
    out = io.BytesIO()
    wide.save(out, "PNG")
    with pytest.raises(Refused) as refused:
        stored(out.getvalue(), name="wide.png", kind=rules.PHOTO)
    assert refused.value.code == "files.picture_too_wide"


@pytest.mark.django_db
def test_sweep_takes_only_what_no_row_names() -> None:
    kept, gone = stored(MARC), stored(MARC + b"\n")
    remove_file(SYSTEM, file_id=gone.pk)
    assert sweep_files(now=NOW - timedelta(days=30 * 365)) == 0
    for each in (kept, gone):
        os.utime(queries.path_of(each.sha256), (0, 0))
    assert sweep_files(now=NOW) == 1
    assert queries.path_of(kept.sha256).exists()
    assert not queries.path_of(gone.sha256).exists()
    queries.path_of(kept.sha256).unlink()
    assert queries.missing_files() == [kept]
