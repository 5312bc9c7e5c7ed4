"""A wrong package is refused whole, with file, line, column and reason of every fault."""

import random
from contextlib import suppress

import pytest

from carrel.cellar.oneroster import RosterRefused, read
from carrel.cellar.oneroster.faults import FAULTS_LISTED
from tests.cellar.oneroster.packages import SOUND, faults_of, places_of, sound, spoiled, without


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column", "code"),
    [
        ("manifest", "version,1.1", "version,1.0", 3, "value", "version_not_read"),
        ("manifest", "oneroster.version,1.1\n", "", 0, "", "version_missing"),
        ("manifest", "users,bulk", "users,some", 10, "value", "mode_unknown"),
        ("manifest", "users,bulk", "users,absent", 0, "", "needed_file_absent"),
        ("manifest", "propertyName", "name", 1, "", "manifest_header"),
        ("manifest", "file.orgs,bulk", "file.users,bulk", 10, "propertyName", "property_twice"),
        ("manifest", "file.orgs,bulk", "file.orgs", 9, "", "row_length"),
        ("users", "familyName,", "lastName,", 1, "familyName", "column_missing"),
        ("users", "middleName,", "givenName,", 1, "givenName", "column_twice"),
        ("users", "u1,", ",", 2, "sourcedId", "empty"),
        ("users", "w1,", "g1,", 4, "sourcedId", "id_twice"),
        ("users", ",Clark,", ",,", 4, "familyName", "empty"),
        ("users", ",teacher,", ",boss,", 4, "role", "unknown_word"),
        ("users", "g1,,,true", "g1,,,yes", 3, "enabledUser", "not_a_boolean"),
        ("users", "g1,,", "g1,gone,", 3, "status", "unknown_word"),
        ("users", "{Fed:77}", "Fed:77", 2, "userIds", "not_user_ids"),
        ("users", "Carla", "Car\x07la", 3, "givenName", "control_character"),
        ("users", "Carla", "C" * 256, 3, "givenName", "too_long"),
        ("users", "w1,,,true,s1", "w1,,,true,s9", 4, "orgSourcedIds", "reference_missing"),
        ("users", "June,Clark", "June,Clark,", 4, "", "row_length"),
        ("users", ",June,", ',"June,', 4, "", "quoting"),
        ("academicSessions", "2026-12-18", "12/18/2026", 3, "endDate", "not_a_date"),
        ("academicSessions", "2026-12-18", "2026-02-30", 3, "endDate", "not_a_date"),
        ("academicSessions", "2026-12-18", "2025-12-18", 3, "endDate", "dates_reversed"),
        ("academicSessions", ",y1,2027", ",y1,26/27", 3, "schoolYear", "not_a_year"),
        ("classes", ",s1,", ",s9,", 2, "schoolSourcedId", "reference_missing"),
        ("enrollments", "c1,s1,w1", "c9,s1,w1", 3, "classSourcedId", "reference_missing"),
    ],
)
def test_one_fault_is_named_with_its_place(  # the columns of the table above
    file: str, old: str, new: str, line: int, column: str, code: str
) -> None:
    assert (f"{file}.csv", line, column, f"oneroster.{code}") in places_of(spoiled(file, old, new))


def test_a_fault_is_told_once_and_not_again_by_what_refers_to_the_row() -> None:
    assert places_of(spoiled("users", "Ana,", ",")) == [("users.csv", 2, "givenName", "oneroster.empty")]


def test_faults_of_several_files_come_together_in_order() -> None:
    files = sound()
    files["users.csv"] = SOUND["users.csv"].replace(",student,", ",pupil,").replace(",Clark,", ",,").encode()
    files["orgs.csv"] = SOUND["orgs.csv"].replace(",school,", ",shop,").encode()
    assert places_of(files) == [
        ("orgs.csv", 3, "type", "oneroster.unknown_word"),
        ("users.csv", 2, "role", "oneroster.unknown_word"),
        ("users.csv", 4, "familyName", "oneroster.empty"),
    ]


def test_what_a_sentence_needs_is_in_the_facts() -> None:
    (fault,) = faults_of(spoiled("users", ",teacher,", ",boss,"))
    assert fault.facts["value"] == "boss"
    assert "teacher" in fault.facts["words"]


def test_more_faults_than_can_be_listed_are_counted() -> None:
    header, *_ = SOUND["users.csv"].splitlines()
    cells = ",".join([""] * (header.count(",") - 1))
    rows = "\n".join(f"u{number},{cells}," for number in range(300))
    with pytest.raises(RosterRefused) as refused:
        read(sound(users=f"{header}\n{rows}\n"))
    assert len(refused.value.faults) == FAULTS_LISTED
    assert refused.value.more > 0


@pytest.mark.parametrize("name", ["manifest.csv", "users.csv", "orgs.csv", "classes.csv"])
def test_a_missing_file_is_named(name: str) -> None:
    (fault,) = faults_of(without(name))
    expected = ("oneroster.no_manifest", "") if name == "manifest.csv" else ("oneroster.file_missing", name)
    assert (fault.code, fault.facts.get("name", "")) == expected


def test_enrolments_without_classes_are_refused() -> None:
    files = spoiled("manifest", "file.classes,bulk", "file.classes,absent")
    assert places_of(files) == [("enrollments.csv", 0, "classSourcedId", "oneroster.target_absent")]


def test_an_empty_file_has_no_header() -> None:
    assert places_of(sound(users="")) == [("users.csv", 1, "", "oneroster.no_header")]


def test_windows_1252_is_told_with_line_column_and_the_letter_it_would_be() -> None:
    files = sound() | {"users.csv": SOUND["users.csv"].encode("cp1252")}
    (fault,) = faults_of(files)
    assert (fault.line, fault.column, fault.code) == (2, "familyName", "oneroster.not_utf8")
    assert fault.facts == {"byte": "ED", "shown": "í"}


def test_utf_16_is_told_apart() -> None:
    files = sound() | {"users.csv": SOUND["users.csv"].encode("utf-16")}
    assert places_of(files) == [("users.csv", 1, "", "oneroster.utf16")]


def test_rubbish_is_refused_and_never_breaks_the_reader() -> None:
    chance = random.Random(7)
    for name in SOUND:
        for _ in range(60):
            content = bytearray(SOUND[name].encode())
            for _ in range(chance.randint(1, 30)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            with suppress(RosterRefused):
                read(sound() | {name: bytes(content)})
