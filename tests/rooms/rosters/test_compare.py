"""Properties of a comparison, without a database: applying what it says leaves nothing to say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.verdicts import Weight
from carrel.rooms.rosters.rules import (
    Changes,
    Known,
    KnownPerson,
    KnownSite,
    Said,
    apply_objections,
    compare,
    fingerprint,
    wanted_from,
    within,
)
from tests.rooms.rosters.small import roster, student

TODAY = date(2026, 11, 23)
SITES = (KnownSite(1, "ACM", "Alder Creek Middle School", "s1"), KnownSite(2, "CED", "Cedar High School", "s2"))
SITE_OF = {"s1": 1, "s2": 2}
HERE = frozenset({1})
NAMES = st.sampled_from(["Ana", "Ben", "Zoë", "Đức"])
PUPILS = st.dictionaries(
    st.integers(1, 12).map(str), st.tuples(NAMES, NAMES, st.sampled_from(["s1", "s2"])), max_size=8
)


def persons(pupils: dict[str, tuple[str, str, str]], left: frozenset[str] = frozenset()) -> tuple[KnownPerson, ...]:
    """What would be known after these pupils came in."""
    return tuple(
        KnownPerson(
            int(number),
            f"u{number}",
            Said(given, family, local_number=f"20{number}", grade="7", category="student", site=SITE_OF[org]),
            has_left=number in left,
        )
        for number, (given, family, org) in pupils.items()
    )


def known(pupils: dict[str, tuple[str, str, str]]) -> Known:
    cards = {f"20{number}": int(number) for number in pupils}
    had = {int(number): frozenset({f"20{number}"}) for number in pupils}
    return Known(sites=SITES, persons=persons(pupils), cards=cards, had=had)


def changes(before: Known, pupils: dict[str, tuple[str, str, str]], here: frozenset[int] = HERE) -> Changes:
    users = [student(number, given, family, orgs=(org,)) for number, (given, family, org) in pupils.items()]
    whole = wanted_from(roster(*users), {"s1": 1, "s2": 2}, today=TODAY, with_district=False)
    return compare(before, within(before, whole, here), site_ids=here, today=TODAY)


@given(PUPILS)
def test_what_is_known_does_not_differ(pupils: dict[str, tuple[str, str, str]]) -> None:
    assert changes(known(pupils), pupils, frozenset({1, 2})).persons == ()


@given(PUPILS, PUPILS)
def test_everybody_is_new_changed_the_same_or_left(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> None:
    found = changes(known(before), after, frozenset({1, 2}))
    assert {change.handle for change in found.of("new")} == {f"u{number}" for number in after.keys() - before.keys()}
    assert {change.handle for change in found.of("left")} == {f"u{number}" for number in before.keys() - after.keys()}
    assert {change.handle for change in found.of("changed")} == {
        f"u{number}" for number in before.keys() & after.keys() if before[number] != after[number]
    }


@given(PUPILS, PUPILS)
def test_a_school_touches_only_its_own(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> None:
    """Nobody who neither belonged to the school nor does now is changed by its import."""
    for change in changes(known(before), after).persons:
        number = change.handle[1:]
        assert "s1" in {row[2] for row in (before.get(number), after.get(number)) if row}


@given(PUPILS, PUPILS)
def test_a_fingerprint_tells_one_set_of_differences_from_another(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> None:
    one, same = changes(known(before), after), changes(known(before), after)
    assert fingerprint(one) == fingerprint(same)
    if one.persons:
        assert fingerprint(one) != fingerprint(Changes())


def asked(count: int, leavers: int, share: int) -> list[str]:
    before = known({str(number): ("Ana", "Garcia", "s1") for number in range(count)})
    users = [student(str(number)) for number in range(leavers, count)]
    wanted = wanted_from(roster(*users), {"s1": 1}, today=TODAY, with_district=False)
    found = compare(before, wanted, site_ids=HERE, today=TODAY)
    objections = apply_objections(before, wanted, found, site_ids=HERE, leavers_in_a_hundred=share)
    assert all(each.weight is Weight.ASK for each in objections if each.code != "rosters.no_students")
    return [each.code for each in objections]


def test_the_share_of_leavers_at_its_edges() -> None:
    assert asked(100, 10, 10) == []
    assert asked(100, 11, 10) == ["rosters.too_many_student_leave"]
    assert asked(20, 4, 10) == []
    assert asked(20, 5, 10) == ["rosters.too_many_student_leave"]
    assert asked(20, 5, 25) == []
    assert asked(20, 20, 100) == ["rosters.no_students"]
