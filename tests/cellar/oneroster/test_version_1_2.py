"""Version 1.2: roles in a file of their own, preferred names, words a student system adds."""

from datetime import date
from types import MappingProxyType

import pytest

from carrel.cellar.oneroster import Manifest, Org, Role, Roster, User, package_files, package_zip, read, users_on
from carrel.cellar.oneroster.faults import Findings
from tests.cellar.oneroster.packages import places_of

TODAY = date(2026, 11, 23)
ORGS = (Org("d1", "Alder Creek", "district"), Org("s1", "Birch", "school", "", "d1"), Org("s2", "Cedar", "school"))
ANA = User(
    "u1", "", "Ana", "Garcia", username="ana", preferred_given="Anita", preferred_family="Ruiz", pronouns="she/her"
)
JOAN = User("w1", "", "Joan", "Clark", username="joan", primary_org="s2")


def role(number: str, user: str, word: str, org: str = "s1", **more: object) -> Role:
    return Role(number, user, word, org, **({"kind": "primary"} | more))  # type: ignore[arg-type]  # a maker's freedom


def written(*roles: Role, users: tuple[User, ...] = (ANA, JOAN)) -> Roster:
    """The package as it is read again after it was written."""
    modes = {"orgs": "bulk", "users": "bulk", "roles": "bulk"}
    roster = Roster(Manifest("1.2", modes=modes), orgs=ORGS, users=users, roles=roles)
    return read(package_zip(package_files(roster)))


def on(roster: Roster, day: date = TODAY) -> tuple[dict[str, User], list[str]]:
    findings = Findings()
    users = {user.sourced_id: user for user in users_on(roster, day, findings)}
    return users, [remark.code for remark in findings.remarks]


def test_what_is_written_is_read_back() -> None:
    roster = written(role("r1", "u1", "student"), role("r2", "w1", "teacher"))
    assert [user._replace(line=0) for user in roster.users] == [ANA, JOAN]
    assert roster.remarks == ()
    users, told = on(roster)
    assert (users["u1"].role, users["u1"].orgs, users["u1"].preferred_family) == ("student", ("s1",), "Ruiz")
    assert told == []


def test_the_first_school_is_the_primary_one_and_a_teacher_who_is_a_mother_is_a_teacher() -> None:
    roles = (
        role("r1", "w1", "parent", "s1"),
        role("r2", "w1", "teacher", "s1", kind="secondary"),
        role("r3", "w1", "teacher", "s2", kind="secondary"),
        role("r4", "u1", "student"),
    )
    users, _ = on(written(*roles))
    assert (users["w1"].role, users["w1"].roles, users["w1"].orgs) == ("teacher", ("teacher", "parent"), ("s2", "s1"))


@pytest.mark.parametrize(
    ("begins", "ends", "counts"),
    [
        (None, None, True),
        (date(2027, 1, 5), None, True),
        (None, date(2026, 11, 23), True),
        (None, date(2026, 11, 22), False),
    ],
)
def test_a_role_counts_until_its_last_day(begins: date | None, ends: date | None, counts: bool) -> None:
    users, told = on(written(role("r1", "u1", "student", begins_on=begins, ends_on=ends)))
    assert ("u1" in users) is counts
    assert told == (["oneroster.no_role"] if counts else ["oneroster.role_over", "oneroster.no_role"])


def test_words_of_a_system_of_its_own_are_read() -> None:
    roster = written(role("r1", "u1", "ext:visitor"), role("r2", "w1", "counselor"))
    assert [remark.code for remark in roster.remarks] == ["oneroster.word_unknown"]
    users, _ = on(roster)
    assert (users["u1"].role, users["w1"].role) == ("ext:visitor", "counselor")


def test_a_package_without_roles_is_refused() -> None:
    files = package_files(Roster(Manifest("1.2"), orgs=ORGS, users=(ANA,)))
    assert places_of(files) == [("manifest.csv", 0, "", "oneroster.needed_file_absent")]


def test_a_role_of_nobody_is_refused_with_its_place() -> None:
    files = package_files(Roster(Manifest("1.2"), orgs=ORGS, users=(ANA,), roles=(role("r1", "u9", "student"),)))
    assert places_of(files) == [("roles.csv", 2, "userSourcedId", "oneroster.reference_missing")]


def test_version_1_1_is_left_as_it_is() -> None:
    roster = Roster(Manifest("1.1"), users=(User("u1", "student", "Ana", "Garcia", metadata=MappingProxyType({})),))
    assert users_on(roster, TODAY, Findings()) == roster.users
