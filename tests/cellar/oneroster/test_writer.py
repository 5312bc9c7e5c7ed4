"""What is written is read back the same; the same rows give the same bytes."""

from datetime import date
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.oneroster import Manifest, Org, Roster, User, package_files, package_zip, read
from tests.cellar.oneroster.packages import sound

WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=40)
IDS = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Nd"), max_codepoint=0x250), min_size=1, max_size=20)


def plain(rows: tuple[object, ...]) -> list[object]:
    return [row._replace(line=0) for row in rows]  # type: ignore[attr-defined]  # every row is a named tuple


def test_a_package_written_again_reads_the_same() -> None:
    first = read(sound())
    second = read(package_zip(package_files(first)))
    for name in ("orgs", "academic_sessions", "users", "courses", "classes", "enrollments"):
        assert plain(getattr(second, name)) == plain(getattr(first, name))
    assert second.manifest.source_code == "SIS"


def test_the_same_rows_give_the_same_bytes() -> None:
    roster = read(sound())
    assert package_zip(package_files(roster)) == package_zip(package_files(roster))


def test_a_package_without_rows_of_a_kind_declares_the_file_absent() -> None:
    files = package_files(Roster(Manifest(), orgs=(Org("s1", "Birch", "school"),)))
    assert set(files) == {"manifest.csv", "orgs.csv"}
    assert b"file.users,absent" in files["manifest.csv"]


@given(
    sourced_id=IDS,
    given=WORDS,
    family=WORDS,
    identifier=IDS,
    language=IDS,
    grades=st.lists(IDS, max_size=3),
    on=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_any_names_come_back_unchanged(
    *, sourced_id: str, given: str, family: str, identifier: str, language: str, grades: list[str], on: date
) -> None:
    user = User(
        sourced_id=sourced_id,
        role="student",
        given_name=given,
        family_name=family,
        orgs=("s1",),
        username=on.isoformat(),
        identifier=identifier,
        grades=tuple(grades),
        metadata=MappingProxyType({"homeLanguage": language}),
    )
    roster = Roster(Manifest(), orgs=(Org("s1", "Birch", "school"),), users=(user,))
    assert plain(read(package_zip(package_files(roster))).users) == [user]
