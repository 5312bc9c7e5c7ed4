import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carrel.cli.keeping import archive

AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def contents(folder: Path) -> tuple[Path, Path]:
    database = folder / "database.sqlite3"
    database.write_bytes(b"pages" * 1000)
    files = folder / "files"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "abcd").write_bytes(b"a photo")
    return database, files


def written(folder: Path, name: str = "kept.tar") -> Path:
    database, files = contents(folder)
    target = folder / name
    archive.write(target, database=database, files=files, engine="sqlite", migrations={"people": "0001_initial"}, at=AT)
    return target


def rewritten(source: Path, change: dict[str, bytes | None]) -> Path:
    """The same archive with members replaced, removed (None) or added, the manifest as it was."""
    target = source.with_name("changed.tar")
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old:
            stream = old.extractfile(entry)
            assert stream is not None
            text = change.pop(entry.name, stream.read()) if entry.name in change else stream.read()
            if text is not None:
                archive.add(new, entry.name, text, AT)
        for name, text in change.items():
            archive.add(new, name, text or b"", AT)
    return target


@pytest.mark.parametrize("name", ["kept.tar", "kept.tar.gz", "kept.tgz"])
def test_what_was_kept_comes_back(tmp_path: Path, name: str) -> None:
    target, out = written(tmp_path, name), tmp_path / "out"
    manifest = archive.unpack(target, out)
    assert (manifest.engine, manifest.migrations, manifest.made_at) == (
        "sqlite",
        {"people": "0001_initial"},
        AT.isoformat(),
    )
    assert (out / "database.sqlite3").read_bytes() == b"pages" * 1000
    assert (out / "files" / "ab" / "abcd").read_bytes() == b"a photo"
    assert not list(tmp_path.glob(".*unfinished"))


def test_only_its_owner_reads_a_backup(tmp_path: Path) -> None:
    assert written(tmp_path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"database.sqlite3": b"other"}, "database.sqlite3 is not as it was"),
        ({"files/ab/abcd": b"b photo"}, "abcd is not as it was"),
        ({"files/ab/abcd": None}, "does not hold files/ab/abcd"),
        ({"database.sqlite3": None, "files/ab/abcd": None}, "database.sqlite3 and 1 more"),
        ({"files/../../etc/passwd": b"x"}, "which its manifest does not name"),
        ({"manifest.json": b"{}"}, "cannot be read"),
        ({"manifest.json": b'{"format": 99}'}, "reads format 1"),
        ({"manifest.json": None}, "does not begin with manifest.json"),
    ],
)
def test_a_changed_backup_is_refused_with_its_fault(tmp_path: Path, change: dict[str, bytes | None], said: str) -> None:
    with pytest.raises(archive.Unsound, match=said.replace(".", r"\.")):
        archive.unpack(rewritten(written(tmp_path), dict(change)), tmp_path / "out")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_backup_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    target = written(tmp_path, "kept.tar.gz")
    whole = target.read_bytes()
    target.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(archive.Unsound):
        archive.unpack(target, tmp_path / "out")


@pytest.mark.parametrize("name", ["../beside", "/elsewhere", "files/../../beside"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    source, out = tmp_path / "kept.tar", tmp_path / "out"
    with tarfile.open(source, "w") as tar:
        archive.add(tar, name, b"x", AT)
    with tarfile.open(source) as tar, pytest.raises(archive.Unsound, match="would not stay in its folder"):
        archive.put(tar, tar.getmembers()[0], out)
    assert list(tmp_path.iterdir()) == [source]


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "letter.tar"
    with tarfile.open(other, "w") as tar:
        tar.addfile(tarfile.TarInfo("letter.txt"), io.BytesIO())
    with pytest.raises(archive.Unsound, match=r"backup made by Carrel"):
        archive.unpack(other, tmp_path / "out")
