"""A roster whose numbers changed: the same persons are met again by student number, and many are asked about."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.oneroster import Org, Roster
from carrel.rooms.people.models import Card, Guardianship, Person
from carrel.rooms.rosters import actions
from carrel.rooms.schools.models import SchoolYear, Site
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import ORGS, YEAR, guardian, homeroom, place, roster, student, teacher, zipped

TOMORROW = NOON + timedelta(days=1)
PUPILS = tuple(str(number) for number in range(1, 9))


def first() -> Roster:
    users = [student(number, f"Given{number}", f"Family{number}") for number in PUPILS]
    users[0] = users[0]._replace(agents=("g1",))
    return roster(
        *users, guardian("1", ("u1",)), teacher("1"),
        classes=(homeroom(),), places=[place(f"u{number}") for number in PUPILS],
    )  # fmt: skip


def anew(package: Roster, *, numbers: bool = True) -> Roster:
    """The same roster from another student system: every number of its own begins with `n-`."""

    def new(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"n-{each}" for each in ids)

    return Roster(
        manifest=package.manifest,
        orgs=tuple(Org(f"n-{o.sourced_id}", o.name, o.type, "", f"n-{o.parent}" if o.parent else "") for o in ORGS),
        academic_sessions=(YEAR._replace(sourced_id="n-y"),),
        users=tuple(
            user._replace(
                sourced_id=f"n-{user.sourced_id}", orgs=new(user.orgs), agents=new(user.agents),
                identifier=user.identifier if numbers else "",
            )
            for user in package.users
        ),
        classes=tuple(
            row._replace(sourced_id=f"n-{row.sourced_id}", school=f"n-{row.school}", course="", terms=("n-y",))
            for row in package.classes
        ),
        enrollments=tuple(
            row._replace(
                sourced_id=f"n-{row.sourced_id}", class_id=f"n-{row.class_id}", school=f"n-{row.school}",
                user=f"n-{row.user}",
            )
            for row in package.enrollments
        ),
    )  # fmt: skip


def seen(package: Roster) -> actions.Seen:
    return actions.dry_run_roster(SYSTEM, source=zipped(package), source_name="anew.zip", now=TOMORROW)


@pytest.mark.django_db
def test_the_same_persons_get_the_new_numbers_after_a_question(bring: Bring, middle: Site) -> None:
    bring(first())
    before = dict(Person.objects.filter(category__code="student").values_list("local_number", "pk"))
    found = seen(anew(first()))
    assert [each.code for each in found.objections] == ["rosters.school_numbers_changed", "rosters.numbers_changed"]
    assert (found.counts["matched_student"], found.counts["matched_guardian"]) == (8, 1)
    bring(anew(first()), now=TOMORROW)
    students = Person.objects.filter(category__code="student")
    assert dict(students.values_list("local_number", "pk")) == before
    assert set(students.values_list("roster_id", flat=True)) == {f"n-u{number}" for number in PUPILS}
    assert not students.exclude(left_on=None).exists()
    assert set(Card.objects.values_list("status", flat=True)) == {"valid"}
    assert Guardianship.objects.get().guardian.roster_id == "n-g1"
    assert SchoolYear.objects.get().roster_id == "n-y"
    middle.refresh_from_db()
    assert middle.roster_id == "n-s1"


@pytest.mark.django_db
def test_a_second_time_nothing_differs(bring: Bring) -> None:
    bring(first())
    bring(anew(first()), now=TOMORROW)
    assert seen(anew(first())).counts["all"] == 0


@pytest.mark.django_db
def test_without_student_numbers_nothing_tells_and_it_is_asked(bring: Bring) -> None:
    bring(first())
    found = seen(anew(first(), numbers=False))
    assert "rosters.same_names_leave" in {each.code for each in found.objections}
    assert Person.objects.filter(left_on=None).count() == 10


@pytest.mark.django_db
def test_a_number_given_to_somebody_else_does_not_make_them_the_same(bring: Bring) -> None:
    bring(first())
    others = [user for user in first().users if user.sourced_id != "u8"]
    zoe = student("9", "Zoe", "Hale", identifier="208")
    bring(roster(*others, zoe, classes=(homeroom(),), places=[place(f"u{number}") for number in PUPILS[:7]]))
    assert Person.objects.get(roster_id="u8").left_on is not None
    assert Person.objects.get(roster_id="u9").display_name == "Zoe Hale"
    assert Card.objects.get(number="208", status="valid").person.roster_id == "u8"


@pytest.mark.django_db
def test_one_who_comes_back_under_a_new_number_is_no_question(bring: Bring) -> None:
    bring(first())
    again = tuple(user._replace(sourced_id="u80") if user.sourced_id == "u8" else user for user in first().users)
    places = [place(f"u{number}") for number in (*PUPILS[:7], "80")]
    found = seen(roster(*again, classes=(homeroom(),), places=places))
    assert (found.objections, found.counts["matched"]) == ((), 1)


@pytest.mark.django_db
def test_two_students_with_one_number_are_two_and_one_has_the_card(bring: Bring) -> None:
    bring(roster(student("1"), student("2", "Ben", "Okoye", identifier="201")))
    assert Card.objects.get(number="201").person.roster_id == "u1"
    assert not Card.objects.filter(person__roster_id="u2").exists()
    found = seen(roster(student("1"), student("2", "Ben", "Okoye", identifier="201")))
    assert found.counts["all"] == 0
    (told,) = (remark for remark in found.remarks if remark.code == "oneroster.card_taken")
    assert told.facts == {"name": "Ben Okoye", "number": "201"}


@pytest.mark.django_db
def test_a_class_without_a_teacher_comes_in_and_is_told(bring: Bring) -> None:
    package = roster(student("1"), classes=(homeroom(),), places=(place("u1"),))
    found = seen(package)
    (told,) = (remark for remark in found.remarks if remark.code == "oneroster.class_without_teacher")
    assert (told.file, told.line, told.facts["name"]) == ("classes.csv", 2, "7B")
    bring(package)
    assert Person.objects.get(roster_id="u1").homeroom is not None
