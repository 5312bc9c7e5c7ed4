"""The worker lets a roster in; what stands against it is asked before, and looked at again when it does."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_apply
from carrel.rooms.schools.models import Site
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student, zipped


def compared(*students: object) -> int:
    package = zipped(roster(*students))  # type: ignore[arg-type]  # users they are
    return actions.dry_run_roster(SYSTEM, source=package, source_name="a.zip", now=NOON).import_id


@pytest.mark.django_db
def test_the_worker_lets_it_in(middle: Site) -> None:
    import_id = compared(student("1"))
    job_id = actions.send_roster(SYSTEM, import_id=import_id, now=NOON, key="k")
    assert actions.send_roster(SYSTEM, import_id=import_id, now=NOON, key="k") == job_id
    assert RosterImport.objects.get().status == "applying"
    run_apply.func(job_id)
    assert RosterImport.objects.get().status == "applied"
    assert Person.objects.get().display_name == "Ana Garcia"


@pytest.mark.django_db
def test_leavers_are_asked_about_before_it_is_sent(bring: Bring) -> None:
    bring(roster(*(student(str(number)) for number in range(20))))
    import_id = compared(*(student(str(number)) for number in range(10)))
    with pytest.raises(Refused) as refused:
        actions.send_roster(SYSTEM, import_id=import_id, now=NOON)
    assert refused.value.code == "rosters.too_many_student_leave"
    job_id = actions.send_roster(SYSTEM, import_id=import_id, now=NOON, accept_leavers=True, reason="They moved.")
    run_apply.func(job_id)
    assert Person.objects.filter(left_on=None).count() == 10


@pytest.mark.django_db
def test_what_changed_meanwhile_is_compared_again_instead(bring: Bring) -> None:
    bring(roster(student("1"), student("2", "Ben", "Okoye")))
    import_id = compared(student("1", family="Ruiz"), student("2", "Ben", "Okoye"))
    job_id = actions.send_roster(SYSTEM, import_id=import_id, now=NOON)
    Person.objects.filter(roster_id="u2").update(family_name="Else")
    run_apply.func(job_id)
    run = RosterImport.objects.get(pk=import_id)
    assert run.status == "compared"
    assert run.report["counts"]["changed"] == 2
    assert Person.objects.get(roster_id="u1").family_name == "Garcia"


@pytest.mark.django_db
def test_one_that_is_in_is_not_sent_again(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    with pytest.raises(Refused) as refused:
        actions.send_roster(SYSTEM, import_id=applied.import_id, now=NOON)
    assert refused.value.code == "rosters.already_in"
