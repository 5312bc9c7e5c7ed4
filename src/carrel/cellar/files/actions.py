"""The verbs of the file store: take in, let go, sweep."""

import errno
import hashlib
import io
import os
import tempfile
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from carrel.cellar.files import rules
from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.pictures import CONTENT_TYPE, cleaned_photo
from carrel.cellar.files.queries import path_of
from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing

_BLOCK = 1024 * 1024
_YOUNG = timedelta(hours=1)


def store_file(actor: Actor, *, stream: BinaryIO, name: str, kind: str, now: datetime) -> StoredFile:
    """Take in a file: checked by its bytes, photos cleaned of what cameras write into them, on disk before the row.

    `kind` is one of files.rules: photo, marc, table, archive, document. The room that calls it has asked for
    permission. Raises Refused when it is empty, too large, of another kind, or when the disk has no room for it. A
    command takes a file of any size, for it lies on this machine already. Inverse: remove_file.
    """
    name = rules.safe_name(name)
    start = stream.read(512)
    content_type = rules.content_type_of(start)
    if objections := rules.store_objections(name=name, kind=kind, size=len(start), content_type=content_type):
        raise Refused(*objections)
    if kind == rules.PHOTO:
        most = rules.LARGEST[kind] * _BLOCK
        data = start + stream.read(most + 1 - len(start))
        if objections := rules.store_objections(name=name, kind=kind, size=len(data), content_type=content_type):
            raise Refused(*objections)
        stream, start, content_type = io.BytesIO(cleaned_photo(data, name=name)), b"", CONTENT_TYPE
    try:
        sha256, size = _written(
            start, stream, name=name, kind=kind, most=None if actor == SYSTEM else rules.LARGEST[kind]
        )
    except OSError as why:
        if why.errno != errno.ENOSPC:
            raise
        raise Refused(Objection("files.no_room", Weight.REFUSE, {"name": name})) from why
    with writing():
        return StoredFile.objects.create(
            sha256=sha256, name=name, content_type=content_type, size=size, stored_at=now, stored_by=actor.account_id
        )


def copy_file(actor: Actor, *, file_id: int, now: datetime) -> StoredFile:
    """Another row for bytes that are stored already, so that either may go without the other.

    The room that calls it has asked for permission. Inverse: remove_file.
    """
    with writing():
        stored = StoredFile.objects.get(pk=file_id)
        return StoredFile.objects.create(
            sha256=stored.sha256, name=stored.name, content_type=stored.content_type, size=stored.size, stored_at=now,
            stored_by=actor.account_id,
        )  # fmt: skip


def remove_file(actor: Actor, *, file_id: int) -> None:
    """Let a file go; its bytes stay until the next sweep, so that a transaction undone loses nothing.

    The room that calls it has asked for permission. No inverse: the file is given to us again.
    """
    with writing():
        StoredFile.objects.filter(pk=file_id).delete()


def sweep_files(*, now: datetime) -> int:
    """Delete bytes no row names any more and return how many files went; the timetable calls it at night.

    Files younger than an hour stay: their row may still be on its way. No inverse: nothing refers to them.
    """
    gone = 0
    for path in Path(settings.CARREL_FILES).glob("??/*"):
        age = now.timestamp() - path.stat().st_mtime
        if age > _YOUNG.total_seconds() and not StoredFile.objects.filter(sha256=path.name).exists():
            path.unlink()
            gone += 1
    return gone


def _written(start: bytes, stream: BinaryIO, *, name: str, kind: str, most: int | None) -> tuple[str, int]:
    """Write the bytes to their place, flushed to disk, and return their checksum and size; `most` are mebibytes."""
    folder = Path(settings.CARREL_FILES)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix="incoming-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            for block in chain((start,), iter(lambda: stream.read(_BLOCK), b"")):
                digest.update(block)
                size += len(block)
                if most is not None and size > most * _BLOCK:
                    facts = {"name": name, "most": most, "kind": kind}
                    raise Refused(Objection("files.too_large", Weight.REFUSE, facts))
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        place = path_of(digest.hexdigest())
        place.parent.mkdir(exist_ok=True)
        Path(temporary).replace(place)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest.hexdigest(), size
