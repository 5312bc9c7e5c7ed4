"""A zip, a folder or files in memory → the bytes of each CSV file, never more than a set size.

A package from outside is not trusted: it may be damaged, nested, or built to swell to fill the disk.
"""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from carrel.cellar.oneroster.faults import Findings

FILE_LIMIT = 256 * 1024 * 1024
PACKAGE_LIMIT = 512 * 1024 * 1024
FILES_LIMIT = 64
SWELL_LIMIT = 200
SWELL_FREE = 1024 * 1024

Source = Path | bytes | Mapping[str, bytes]
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def package_bytes(source: Source, findings: Findings) -> dict[str, bytes]:
    """The files of the package by name; what cannot be opened becomes a fault and leaves its file out."""
    if isinstance(source, bytes):
        return _from_zip(BytesIO(source), findings)
    if isinstance(source, Mapping):
        return _from_memory(source, findings)
    if source.is_dir():
        return _from_folder(source, findings)
    if not source.is_file():
        findings.fault("no_package", str(source.name))
        return {}
    with source.open("rb") as stream:
        return _from_zip(stream, findings)


def _from_memory(source: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    if len(source) > FILES_LIMIT:
        findings.fault("too_many_files", limit=FILES_LIMIT, count=len(source))
        return {}
    if sum(len(content) for content in source.values()) > PACKAGE_LIMIT:
        findings.fault("package_too_large", limit=PACKAGE_LIMIT // 1024 // 1024)
        return {}
    return {name: content for name, content in source.items() if _is_usable_name(name, findings)}


def _from_folder(folder: Path, findings: Findings) -> dict[str, bytes]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if len(paths) > FILES_LIMIT:
        findings.fault("too_many_files", limit=FILES_LIMIT, count=len(paths))
        return {}
    files: dict[str, bytes] = {}
    room = PACKAGE_LIMIT
    for path in paths:
        if path.is_symlink() or not path.is_file():
            findings.fault("not_a_plain_file", path.name)
            continue
        size = path.stat().st_size
        if size > min(FILE_LIMIT, room):
            findings.fault("file_too_large", path.name, limit=min(FILE_LIMIT, room) // 1024 // 1024)
            continue
        files[path.name] = path.read_bytes()
        room -= size
    return files


def _from_zip(stream: IO[bytes], findings: Findings) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(stream) as archive:
            return _members(archive, findings)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as reason:
        findings.fault("not_a_zip", reason=reason)
        return {}


def _members(archive: zipfile.ZipFile, findings: Findings) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not _is_litter(member.filename)]
    if len(members) > FILES_LIMIT:
        findings.fault("too_many_files", limit=FILES_LIMIT, count=len(members))
        return {}
    files: dict[str, bytes] = {}
    room = PACKAGE_LIMIT
    for member in members:
        if not _is_usable_name(member.filename, findings):
            continue
        if member.filename in files:
            findings.fault("twice_in_package", member.filename)
            continue
        content = _content(archive, member, room, findings)
        if content is not None:
            files[member.filename] = content
            room -= len(content)
    return files


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, findings: Findings) -> bytes | None:
    """The bytes of one member, read with a stop: the sizes a zip states about itself are not believed."""
    if member.flag_bits & 0x1:
        findings.fault("encrypted", member.filename)
        return None
    limit = min(FILE_LIMIT, room, SWELL_FREE + SWELL_LIMIT * member.compress_size)
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as reason:
        findings.fault("damaged", member.filename, reason=reason)
        return None
    if len(content) > limit:
        findings.fault("file_too_large", member.filename, limit=max(limit // 1024 // 1024, 1))
        return None
    return content


def _is_litter(name: str) -> bool:
    """Whether an archiver's own leavings: hidden files that macOS and Windows put into every zip."""
    return name.startswith(_LITTER[0]) or name.rsplit("/", 1)[-1] in _LITTER[1:]


def _is_usable_name(name: str, findings: Findings) -> bool:
    if "/" in name or "\\" in name:
        findings.fault("nested_path", name)
        return False
    if not name.lower().endswith(".csv"):
        findings.remark("file_ignored", name)
        return False
    return True
