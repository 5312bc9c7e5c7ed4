"""A roster sent in waits for the worker, which compares it; the same form sent twice is one import."""

from io import BytesIO

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_dry_run
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.small import roster, student, zipped


def send(actor: object = SYSTEM, content: bytes = b"", key: str = "") -> int:
    stream = BytesIO(content or zipped(roster(student("1"))))
    return actions.take_in_roster(actor, stream=stream, name="a.zip", now=NOON, key=key)  # type: ignore[arg-type]  # an actor


@pytest.mark.django_db
def test_it_waits_and_the_worker_compares_it(middle: Site) -> None:
    run = RosterImport.objects.get(pk=send())
    assert (run.status, run.source_name) == ("waiting", "a.zip")
    assert run.job_id is not None
    run_dry_run.func(run.job_id)
    run.refresh_from_db()
    assert run.status == "compared"
    assert run.report["counts"]["new_student"] == 1
    job = Job.objects.get(pk=run.job_id)
    assert (job.status, job.done, job.total) == ("done", 2, 2)


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_import(middle: Site) -> None:
    assert send(key="k1") == send(key="k1")
    assert RosterImport.objects.count() == 1


@pytest.mark.django_db
def test_what_is_no_zip_and_no_text_is_refused(middle: Site) -> None:
    with pytest.raises(Refused) as refused:
        send(content=b"\xff\xd8\xff picture")
    assert refused.value.code == "files.not_archive"
    assert not RosterImport.objects.exists()


@pytest.mark.django_db
def test_a_single_csv_file_is_a_list_of_people_and_needs_their_columns(middle: Site) -> None:
    run = RosterImport.objects.get(pk=send(content=b"sourcedId,name\nu1,Ana\n"))
    assert run.job_id is not None
    run_dry_run.func(run.job_id)
    run.refresh_from_db()
    assert run.status == "refused"
    assert run.report["faults"][0]["code"] == "oneroster.list_column"


@pytest.mark.django_db
def test_who_may_not_is_told(middle: Site) -> None:
    with pytest.raises(NotAllowed):
        send(makers.make_actor("assistant", middle))
