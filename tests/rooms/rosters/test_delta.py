"""A file of changes: what it names changes, what it takes back goes, and everything else is as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.oneroster import Enrollment, Manifest, Roster, SchoolClass, User
from carrel.rooms.people.models import Enrolment, Guardianship, Person
from carrel.rooms.people.models import SchoolClass as Known
from carrel.rooms.rosters import actions
from tests.makers import NOON, TODAY
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import guardian, homeroom, lesson, place, roster, student, teacher, zipped

TOMORROW = NOON + timedelta(days=1)
FILES = ("orgs", "academicSessions", "users", "courses", "classes", "enrollments")


@pytest.fixture
def before(bring: Bring) -> Roster:
    """Ana with her mother, Ben and Mateo of 7B, their teacher."""
    package = roster(
        student("1", agents=("g1",)),
        student("2", "Ben", "Okoye"),
        student("3", "Mateo", "Reyes"),
        guardian("1", ("u1",)),
        teacher("1"),
        classes=(homeroom(), homeroom("7C"), lesson()),
        places=(
            place("u1"), place("u2"), place("u3"), place("w1", role="teacher"), place("w1", "c-7C", "teacher"),
            place("u1", "c-English 7B"), place("w1", "c-English 7B", "teacher"),
        ),
    )  # fmt: skip
    bring(package)
    return package


def changes(
    *users: User,
    places: tuple[Enrollment, ...] = (),
    classes: tuple[SchoolClass, ...] = (),
    deleted: dict[str, dict[str, object]] | None = None,
) -> Roster:
    """A package of changes only: no school and no year is in it."""
    deleted = deleted or {}
    given = {"users": users, "enrollments": places, "classes": classes}
    modes = {name: "delta" if given.get(name) or name in deleted else "absent" for name in FILES}
    return Roster(Manifest(modes=modes), users=users, enrollments=places, classes=classes, deleted=deleted)


def seen(package: Roster) -> actions.Seen:
    return actions.dry_run_roster(SYSTEM, source=zipped(package), source_name="delta.zip", now=TOMORROW)


@pytest.mark.django_db
def test_a_change_of_one_changes_nobody_else(before: Roster, bring: Bring) -> None:
    applied = bring(changes(student("2", "Ben", "Ruiz")), now=TOMORROW)
    assert applied.counts["all"] == applied.counts["changed_student"] == 1
    ben = Person.objects.get(roster_id="u2")
    assert (ben.family_name, ben.homeroom and ben.homeroom.name) == ("Ruiz", "7B")
    assert not Person.objects.exclude(left_on=None).exists()
    assert seen(changes(student("2", "Ben", "Ruiz"))).counts["all"] == 0


@pytest.mark.django_db
def test_somebody_taken_back_leaves_and_nobody_else(before: Roster, bring: Bring) -> None:
    bring(changes(deleted={"users": {"u2": None}}), now=TOMORROW)
    (left,) = Person.objects.exclude(left_on=None)
    assert (left.roster_id, left.left_on) == ("u2", TODAY + timedelta(days=1))
    assert Enrolment.objects.get(person=left).ends_on == TODAY
    assert seen(changes(deleted={"users": {"u2": None}})).counts["all"] == 0


@pytest.mark.django_db
def test_a_move_to_another_homeroom_is_two_rows(before: Roster, bring: Bring) -> None:
    moved = changes(places=(place("u3", "c-7C"),), deleted={"enrollments": {"c-7B-u3": place("u3")}})
    bring(moved, now=TOMORROW)
    mateo = Person.objects.get(roster_id="u3")
    assert mateo.homeroom == Known.objects.get(name="7C")
    assert " 7c" in mateo.search_text
    assert Enrolment.objects.get(person=mateo, school_class__name="7B").ends_on == TODAY
    assert Person.objects.get(roster_id="u1").homeroom == Known.objects.get(name="7B")
    assert seen(moved).counts["all"] == 0


@pytest.mark.django_db
def test_a_new_student_with_a_known_mother_comes_in(before: Roster, bring: Bring) -> None:
    sister = student("4", "Zoe", "Garcia", agents=("g1",))
    bring(changes(sister, places=(place("u4"),)), now=TOMORROW)
    zoe = Person.objects.get(roster_id="u4")
    assert zoe.homeroom == Known.objects.get(name="7B")
    assert zoe.guardians.get().guardian.roster_id == "g1"
    assert Guardianship.objects.count() == 2


@pytest.mark.django_db
def test_a_class_taken_back_ends_with_its_places(before: Roster, bring: Bring) -> None:
    bring(changes(deleted={"classes": {"c-English 7B": None}}), now=TOMORROW)
    english = Known.objects.get(name="English 7B")
    assert english.ended_on == TODAY + timedelta(days=1)
    assert set(english.enrolments.values_list("ends_on", flat=True)) == {TODAY}
    assert not Known.objects.exclude(pk=english.pk).exclude(ended_on=None).exists()


@pytest.mark.django_db
def test_what_nobody_knows_yet_waits_and_is_told(before: Roster) -> None:
    found = seen(changes(places=(place("u77"), place("u1", "c-77"))))
    assert found.counts["all"] == 0
    assert [(remark.code, remark.facts["id"]) for remark in found.remarks] == [("oneroster.not_yet_known", "u77")]


@pytest.mark.django_db
def test_a_place_taken_back_without_saying_whose_stays_and_is_told(before: Roster) -> None:
    found = seen(changes(deleted={"enrollments": {"c-7B-u3": None}}))
    assert found.counts["all"] == 0
    assert [remark.code for remark in found.remarks] == ["oneroster.deleted_unknown"]


@pytest.mark.django_db
def test_a_manifest_alone_says_that_nothing_differs(before: Roster) -> None:
    found = seen(changes())
    assert (found.status, found.counts["all"], found.objections) == ("compared", 0, ())


@pytest.mark.django_db
def test_whole_persons_and_changes_of_places_come_together(before: Roster, bring: Bring) -> None:
    """Each file has a mode of its own: who is not in the whole file leaves, whose place is not named keeps it."""
    mixed = replace(
        before,
        manifest=Manifest(modes=dict.fromkeys(FILES, "bulk") | {"enrollments": "delta"}),
        users=tuple(user for user in before.users if user.sourced_id != "u2"),
        enrollments=(place("u3", "c-7C"),),
    )
    bring(mixed, now=TOMORROW)
    assert [person.roster_id for person in Person.objects.exclude(left_on=None)] == ["u2"]
    assert Person.objects.get(roster_id="u1").homeroom == Known.objects.get(name="7B")


@pytest.mark.django_db
def test_many_taken_back_are_asked_about_as_ever(bring: Bring) -> None:
    bring(roster(*(student(str(number)) for number in range(40))))
    found = seen(changes(deleted={"users": {f"u{number}": None for number in range(10)}}))
    assert [each.code for each in found.objections] == ["rosters.too_many_student_leave"]
