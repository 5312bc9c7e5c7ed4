"""What lies in the folder into which a student system puts its rosters."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from carrel.cellar.files.rules import ARCHIVE, LARGEST
from carrel.cellar.oneroster import package_zip
from carrel.rooms.rosters.models import RosterSchedule

QUIET_S = 60
"""A file must not have been written to for so many seconds: an upload that is under way is left alone."""
_FILES = (".zip", ".csv", ".xlsx")


@dataclass(frozen=True)
class Found:
    """A roster in the folder; `is_quiet` when nobody writes to it any more, `size` in bytes."""

    path: Path
    changed_at: float
    size: int
    is_quiet: bool

    @property
    def name(self) -> str:
        return self.path.name


def roster_folder() -> Path:
    """The one folder that is looked into; who runs the server says which."""
    return Path(settings.CARREL_ROSTERS)


def newest_in_folder(now: datetime) -> Found | None:
    """The newest roster: a zip, a list, or a folder that holds a manifest. Links and hidden files are passed over."""
    folder = roster_folder()
    if not folder.is_dir():
        return None
    found = [each for path in [folder, *folder.iterdir()] if (each := _found(path, now))]
    return max(found, key=lambda each: (each.changed_at, each.name), default=None)


def _found(path: Path, now: datetime) -> Found | None:
    if path.is_symlink() or path.name.startswith("."):
        return None
    if path.is_dir():
        files = [each for each in path.glob("*.[cC][sS][vV]") if each.is_file() and not each.is_symlink()]
        if not any(each.name.lower() == "manifest.csv" for each in files):
            return None
    elif path.suffix.lower() in _FILES and not (path.parent / "manifest.csv").exists():
        files = [path]
    else:
        return None
    stats = [each.stat() for each in files]
    changed = max(stat.st_mtime for stat in stats)
    return Found(path, changed, sum(stat.st_size for stat in stats), now.timestamp() - changed >= QUIET_S)


def content_of(found: Found) -> tuple[bytes, str]:
    """The bytes of a roster, a folder as one zip, and their checksum; no bytes where it is larger than can be kept."""
    if found.size > LARGEST[ARCHIVE] * 1024 * 1024 * (20 if found.path.is_dir() else 1):
        return b"", ""
    if found.path.is_dir():
        paths = sorted(path for path in found.path.glob("*.[cC][sS][vV]") if not path.is_symlink())
        data = package_zip({path.name: path.read_bytes() for path in paths})
    else:
        data = found.path.read_bytes()
    return data, hashlib.sha256(data).hexdigest()


def roster_schedule() -> RosterSchedule:
    """The district's schedule; one that is off where nothing was ever said."""
    return RosterSchedule.objects.first() or RosterSchedule()
