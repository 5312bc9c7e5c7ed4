"""A zip from outside is not trusted: nested, twice, encrypted, damaged, swelling or too many files are refused."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from carrel.cellar.oneroster import RosterRefused, container, package_zip, read
from tests.cellar.oneroster.packages import places_of, sound


def zip_of(*members: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_what_is_no_zip_is_told() -> None:
    assert [place[3] for place in places_of(b"sourcedId,name\n")] == ["oneroster.not_a_zip"]


def test_files_in_a_folder_of_the_zip_are_refused() -> None:
    content = zip_of(*((f"export/{name}", text) for name, text in sound().items()))
    assert {place[3] for place in places_of(content)} == {"oneroster.nested_path"}
    assert ("export/users.csv", 0, "", "oneroster.nested_path") in places_of(content)


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a\\users.csv"])
def test_a_path_that_leaves_the_folder_is_refused(name: str) -> None:
    assert places_of(sound() | {name: b""})[0][3] == "oneroster.nested_path"


def test_what_macos_adds_to_a_zip_is_passed_over() -> None:
    content = zip_of(*sound().items(), ("__MACOSX/._users.csv", b"\x00\x05"), (".DS_Store", b"\x00"))
    assert read(content).remarks == ()


def test_a_file_that_is_no_csv_is_told_and_passed_over() -> None:
    roster = read(zip_of(*sound().items(), ("readme.txt", b"hello")))
    assert [(remark.file, remark.code) for remark in roster.remarks] == [("readme.txt", "oneroster.file_ignored")]


def test_a_file_twice_in_the_zip_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zip_of(*sound().items(), ("users.csv", b""))
    assert places_of(content) == [("users.csv", 0, "", "oneroster.twice_in_package")]


def test_two_spellings_of_one_name_are_refused() -> None:
    assert places_of(sound() | {"USERS.csv": b""}) == [("USERS.csv", 0, "", "oneroster.twice_in_package")]


def test_a_file_that_swells_is_stopped_before_it_is_whole() -> None:
    content = zip_of(*sound().items(), ("demographics.csv", b"0" * 40_000_000))
    assert len(content) < 100_000
    assert places_of(content) == [("demographics.csv", 0, "", "oneroster.file_too_large")]


def test_an_encrypted_zip_is_told() -> None:
    content = bytearray(package_zip(sound()))
    for place in _places(bytes(content), b"PK\x01\x02"):
        content[place + 8] |= 1
    assert {place[3] for place in places_of(bytes(content))} == {"oneroster.encrypted"}


def test_a_damaged_zip_is_told_with_the_file() -> None:
    content = bytearray(package_zip(sound()))
    place = content.index(b"users.csv") + 40
    content[place] ^= 0xFF
    assert places_of(bytes(content)) == [("users.csv", 0, "", "oneroster.damaged")]


def test_a_zip_cut_short_is_told() -> None:
    assert [place[3] for place in places_of(package_zip(sound())[:-100])] == ["oneroster.not_a_zip"]


def test_too_many_files_are_refused() -> None:
    content = zip_of(*((f"{number}.csv", b"") for number in range(container.FILES_LIMIT + 1)))
    assert places_of(content) == [("", 0, "", "oneroster.too_many_files")]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    for name, text in sound().items():
        (tmp_path / name).write_bytes(text)
    (tmp_path / "users.csv").rename(tmp_path / "elsewhere.txt")
    (tmp_path / "users.csv").symlink_to(tmp_path / "elsewhere.txt")
    with pytest.raises(RosterRefused, match="not_a_plain_file"):
        read(tmp_path)


def test_a_path_with_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="no_package"):
        read(tmp_path / "missing.zip")


def _places(content: bytes, sign: bytes) -> list[int]:
    return [place for place in range(len(content)) if content.startswith(sign, place)]
