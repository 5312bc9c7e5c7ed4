"""What a roster wants: grades, languages, homerooms, guardians, sessions, and which school is which site."""

from datetime import date
from types import MappingProxyType

import pytest

from carrel.cellar.oneroster import Org, User
from carrel.rooms.rosters.rules import KnownSite, Wanted, grade_said, match_schools, wanted_from
from tests.rooms.rosters.small import ORGS, guardian, homeroom, place, roster, student, teacher

TODAY = date(2026, 11, 23)
SITES = {"s1": 1, "s2": 2}


def wanted(*users: User, today: date = TODAY, with_district: bool = False, **more: object) -> Wanted:
    package = roster(*users, **more)  # type: ignore[arg-type]  # a maker's freedom
    return wanted_from(package, SITES, today=today, with_district=with_district)


@pytest.mark.parametrize(
    ("grades", "said"),
    [(("07",), "7"), (("KG",), "K"), (("09", "10"), "10"), (("TK",), "TK"), ((), ""), (("Gr 3",), "3")],
)
def test_a_grade_is_said_as_people_say_it(grades: tuple[str, ...], said: str) -> None:
    assert wanted(student("1", grades=grades)).persons[0].said.grade == said
    assert grade_said("12") == "12"


def test_a_grade_nobody_knows_is_kept_and_told() -> None:
    found = wanted(student("1", grades=("Newcomers",)))
    assert found.persons[0].said.grade == "Newcomers"
    assert [remark.code for remark in found.remarks] == ["oneroster.grade_unknown"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Spanish", "es"), ("es", "es"), ("HMN", "hmn"), ("es-MX", "es"), ("Klingon", ""), ("", "")],
)
def test_the_home_language_is_a_code(written: str, code: str) -> None:
    ana = student("1", metadata=MappingProxyType({"HomeLanguage": written}))
    found = wanted(ana).persons[0].said.home_language
    assert found == code


def test_the_homeroom_is_the_newest_that_has_begun() -> None:
    places = (
        place("u1", "c-7A"),
        place("u1", "c-7B", begins_on=date(2026, 10, 1)),
        place("u1", "c-7C", begins_on=date(2027, 1, 5)),
    )
    classes = (homeroom("7A"), homeroom("7B"), homeroom("7C"))
    assert wanted(student("1"), classes=classes, places=places).persons[0].said.homeroom == "c-7B"
    july = wanted(student("1"), classes=classes, places=places[:1], today=date(2026, 7, 1))
    assert july.persons[0].said.homeroom == "c-7A"
    over = wanted(student("1"), classes=classes, places=places, today=date(2027, 7, 1))
    assert over.persons[0].said.homeroom == ""


def test_guardians_come_with_a_student_and_only_then() -> None:
    found = wanted(student("1", agents=("g1",)), guardian("1", ()), guardian("2", ("u1",)), guardian("3", ()))
    assert found.guardianships == {("u1", "g1"): "parent", ("u1", "g2"): "parent"}
    assert [(person.roster_id, person.said.category, person.card) for person in found.persons][1:] == [
        ("g1", "guardian", ""),
        ("g2", "guardian", ""),
    ]


def test_staff_of_the_district_come_in_for_the_district_only() -> None:
    chief = teacher("9", orgs=("d",))._replace(role="administrator")
    assert wanted(student("1"), chief).persons[-1].roster_id == "u1"
    found = wanted(student("1"), chief, with_district=True).persons[-1]
    assert (found.roster_id, found.said.site, found.said.category) == ("w9", None, "staff")


def test_rows_of_one_place_become_one_from_first_to_last_day() -> None:
    places = (
        place("u1", begins_on=date(2026, 9, 1), ends_on=date(2026, 10, 1)),
        place("u1", begins_on=date(2026, 11, 1), ends_on=None)._replace(sourced_id="another"),
    )
    (row,) = wanted(student("1"), classes=(homeroom(),), places=places).enrolments
    assert (row.starts_on, row.ends_on) == (date(2026, 9, 1), None)


def test_schools_are_matched_by_number_then_code_then_name_each_once() -> None:
    sites = (
        KnownSite(1, "X", "Whatever", "s2"),
        KnownSite(2, "acm", "Cedar High School", ""),
        KnownSite(3, "Y", "Alder Creek Middle School", ""),
    )
    found = match_schools(ORGS, sites)
    assert [(org.sourced_id, site.id) for org, site in found.matched] == [("s1", 2), ("s2", 1)]
    assert match_schools(ORGS, sites[:1]).unknown == (ORGS[1],)


def test_a_department_belongs_to_its_school_and_a_ring_ends() -> None:
    orgs = (*ORGS, Org("p1", "History", "department", "", "s1"), Org("r1", "A", "department", "", "r2"))
    ring = (*orgs, Org("r2", "B", "department", "", "r1"))
    found = match_schools(ring, (KnownSite(1, "ACM", "", ""),))
    assert found.sites == {"s1": 1, "p1": 1}


def test_another_house_is_told_apart_from_an_unknown_one() -> None:
    sites = (KnownSite(1, "ACM", "", ""), KnownSite(2, "CED", "", ""))
    found = match_schools(ORGS, sites, {1})
    assert [org.sourced_id for org in found.elsewhere] == ["s2"]
    assert found.unknown == ()
