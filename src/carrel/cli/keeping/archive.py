"""The backup file: a tar with a manifest of checksums, the database in one piece, and the stored files.

Layout: manifest.json, database.sqlite3 or database.pgdump, files/ab/abcd…; compressed if so named (.gz).
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024
COMPRESSED = {".gz", ".tgz"}


class Unsound(Exception):
    """The file is no backup of ours, or not as it was when it was written; the text says what was found."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `engine` is sqlite or postgresql, `migrations` the tables' version by app."""

    format: int
    made_at: str
    engine: str
    migrations: dict[str, str]
    members: tuple[Member, ...]

    @property
    def database(self) -> Member:
        return next(member for member in self.members if member.name.startswith("database."))

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises Unsound when the text is not a manifest of a format we know."""
        try:
            fields: dict[str, Any] = json.loads(text)
            if fields["format"] != FORMAT:
                raise Unsound(f"This backup has format {fields['format']}; this Carrel reads format {FORMAT}.")
            members = tuple(Member(**member) for member in fields.pop("members"))
            return cls(members=members, **fields)
        except (ValueError, KeyError, TypeError) as reason:
            raise Unsound(
                f"Its {MANIFEST} cannot be read ({reason}). Is this file a backup made by Carrel?"
            ) from reason


def checksum(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    for block in iter(lambda: stream.read(BLOCK), b""):
        digest.update(block)
    return digest.hexdigest()


def member_of(name: str, path: Path) -> Member:
    with path.open("rb") as stream:
        return Member(name, path.stat().st_size, checksum(stream))


def write(
    target: Path, *, database: Path, files: Path, engine: str, migrations: Mapping[str, str], at: datetime
) -> Manifest:
    """Write the backup beside its place and move it there when it is whole and on disk; an old one stays till then."""
    contents = {f"database{database.suffix}": database}
    contents |= {f"files/{path.parent.name}/{path.name}": path for path in sorted(files.glob("??/*"))}
    members = tuple(member_of(name, path) for name, path in contents.items())
    manifest = Manifest(FORMAT, at.isoformat(), engine, dict(migrations), members)
    unfinished = target.with_name(f".{target.name}.unfinished")
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds what students read
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz" if target.suffix in COMPRESSED else "w") as tar:
                add(tar, MANIFEST, manifest.to_json(), at)
                for name, path in contents.items():
                    tar.add(path, arcname=name, recursive=False, filter=anonymous)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def add(tar: tarfile.TarFile, name: str, text: bytes, at: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = len(text), int(at.timestamp())
    tar.addfile(entry, io.BytesIO(text))


def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The archive does not tell who ran the program."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into `folder`, comparing every byte with its manifest.

    Raises Unsound for a file that is not a tar, cut short, changed, or that holds more or less than its manifest says.
    """
    try:
        with tarfile.open(source, mode="r:*") as tar:
            manifest = read_manifest(tar)
            expected = {member.name: member for member in manifest.members}
            for entry in tar:
                if entry.name == MANIFEST:
                    continue
                if entry.name not in expected or not entry.isreg():
                    raise Unsound(f"It holds {entry.name}, which its manifest does not name.")
                put(tar, entry, folder)
                compare(expected.pop(entry.name), folder)
    except (tarfile.TarError, EOFError, OSError) as reason:
        raise Unsound(f"It cannot be read to its end ({reason}).") from reason
    if expected:
        raise Unsound(f"It does not hold {missing(expected)}, which its manifest names. Was the copy cut short?")
    return manifest


def put(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Write the bytes of one regular file below `folder`; raises Unsound for a name that leads out of it.

    By hand, because the filter that would look to the name came to Python with 3.11.4, and Debian 12 has 3.11.2.
    """
    target = (folder / entry.name).resolve()
    stream = tar.extractfile(entry)
    if stream is None or not target.is_relative_to(folder.resolve()):
        raise Unsound(f"It holds {entry.name}, which would not stay in its folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out)


def missing(names: Iterable[str]) -> str:
    listed = sorted(names)
    return listed[0] if len(listed) == 1 else f"{listed[0]} and {len(listed) - 1} more"


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    stream = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
    if stream is None:
        raise Unsound(f"It does not begin with {MANIFEST}. Is this file a backup made by Carrel?")
    return Manifest.from_json(stream.read())


def compare(member: Member, folder: Path) -> None:
    found = member_of(member.name, folder / member.name)
    if found != member:
        raise Unsound(f"{member.name} is not as it was when the backup was made. Use another copy of the backup.")
