"""Roles, sight, numbers, names: pure."""

from datetime import date

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people import rules
from carrel.rooms.people.rules import Sight


def actor(role: str, *, sites: set[int], narrow: set[int] = frozenset(), is_district: bool = False) -> Actor:  # type: ignore[assignment]  # an empty frozen set reads like an empty set
    return Actor(
        1, 100, "", 1, frozenset(sites), is_district, rules.ROLES[role].permissions, narrow_site_ids=frozenset(narrow)
    )


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("district_manager", Sight.FULL),
        ("librarian", Sight.FULL),
        ("technician", Sight.FULL),
        ("assistant", Sight.FULL),
        ("student_worker", Sight.DESK),
        ("volunteer", Sight.NAME),
        ("teacher", Sight.NONE),
        ("student", Sight.NONE),
    ],
)
def test_sight_at_the_same_school(role: str, expected: Sight) -> None:
    assert rules.sight_of(actor(role, sites={1}), person_id=5, site_ids={1}, in_own_class=False) is expected


@pytest.mark.parametrize("role", [role for role in rules.ROLES if role != "district_manager"])
def test_nobody_sees_a_student_of_another_school(role: str) -> None:
    assert rules.sight_of(actor(role, sites={1}), person_id=5, site_ids={2}, in_own_class=False) is Sight.NONE
    assert rules.sight_of(actor(role, sites={1}), person_id=5, site_ids=set(), in_own_class=False) is Sight.NONE


def test_the_district_sees_everyone_and_a_teacher_their_class() -> None:
    manager = actor("district_manager", sites=set(), is_district=True)
    assert rules.sight_of(manager, person_id=5, site_ids={9}, in_own_class=False) is Sight.FULL
    assert rules.sight_of(actor("teacher", sites={1}), person_id=5, site_ids={1}, in_own_class=True) is Sight.CLASS
    assert rules.sight_of(actor("student", sites={1}), person_id=5, site_ids={1}, in_own_class=True) is Sight.NONE
    assert rules.sight_of(actor("student", sites={1}), person_id=100, site_ids={1}, in_own_class=False) is Sight.NAME


def test_a_technician_here_who_teaches_there_sees_nobody_there() -> None:
    both = actor("technician", sites={1, 2}, narrow={2})
    assert rules.sight_of(both, person_id=5, site_ids={2}, in_own_class=False) is Sight.NONE
    assert rules.sight_of(both, person_id=5, site_ids={1, 2}, in_own_class=False) is Sight.FULL


def test_student_workers_and_volunteers_only_lend_count_parts_and_take_back_their_own_slips() -> None:
    for role in ("student_worker", "volunteer"):
        held = rules.ROLES[role].permissions
        beyond_every_reader = held - rules.ROLES["student"].permissions
        assert {each for each in beyond_every_reader if each.startswith("circulation.")} == {
            "circulation.check_out",
            "circulation.check_in",
            "circulation.renew",
            "circulation.undo_own",
            "circulation.note_condition",
            "circulation.note_missing_part",
            "circulation.part_found",
            "circulation.lend_all_in",
        }
        assert "people.view_person" not in held


def test_roles_are_given_downwards() -> None:
    for giver, giver_role in rules.ROLES.items():
        for role, given in rules.ROLES.items():
            expected = giver == "district_manager" or giver_role.rank > given.rank
            assert rules.may_give([giver], role) is expected
    assert not rules.may_give([], "student")
    assert not rules.may_give(["librarian"], "emperor")
    assert rules.permissions_of(["emperor"]) == frozenset()


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (None, None, True),
        (date(2026, 11, 23), None, True),
        (date(2026, 11, 24), None, False),
        (None, date(2026, 11, 23), True),
        (None, date(2026, 11, 22), False),
    ],
)
def test_both_days_count(starts: date | None, ends: date | None, expected: bool) -> None:
    assert rules.is_held(starts, ends, date(2026, 11, 23)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" ab-12 ", "AB-12"),
        ("2181 1000", "21811000"),
        ("\x02123\r\n", "123"),
        ("１２３", "123"),
        ("😀", "😀"),
        ("", ""),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert rules.normalise_number(text) == expected
    assert len(rules.normalise_number("9" * 10_000)) == 64


def test_names_are_found_folded_by_each_word() -> None:
    words = rules.search_text_for(
        given_name="José María", family_name="O'Neill-Núñez", preferred_given="Pepe", grade="07", homeroom="7B"
    )
    assert words == " pepe jose maria oneill nunez 7b 07 7"
    assert rules.parts_to_find("  JOSÉ, o'neill ") == ["jose", "oneill"]
    assert rules.parts_to_find("a b c d e f g h") == list("abcdef")
    assert rules.same_names(["Ana García", "ana garcia", "Ben"]) == {"ana garcia"}


@pytest.mark.parametrize(
    ("grade", "shown"), [("07", "7"), ("10", "10"), ("KG", "K"), ("PK", "Pre-K"), ("", ""), ("00", "00")]
)
def test_grades_as_schools_say_them(grade: str, shown: str) -> None:
    assert rules.grade_shown(grade) == shown
