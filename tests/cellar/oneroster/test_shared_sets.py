"""Sets of other houses that lie beside the repository: each is read whole, with its oddities told."""

from datetime import date
from pathlib import Path

import pytest

from carrel.cellar.oneroster import package_files, package_zip, read, users_on
from carrel.cellar.oneroster.faults import Findings

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


def test_a_set_with_the_columns_of_another_time_is_read_with_its_oddities() -> None:
    roster = read(SHARED / "oat-base-csv")
    assert (len(roster.orgs), len(roster.users), len(roster.classes), len(roster.enrollments)) == (2, 2, 3, 3)
    assert [row.grades for row in roster.classes] == [("2",), (), ()]
    told = {(remark.file, remark.column, remark.code) for remark in roster.remarks}
    assert ("classes.csv", "courseSourcedId", "oneroster.expected_empty") in told
    assert ("classes.csv", "termSourcedIds", "oneroster.reference_left_out") in told


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


def test_a_set_of_version_1_2_is_read_with_the_roles_of_its_day() -> None:
    """Its columns are misspelled, its roles end in September 2025, and days of changes are written day first."""
    roster = read(SHARED / "moodle-enrol" / "v1p2_full_dataset.zip")
    assert (len(roster.users), len(roster.roles), roster.manifest.version) == (6, 7, "1.2")
    findings = Findings()
    users = {user.given_name: user for user in users_on(roster, date(2025, 1, 15), findings)}
    assert findings.remarks == ()
    john = users["John"]
    assert (john.role, john.roles, john.orgs) == ("teacher", ("teacher", "guardian"), ("org-sch-222-456",))
    assert (john.pronouns, users["Mary"].role, users["Mary"].preferred_given) == ("he/him/his", "student", "MJ")
    assert users["Thomas"].preferred_family == "Paulsy"
    assert users_on(roster, date(2026, 1, 15), findings) == ()
    assert [(remark.code, remark.count) for remark in findings.remarks] == [("oneroster.role_over", 6)]
