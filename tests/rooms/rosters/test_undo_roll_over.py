"""A roll-over can be taken back while nothing stands on it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student
from tests.rooms.rosters.test_roll_over_grades import grades, school

LATER = NOON + timedelta(days=1)


def rolled(middle: Site, high: Site) -> int:
    done = actions.roll_over_grades(SYSTEM, now=NOON, goes_to={middle.pk: high.pk, high.pk: None})
    return done.roll_over_id


@pytest.mark.django_db
def test_everybody_is_again_what_they_were(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    before = list(Person.objects.order_by("pk").values())
    done = actions.undo_roll_over(SYSTEM, roll_over_id=rolled(middle, high), now=LATER)
    assert (done.restored, done.changed) == (4, 0)
    assert list(Person.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_whom_somebody_changed_since_stays_as_they_are(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    number = rolled(middle, high)
    Person.objects.filter(roster_id="u1").update(grade="6")
    done = actions.undo_roll_over(SYSTEM, roll_over_id=number, now=LATER)
    assert (done.restored, done.changed) == (3, 1)
    assert grades()["u2"] == ("7", "ACM")


@pytest.mark.django_db
def test_twice_is_refused(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    number = rolled(middle, high)
    actions.undo_roll_over(SYSTEM, roll_over_id=number, now=LATER)
    with pytest.raises(Refused, match="roll_over_undone"):
        actions.undo_roll_over(SYSTEM, roll_over_id=number, now=LATER)
    actions.roll_over_grades(SYSTEM, now=LATER, goes_to={middle.pk: high.pk})
    assert grades()["u1"] == ("7", "ACM")


@pytest.mark.django_db
def test_after_a_roster_came_in_it_is_refused(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    number = rolled(middle, high)
    bring(roster(student("1", grades=("07",))), now=LATER)
    with pytest.raises(Refused, match="roster_since_roll_over"):
        actions.undo_roll_over(SYSTEM, roll_over_id=number, now=LATER)


@pytest.mark.django_db
def test_the_later_one_comes_first(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    number = rolled(middle, high)
    actions.roll_over_grades(SYSTEM, now=NOON + timedelta(days=300), goes_to={middle.pk: high.pk})
    with pytest.raises(Refused, match="later_roll_over"):
        actions.undo_roll_over(SYSTEM, roll_over_id=number, now=NOON + timedelta(days=301))


@pytest.mark.django_db
def test_another_school_may_not_and_does_not_see_it(bring: Bring, middle: Site, high: Site) -> None:
    school(bring)
    number = rolled(middle, high)
    with pytest.raises(NotAllowed):
        actions.undo_roll_over(makers.make_actor("assistant", middle), roll_over_id=number, now=LATER)
    with pytest.raises(Refused, match="no_such_roll_over"):
        actions.undo_roll_over(makers.make_actor("librarian", middle), roll_over_id=number, now=LATER)
