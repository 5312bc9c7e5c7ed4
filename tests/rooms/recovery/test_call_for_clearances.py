"""A roster or a roll-over that lets somebody leave calls the worker, who begins the slips; nothing else does."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.people.models import Person
from carrel.rooms.recovery.models import Clearance
from carrel.rooms.recovery.tasks import clear_leavers
from carrel.rooms.rosters.actions import roll_over_grades, undo_roll_over
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.recovery.late import make_late
from tests.rooms.rosters.conftest import Bring, bring, high, middle
from tests.rooms.rosters.small import homeroom, place, roster, student

__all__ = ["bring", "high", "middle"]
pytestmark = pytest.mark.django_db
TASK = "carrel.rooms.recovery.tasks.clear_leavers"


def calls() -> int:
    return DBTaskResult.objects.filter(task_path=TASK).count()


def whole(*numbers: str) -> object:
    users = [student(number, f"Nan{number}", "Abbott") for number in numbers]
    return roster(*users, classes=(homeroom(),), places=[place(each.sourced_id) for each in users])


def test_a_roster_without_leavers_calls_nobody(bring: Bring, middle: Site) -> None:
    bring(whole("1", "2"))
    bring(whole("1", "2", "3"))
    assert calls() == 0


def test_leavers_get_their_slip_and_who_is_back_has_none(
    bring: Bring, middle: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carrel.rooms.recovery.tasks.now", lambda: NOON)
    bring(whole("1", "2"))
    make_late(Person.objects.get(roster_id="u2"), "Holes")
    bring(whole("1"))
    assert calls() == 1 and not Clearance.objects.exists()
    clear_leavers.func()
    row = Clearance.objects.get()
    assert row.person.roster_id == "u2" and row.site == middle and row.begun_by == SYSTEM.name
    clear_leavers.func()
    assert Clearance.objects.get() == row
    bring(whole("1", "2"))
    assert calls() == 2
    clear_leavers.func()
    row.refresh_from_db()
    assert row.dropped_at == NOON


def test_a_roll_over_calls_too_and_taken_back_once_more(bring: Bring, middle: Site) -> None:
    bring(whole("1"))
    Person.objects.update(grade="8")
    run = roll_over_grades(SYSTEM, now=NOON, goes_to={middle.pk: None})
    assert run.left == 1 and calls() == 1
    undo_roll_over(SYSTEM, roll_over_id=run.roll_over_id, now=NOON)
    assert calls() == 2 and makers.NOON == NOON
