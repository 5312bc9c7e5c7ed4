"""r225: everybody moves up a grade in one act, where no student system says so."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.rules import Pupil, grade_after, moves_of, steps_of
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import homeroom, place, roster, student, teacher


def school(bring: Bring) -> None:
    """6th to 8th grade in the middle school, 12th in the high school, a teacher."""
    bring(roster(
        student("1", grades=("06",)), student("2", "Ben", "Okoye", grades=("07",)),
        student("3", "Mateo", "Reyes", grades=("08",)),
        student("4", "Fay", "Lind", grades=("12",), orgs=("s2",)), teacher("1"),
        classes=(homeroom(),), places=(place("u2"),),
    ))  # fmt: skip


def grades() -> dict[str, tuple[str, str]]:
    rows = Person.objects.filter(left_on=None, roster_id__startswith="u").order_by("roster_id")
    return {str(each.roster_id): (each.grade, each.home_site.code if each.home_site else "") for each in rows}


@pytest.mark.parametrize(
    ("grade", "after"),
    [("7", "8"), ("K", "1"), ("TK", "K"), ("PK", "K"), ("12", ""), ("UG", "UG"), ("Newcomers", "Newcomers")],
)
def test_the_grade_of_next_year(grade: str, after: str) -> None:
    assert grade_after(grade) == after


def test_the_last_grade_of_a_site_is_marked_and_the_unknown_stay() -> None:
    pupils = [Pupil(1, "1", "6", 1, None), Pupil(2, "2", "8", 1, None), Pupil(3, "3", "UG", 1, None)]
    assert [(step.grade, step.next_grade, step.students, step.is_last) for step in steps_of(pupils)] == [
        ("6", "7", 1, False), ("8", "9", 1, True), ("UG", "UG", 1, False),
    ]  # fmt: skip
    assert [(move.pupil.id, move.grade, move.site, move.leaves) for move in moves_of(pupils, goes_to={}, stays=())] == [
        (1, "7", 1, False), (2, "8", 1, True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_everybody_moves_up_the_last_grade_changes_school_or_leaves(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    done = actions.roll_over_grades(SYSTEM, now=NOON, goes_to={middle.pk: high.pk, high.pk: None})
    assert (done.moved, done.left) == (3, 1)
    assert grades() == {"u1": ("7", "ACM"), "u2": ("8", "ACM"), "u3": ("9", "CED")}
    fay = Person.objects.get(roster_id="u4")
    assert (fay.left_on, fay.grade, fay.cards.get().status) == (TODAY, "12", "valid")
    ben = Person.objects.get(roster_id="u2")
    assert (ben.homeroom, "7b" in ben.search_text, " 8" in ben.search_text) == (None, False, True)
    assert AuditEntry.objects.get(code="rosters.roll_over_grades").facts["moved"] == 3


@pytest.mark.django_db
def test_who_repeats_the_grade_stays(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    actions.roll_over_grades(SYSTEM, now=NOON, site_id=middle.pk, goes_to={middle.pk: high.pk}, stays=["201", ""])
    assert grades()["u1"] == ("6", "ACM")
    assert grades()["u4"] == ("12", "CED")


@pytest.mark.django_db
def test_a_number_nobody_has_is_told_and_nobody_moves(bring: Bring, middle: Site) -> None:
    school(bring)
    with pytest.raises(Refused) as refused:
        actions.roll_over_grades(SYSTEM, now=NOON, stays=["999"])
    assert refused.value.code == "rosters.stays_unknown"
    assert grades()["u1"] == ("6", "ACM")


@pytest.mark.django_db
def test_twice_in_a_year_is_asked_about(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    actions.roll_over_grades(SYSTEM, now=NOON, goes_to={middle.pk: high.pk})
    later = NOON + timedelta(days=3)
    with pytest.raises(Refused) as refused:
        actions.roll_over_grades(SYSTEM, now=later, goes_to={middle.pk: high.pk})
    assert refused.value.code == "rosters.rolled_over_lately"
    actions.roll_over_grades(
        SYSTEM,
        now=later,
        goes_to={middle.pk: high.pk},
        overrides=("rosters.rolled_over_lately",),
        reason="A test before.",
    )
    assert grades()["u1"] == ("8", "ACM")


@pytest.mark.django_db
def test_a_form_sent_twice_moves_once(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    for _ in range(2):
        done = actions.roll_over_grades(SYSTEM, now=NOON, goes_to={middle.pk: high.pk}, key="k")
    assert done.repeated
    assert grades()["u1"] == ("7", "ACM")


@pytest.mark.django_db
def test_a_school_moves_its_own_and_sends_them_to_its_own_sites_only(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    librarian = makers.make_actor("librarian", middle)
    for more in ({"site_id": high.pk}, {"goes_to": {middle.pk: high.pk}}):
        with pytest.raises(Refused) as refused:
            actions.roll_over_grades(librarian, now=NOON, **more)  # type: ignore[arg-type]  # two kinds of arguments
        assert refused.value.code == "rosters.other_school"
    actions.roll_over_grades(librarian, now=NOON)
    assert grades() == {"u1": ("7", "ACM"), "u2": ("8", "ACM"), "u4": ("12", "CED")}


@pytest.mark.django_db
def test_who_may_not_is_told(bring: Bring, middle: Site) -> None:
    with pytest.raises(NotAllowed):
        actions.roll_over_grades(makers.make_actor("assistant", middle), now=NOON)
    with pytest.raises(Refused, match="nobody_moves"):
        actions.roll_over_grades(SYSTEM, now=NOON)
