"""The demo district's roster is sound, the same every time, believable, and has the cast in its places."""

from collections import Counter

import pytest

from carrel.cellar.oneroster import Roster, package_files, package_zip, read
from carrel.cli.demo.district import CAST_IDS, first_day, last_day, school_year_of
from carrel.cli.demo.roster import demo_package, demo_roster, next_year_roster, week_later_roster

YEAR = 2026


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read(demo_package(YEAR))


@pytest.fixture(scope="module")
def next_year(roster: Roster) -> Roster:
    return read(package_zip(package_files(next_year_roster(roster, YEAR + 1))))


def test_it_is_read_without_a_remark(roster: Roster) -> None:
    assert roster.remarks == ()
    assert Counter(org.type for org in roster.orgs) == {"district": 1, "school": 3}


def test_there_are_1400_students_each_with_a_guardian_and_one_homeroom(roster: Roster) -> None:
    students = {user.sourced_id: user for user in roster.users if user.role == "student"}
    assert len(students) == 1400
    assert all(student.agents for student in students.values())
    homerooms = {row.sourced_id for row in roster.classes if row.type == "homeroom"}
    homes = Counter(row.user for row in roster.enrollments if row.class_id in homerooms and row.role == "student")
    assert homes == dict.fromkeys(students, 1)


def test_the_relation_of_student_and_guardian_stands_on_both_sides(roster: Roster) -> None:
    by_id = {user.sourced_id: user for user in roster.users}
    for user in roster.users:
        assert all(user.sourced_id in by_id[agent].agents for agent in user.agents)


def test_nobody_is_in_two_rooms_at_a_time(roster: Roster) -> None:
    periods = {row.sourced_id: row.periods for row in roster.classes}
    busy = Counter((row.user, period) for row in roster.enrollments for period in periods[row.class_id])
    assert [who for who, rooms in busy.items() if rooms > 1] == []


def test_the_cast_sits_where_pages_say(roster: Roster) -> None:
    homeroom = {row.sourced_id: row.title for row in roster.classes if row.type == "homeroom"}
    sits = {row.user: homeroom[row.class_id] for row in roster.enrollments if row.class_id in homeroom}
    expected = {"ana": "7B", "ben": "8A", "mateo": "8A", "eli": "8A", "fay": "10D", "clark": "7B", "haddad": "8A"}
    assert {key: sits[CAST_IDS[key]] for key in expected} == expected
    by_id = {user.sourced_id: user for user in roster.users}
    assert by_id[CAST_IDS["fay"]].orgs != by_id[CAST_IDS["ana"]].orgs
    assert by_id[CAST_IDS["dee"]].role == "aide"


def test_names_and_home_languages_are_mixed_and_some_prefer_another_name(roster: Roster) -> None:
    students = [user for user in roster.users if user.role == "student"]
    languages = Counter(user.metadata["homeLanguage"] for user in students)
    assert {"en", "es", "vi", "hmn", "so", "ar"} <= set(languages)
    assert sum("preferredGivenName" in user.metadata for user in students) > 50
    assert len({(user.given_name, user.family_name) for user in students}) > 1200


def test_the_same_year_and_seed_give_the_same_bytes() -> None:
    assert demo_package(YEAR) == demo_package(YEAR)
    assert demo_roster(YEAR, seed=1).users != demo_roster(YEAR, seed=2).users


def test_a_year_later_some_left_some_came_and_the_fifth_grade_changed_school(roster: Roster, next_year: Roster) -> None:
    before = {user.sourced_id: user for user in roster.users if user.role == "student"}
    after = {user.sourced_id: user for user in next_year.users if user.role == "student"}
    assert next_year.remarks == ()
    assert 130 < len(before.keys() - after.keys()) < 230
    assert 100 < len(after.keys() - before.keys()) < 230
    stayed = before.keys() & after.keys()
    assert all(before[key].grades != after[key].grades for key in stayed)
    assert {before[key].grades[0] for key in stayed if before[key].orgs != after[key].orgs} == {"05", "08"}
    assert any(before[key].family_name != after[key].family_name for key in stayed)
    assert after[CAST_IDS["ana"]].grades == ("08",)


def test_a_week_later_a_few_left_and_a_few_moved(roster: Roster) -> None:
    later = read(package_zip(package_files(week_later_roster(roster))))
    assert later.remarks == ()
    gone = {user.sourced_id for user in roster.users} - {user.sourced_id for user in later.users}
    assert len(gone) == 6
    assert not gone & set(CAST_IDS.values())
    places = {(row.user, row.class_id) for row in roster.enrollments if row.user not in gone}
    assert len({user for user, _ in {(row.user, row.class_id) for row in later.enrollments} - places}) == 5


def test_the_school_year() -> None:
    assert first_day(2026).isoformat() == "2026-08-17"
    assert last_day(2026).isoformat() == "2027-06-11"
    assert school_year_of(first_day(2026)) == school_year_of(last_day(2026)) == 2026
