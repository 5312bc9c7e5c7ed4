"""Half-done work is kept, listed, taken up on any device, and never overwritten unseen."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import VISITOR
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.parking import actions, queries
from carrel.cellar.parking.models import Parked
from tests import makers
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def park(actor: object, device: str = "", kind: str = "desk.visit") -> Parked:
    return actions.park(
        actor,  # type: ignore[arg-type]  # always an Actor here
        kind=kind,
        title="Returning",
        detail="23 scanned",
        url="/desk/",
        state={"scanned": 23},
        now=NOON,
        device=device,
    )


def test_what_is_parked_is_listed_for_its_account_only() -> None:
    dee, lena = makers.make_actor(), makers.make_actor("librarian")
    park(dee)
    assert queries.parked_count(dee) == 1
    assert queries.parked_count(lena) == 0
    assert queries.parked_count(VISITOR) == 0


def test_what_this_device_works_on_is_not_counted_as_parked() -> None:
    dee = makers.make_actor()
    park(dee, "desk-one")
    assert queries.parked_count(dee, "desk-one") == 0
    assert queries.parked_count(dee, "phone") == 1
    held = queries.held_by(dee, "desk-one", "desk.visit")
    assert held is not None and held.state == {"scanned": 23}


def test_taken_up_elsewhere_the_first_device_holds_it_no_more() -> None:
    dee = makers.make_actor()
    job = park(dee, "desk-one")
    mine = park(dee, "phone")
    actions.take_up(dee, parked_id=job.pk, device="phone", now=NOON)
    assert queries.held_by(dee, "desk-one", "desk.visit") is None
    held = queries.held_by(dee, "phone", "desk.visit")
    assert held is not None and held.pk == job.pk
    mine.refresh_from_db()
    assert not mine.is_held


def test_a_job_written_elsewhere_meanwhile_is_not_overwritten() -> None:
    dee = makers.make_actor()
    job = park(dee, "desk-one")
    stale = Parked.objects.get(pk=job.pk)
    actions.keep_state(dee, parked=job, title="Lending", detail="", state={"scanned": 24}, now=NOON)
    with pytest.raises(actions.Overtaken):
        actions.keep_state(dee, parked=stale, title="Lending", detail="", state={"scanned": 99}, now=NOON)
    assert Parked.objects.get(pk=job.pk).state == {"scanned": 24}


def test_put_aside_and_drop() -> None:
    dee = makers.make_actor()
    job = park(dee, "desk-one")
    actions.put_aside(dee, parked_id=job.pk, now=NOON)
    assert queries.parked_count(dee, "desk-one") == 1
    actions.drop(dee, parked_id=job.pk)
    assert not Parked.objects.exists()


def test_somebody_elses_work_is_left_alone() -> None:
    dee, lena = makers.make_actor(), makers.make_actor("librarian")
    job = park(dee)
    with pytest.raises(Refused) as refusal:
        actions.take_up(lena, parked_id=job.pk, device="phone", now=NOON)
    assert refusal.value.code == "parking.gone"
    actions.drop(lena, parked_id=job.pk)
    assert queries.parked(dee, job.pk) is not None
    assert queries.parked(lena, job.pk) is None


def test_a_visitor_parks_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        park(VISITOR)
    assert refusal.value.code == "parking.nobody"


def test_forgotten_after_thirty_days_untouched() -> None:
    dee = makers.make_actor()
    park(dee)
    assert actions.forget_old_parked(NOON + timedelta(days=29)) == 0
    assert actions.forget_old_parked(NOON + timedelta(days=31)) == 1


def test_it_is_called_by_its_title() -> None:
    assert str(park(makers.make_actor())) == "Returning"
