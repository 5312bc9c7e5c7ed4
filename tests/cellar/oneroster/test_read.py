"""A sound package is read whole, and what is odd but harmless in it is told."""

from datetime import date
from pathlib import Path

import pytest

from carrel.cellar.oneroster import RosterRefused, package_zip, read
from tests.cellar.oneroster.packages import SOUND, sound, spoiled, without


def codes(roster: object) -> list[tuple[str, int, str, str]]:
    return [(r.file, r.line, r.column, r.code) for r in roster.remarks]  # type: ignore[attr-defined]  # any roster


def test_a_sound_package_gives_typed_rows_and_no_remark() -> None:
    roster = read(sound())
    ana = roster.users[0]
    assert (ana.given_name, ana.family_name, ana.role, ana.enabled) == ("Ana", "García", "student", True)
    assert (ana.orgs, ana.agents, ana.grades) == (("s1",), ("g1",), ("04",))
    assert ana.user_ids == (("Fed", "77"), ("SIS", "000123"))
    assert ana.identifier == "000123"
    assert ana.metadata == {"homeLanguage": "es"}
    assert roster.classes[0].terms == ("y1", "t1")
    assert roster.classes[0].periods == ("1", "2")
    assert roster.enrollments[0].begins_on == date(2026, 8, 17)
    assert roster.enrollments[0].ends_on is None
    assert roster.enrollments[1].primary is True
    assert roster.academic_sessions[0].school_year == 2027
    assert roster.manifest.source_name == "Sample SIS"
    assert roster.remarks == ()


def test_zip_folder_and_bytes_say_the_same(tmp_path: Path) -> None:
    content = package_zip(sound())
    (tmp_path / "roster.zip").write_bytes(content)
    folder = tmp_path / "roster"
    folder.mkdir()
    for name, text in sound().items():
        (folder / name).write_bytes(text)
    assert read(content) == read(sound()) == read(tmp_path / "roster.zip") == read(folder)


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    files = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in SOUND.items()}
    assert read(files).users == read(sound()).users


def test_blank_lines_at_the_end_are_accepted() -> None:
    assert read(sound(orgs=SOUND["orgs.csv"] + "\n\n")).orgs == read(sound()).orgs


def test_a_line_end_inside_quotes_is_a_blank_and_lines_are_counted_on() -> None:
    roster = read(spoiled("users", "ana,", '"a\nna",'))
    assert roster.users[0].username == "a na"
    assert [user.line for user in roster.users] == [2, 4, 5]


def test_passwords_and_demographics_are_never_read() -> None:
    files = sound() | {"demographics.csv": b"\xff not even text"}
    roster = read(files)
    assert "secret" not in repr(roster)
    assert codes(roster) == [("demographics.csv", 0, "", "oneroster.file_ignored")]


def test_headers_in_another_case_or_order_or_with_more_columns_are_understood() -> None:
    text = "Name , SOURCEDID,type,ext_colour\nBirch,s1,School,red\nCedar,d1,district,\n"
    roster = read(sound(orgs=text))
    assert [(org.sourced_id, org.name, org.type) for org in roster.orgs] == [
        ("s1", "Birch", "school"),
        ("d1", "Cedar", "district"),
    ]
    assert codes(roster) == [
        ("orgs.csv", 1, "name", "oneroster.header_spelled"),
        ("orgs.csv", 1, "sourcedId", "oneroster.header_spelled"),
        ("orgs.csv", 1, "ext_colour", "oneroster.column_ignored"),
        ("orgs.csv", 2, "type", "oneroster.value_spelled"),
    ]


def test_the_same_remark_is_told_once_with_its_count() -> None:
    roster = read(sound(users=SOUND["users.csv"].replace(",true,", ",TRUE,")))
    assert [(r.code, r.line, r.count) for r in roster.remarks] == [("oneroster.value_spelled", 2, 3)]


def test_an_empty_enabled_user_is_enabled() -> None:
    roster = read(spoiled("users", "u1,,,true,", "u1,,,,"))
    assert roster.users[0].enabled is True
    assert codes(roster) == [("users.csv", 2, "enabledUser", "oneroster.expected_empty")]


def test_files_named_in_another_case_are_read() -> None:
    files = sound()
    files["Users.CSV"] = files.pop("users.csv")
    assert len(read(files).users) == 3


def test_rows_marked_as_deleted_are_left_out_and_what_hangs_on_them_goes_too() -> None:
    roster = read(spoiled("users", "u1,,", "u1,tobedeleted,"))
    assert [user.sourced_id for user in roster.users] == ["g1", "w1"]
    assert [enrollment.sourced_id for enrollment in roster.enrollments] == ["e2"]
    assert roster.users[0].agents == ()
    assert ("enrollments.csv", 2, "userSourcedId", "oneroster.row_hangs_on_deleted") in codes(roster)


def test_a_guardian_who_is_not_in_the_file_is_left_out() -> None:
    roster = read(spoiled("users", ",g1,04", ',"g1,g9",04'))
    assert roster.users[0].agents == ("g1",)
    assert codes(roster) == [("users.csv", 2, "agentSourcedIds", "oneroster.reference_left_out")]


@pytest.mark.parametrize(
    ("old", "new", "column"), [(",k1,", ",k9,", "courseSourcedId"), ('"y1,t1"', '"y1,t9"', "termSourcedIds")]
)
def test_a_course_or_term_that_is_not_there_is_left_out(old: str, new: str, column: str) -> None:
    roster = read(spoiled("classes", old, new))
    assert len(roster.classes) == 1
    assert codes(roster) == [("classes.csv", 2, column, "oneroster.reference_left_out")]


def test_cells_without_a_name_at_the_end_of_the_header_are_passed_over() -> None:
    head, *rows = SOUND["orgs.csv"].splitlines()
    roster = read(sound(orgs="\n".join([f"{head},,", *rows])))
    assert (roster.orgs, roster.remarks) == (read(sound()).orgs, ())


def test_columns_in_an_old_spelling_are_understood() -> None:
    roster = read(spoiled("classes", "title,grades,", "title,grade,"))
    assert roster.classes[0].grades == ("04",)
    assert codes(roster) == [("classes.csv", 1, "grades", "oneroster.header_spelled")]


def test_courses_and_sessions_may_be_absent_when_the_manifest_says_so() -> None:
    files = spoiled("manifest", "file.courses,bulk", "file.courses,absent")
    del files["courses.csv"]
    roster = read(files)
    assert roster.courses == ()
    assert codes(roster) == [("classes.csv", 0, "courseSourcedId", "oneroster.reference_unchecked")]


def test_an_enrolment_that_ends_before_it_begins_is_left_out() -> None:
    roster = read(spoiled("enrollments", "2026-08-17,\n", "2026-08-17,2026-08-16\n"))
    assert [enrollment.sourced_id for enrollment in roster.enrollments] == ["e2"]
    assert codes(roster) == [("enrollments.csv", 2, "endDate", "oneroster.never_began")]


def test_a_role_in_a_class_that_the_standard_does_not_know_is_kept_as_written() -> None:
    roster = read(spoiled("enrollments", ",teacher,", ",co-teacher,"))
    assert roster.enrollments[1].role == "co-teacher"
    assert codes(roster) == [("enrollments.csv", 3, "role", "oneroster.word_unknown")]


def test_without_takes_the_manifest_into_account() -> None:
    with pytest.raises(RosterRefused, match="file_missing"):
        read(without("courses.csv"))
