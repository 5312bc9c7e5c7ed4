"""Where stored files lie and how they are read."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from carrel.cellar.files.models import StoredFile


def path_of(sha256: str) -> Path:
    """The place of these bytes, whether or not they are there yet."""
    return Path(settings.CARREL_FILES) / sha256[:2] / sha256


def open_file(stored: StoredFile) -> BinaryIO:
    """The stored bytes for reading. Raises FileNotFoundError when they are gone from the disk."""
    return path_of(stored.sha256).open("rb")


def file_by_id(file_id: int) -> StoredFile | None:
    """The file with this number, if it is still kept."""
    return StoredFile.objects.filter(pk=file_id).first()


def missing_files() -> list[StoredFile]:
    """Files whose bytes are not on disk: what `carrel check` names."""
    return [stored for stored in StoredFile.objects.order_by("pk") if not path_of(stored.sha256).is_file()]
