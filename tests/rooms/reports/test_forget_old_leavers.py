"""forget_old_leavers: a student goes a year after leaving, when nothing is out and nothing was charged."""

from __future__ import annotations

from datetime import timedelta

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.people.actions import put_legal_hold
from carrel.rooms.people.models import Guardianship, Person
from carrel.rooms.reports.actions import forget_old_leavers
from carrel.rooms.reports.queries.retention import due_now
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import NOON, TODAY

LONG_AGO = TODAY - timedelta(days=366)


def left(person: Person, days: int = 366) -> Person:
    Person.objects.filter(pk=person.pk).update(left_on=TODAY - timedelta(days=days))
    return person


def there() -> set[int]:
    return set(Person.objects.values_list("pk", flat=True))


def test_a_year_after_leaving(cast: Cast) -> None:
    left(cast.mateo), left(cast.ana, 300), left(cast.gus)
    assert due_now(NOON)["leavers"] == 1
    assert forget_old_leavers(SYSTEM, now=NOON) == 1
    assert cast.mateo.pk not in there() and {cast.ana.pk, cast.gus.pk} <= there()


def test_who_owes_has_something_out_works_here_or_is_held_stays(cast: Cast) -> None:
    makers.make_charge(left(cast.ben), 100)
    makers.make_loan(makers.make_item(cast.middle), left(cast.ana))
    left(cast.eli)
    put_legal_hold(cast.actor(cast.dee), person_id=left(cast.mateo).pk, reason="Case", now=NOON)
    assert forget_old_leavers(SYSTEM, now=NOON) == 0


def test_the_family_of_nobody_else_goes_too(cast: Cast) -> None:
    category = makers.make_category("guardian")
    alone, shared = (makers.make_person(name, home_site=cast.middle, category=category) for name in ("Al", "Sy"))
    for student, guardian in ((cast.mateo, alone), (cast.mateo, shared), (cast.ana, shared)):
        Guardianship.objects.create(student=student, guardian=guardian)
    left(cast.mateo)
    assert forget_old_leavers(SYSTEM, now=NOON) == 2
    assert alone.pk not in there() and shared.pk in there()
