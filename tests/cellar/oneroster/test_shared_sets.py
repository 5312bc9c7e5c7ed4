"""Sets of other houses that lie beside the repository: each is read whole or refused with its reasons."""

from pathlib import Path

import pytest

from carrel.cellar.oneroster import RosterRefused, package_files, package_zip, read

SHARED = Path(__file__).parents[4] / "shared" / "data" / "oneroster"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the foreign files do not lie beside the repository"),
]


@pytest.mark.parametrize(
    ("name", "users", "classes", "enrollments"),
    [("one-school-k8.zip", 429, 18, 1926), ("district-4-elementary.zip", 1432, 32, 6681)],
)
def test_a_generated_district_is_read_whole(name: str, users: int, classes: int, enrollments: int) -> None:
    roster = read(SHARED / "generated" / name)
    assert (len(roster.users), len(roster.classes), len(roster.enrollments)) == (users, classes, enrollments)
    assert [remark.file for remark in roster.remarks] == ["demographics.csv"]
    assert len(read(package_zip(package_files(roster))).enrollments) == enrollments


def test_a_set_with_the_columns_of_another_time_is_refused_with_each_reason() -> None:
    with pytest.raises(RosterRefused) as refused:
        read(SHARED / "oat-base-csv")
    assert [(fault.file, fault.line, fault.column, fault.code) for fault in refused.value.faults] == [
        ("academicSessions.csv", 1, "schoolYear", "oneroster.column_missing"),
        ("classes.csv", 2, "courseSourcedId", "oneroster.empty"),
        ("classes.csv", 3, "courseSourcedId", "oneroster.empty"),
        ("classes.csv", 4, "courseSourcedId", "oneroster.empty"),
    ]


def test_a_set_of_another_house_is_read_with_its_oddities() -> None:
    roster = read(SHARED / "moodle-enrol" / "Test_full_data_set.zip")
    assert (len(roster.orgs), len(roster.users), len(roster.classes), len(roster.enrollments)) == (1, 6, 1, 3)
    assert {remark.code for remark in roster.remarks} == {
        "oneroster.row_marked_deleted",
        "oneroster.value_spelled",
        "oneroster.reference_left_out",
        "oneroster.reference_unchecked",
        "oneroster.row_hangs_on_deleted",
    }


def test_a_set_of_version_1_2_is_refused_by_name() -> None:
    with pytest.raises(RosterRefused) as refused:
        read(SHARED / "moodle-enrol" / "v1p2_full_dataset.zip")
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.column, fault.code) == (
        "manifest.csv",
        3,
        "value",
        "oneroster.version_not_read",
    )
    assert fault.facts["version"] == "1.2"
