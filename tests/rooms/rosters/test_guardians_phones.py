"""The numbers of guardians come with the roster, into the call list; nobody else's number is taken in."""

from __future__ import annotations

import pytest

from carrel.rooms.people.models import Person
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.calls import calls_to_make
from carrel.rooms.recovery.rules.ladder import Step
from carrel.rooms.rosters import actions as rosters
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.recovery.late import make_late
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import guardian, homeroom, place, roster, student

pytestmark = pytest.mark.django_db


def whole(**of_mother: str) -> object:
    return roster(
        student("1", agents=("g1",), phone="530 555 0111"), guardian("1", ("u1",), **of_mother),
        classes=(homeroom(),), places=(place("u1"),),
    )  # fmt: skip


def number() -> str:
    return Person.objects.get(roster_id="g1").phone


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"phone": "(530) 555-0100"}, "(530) 555-0100"),
        ({"phone": "(530) 555-0100", "sms": "+1 530 555 0199"}, "+1 530 555 0199"),
        ({"phone": "(530) 555-0100", "sms": "none"}, "(530) 555-0100"),
        ({"phone": "ask the school"}, ""),
        ({"phone": "5" * 60}, ""),
    ],
)
def test_the_number_that_takes_messages_first(bring: Bring, said: dict[str, str], kept: str) -> None:
    bring(whole(**said))
    assert number() == kept
    assert Person.objects.get(roster_id="u1").phone == ""


def test_a_new_number_is_a_difference_and_a_blank_takes_none_away(bring: Bring) -> None:
    bring(whole(phone="(530) 555-0100"))
    bring(whole(phone="(530) 555-0177"))
    assert number() == "(530) 555-0177"
    bring(whole())
    assert number() == "(530) 555-0177"


def test_who_is_called_has_the_number_of_the_roster(bring: Bring, middle: Site) -> None:
    bring(whole(phone="(530) 555-0100"))
    make_late(Person.objects.get(roster_id="u1"), days=30)
    tech = makers.make_actor(site=middle)
    actions.keep_ladder(tech, site_id=middle.pk, steps=(Step("call", "call", 20, "phone"),), now=NOON)
    actions.make_run(tech, site_id=middle.pk, now=NOON)
    (call,) = calls_to_make(tech, NOON)
    assert [each.phone for each in call.guardians] == ["(530) 555-0100"]


def test_a_list_of_people_names_them_too(middle: Site) -> None:
    text = (
        "Student Number,First Name,Last Name,Grade,Guardian,Guardian Phone,Guardian Email\n"
        "2001,Ana,Garcia,7,Rosa Garcia,(530) 555-0123,rosa@home.example\n"
    )
    tech = makers.make_actor(site=middle)
    seen = rosters.dry_run_roster(tech, source=text.encode(), source_name="people.csv", now=NOON)
    assert seen.status == "compared", seen
    rosters.apply_roster(tech, import_id=seen.import_id, now=NOON)
    assert Person.objects.get(given_name="Rosa").phone == "(530) 555-0123"
