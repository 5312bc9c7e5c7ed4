"""An import ended from outside at any moment, or by a disk that is full, goes on later and brings each record once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from carrel.cellar.jobs.actions import resume, resume_interrupted, stop
from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import job_page
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.clock import now
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries
from carrel.rooms.inventory.models import Item
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

ROOT = Path(__file__).resolve().parents[3]
COUNT = 5_000
_HOUSE = """
import os, sys, django
os.environ["CARREL_VAR"], os.environ["DATABASE_URL"] = sys.argv[1], ""
os.environ["DJANGO_SETTINGS_MODULE"] = "carrel.config.settings"
django.setup()
"""
_PREPARE = (
    _HOUSE
    + """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.rooms.intake.actions import import_marc
from tests import makers
site, kind = makers.make_site(), makers.make_item_type()
with open(sys.argv[2], "rb") as stream:
    print(import_marc(SYSTEM, stream=stream, name="x.mrc", site_id=site.pk, item_type_id=kind.pk, now=now()))
"""
)
_WORK = (
    _HOUSE
    + """
from carrel.cellar.jobs.actions import resume_interrupted
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.clock import now
from carrel.rooms.intake import tasks
tasks._ELSEWHERE = 0
resume_interrupted(now=now())
print("begun", flush=True)
print(run_now(int(sys.argv[2])).status)
"""
)
_COUNT = (
    _HOUSE
    + """
from carrel.rooms.catalogue.models import Record, RecordMarc, SearchDocument
from carrel.rooms.catalogue.queries.index import index_faults
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.queries import violations
from carrel.cellar.jobs.models import Job
counts = Job.objects.get().report["counts"]
print(Record.objects.count(), RecordMarc.objects.count(), SearchDocument.objects.count(), Item.objects.count(),
      ItemNumber.objects.count(), counts["new"], counts["read"], counts["items"], len(index_faults()),
      len(list(violations())))
"""
)


def program(text: str, *words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, words)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip


@pytest.mark.slow
def test_killed_again_and_again_each_record_comes_once(tmp_path: Path) -> None:
    file = tmp_path / "x.mrc"
    file.write_bytes(iso2709(*(book(f"Title {number}", "", copy(f"A{number}")) for number in range(COUNT))))
    job_id, _ = program(_PREPARE, tmp_path / "var", file).communicate()
    moments, kills, status = random.Random(3), 0, ""
    for _ in range(30):
        run = program(_WORK, tmp_path / "var", job_id.strip())
        assert run.stdout is not None
        run.stdout.readline()
        if kills < 6:
            time.sleep(moments.uniform(0.05, 0.6))
            if run.poll() is None:
                kills += 1
                os.killpg(run.pid, signal.SIGKILL)
        status = run.communicate()[0].strip()
        if status:
            break
    assert status == "done"
    counted, _ = program(_COUNT, tmp_path / "var").communicate()
    assert counted.split() == [*[str(COUNT)] * 8, "0", "0"]
    assert kills > 1


@pytest.mark.django_db
def test_a_full_disk_is_named_on_the_page_and_the_work_goes_on_later(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = intake.send(iso2709(book("Holes", "", copy("A1"))))
    monkeypatch.setattr(settings, "CARREL_LEAST_ROOM", 1 << 60)
    job = run_now(job_id)
    assert (job.status, job.fault["code"]) == ("broken", "jobs.no_room")
    assert not Record.objects.exists()
    page = job_page(intake.dee, job_id, now=now())
    assert page is not None
    assert page.can_resume
    monkeypatch.setattr(settings, "CARREL_LEAST_ROOM", 0)

    resume(intake.dee, job_id=job_id, now=now())
    job = run_now(job_id)
    assert (job.status, job.fault, job.report["counts"]["new"]) == ("done", {}, 1)


@pytest.mark.django_db
def test_why_a_run_broke_off_is_kept(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = intake.send(iso2709(book("Holes")))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions, "import_batch", full)
    with pytest.raises(OSError, match="No space"):
        run_now(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.fault["code"]) == ("broken", "jobs.broke_off")
    assert "No space left" in job.fault["facts"]["what"]


@pytest.mark.django_db
def test_a_second_worker_leaves_a_running_import_alone(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = intake.send(iso2709(book("Holes", "", copy("A1"))))
    real: Callable[..., None] = actions.import_batch

    def twice(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(actions, "import_batch", real)
        assert run_now(job_id).status == "running"
        assert resume_interrupted(now=now()) == 0
        real(*args, **kwargs)

    monkeypatch.setattr(actions, "import_batch", twice)
    job = run_now(job_id)
    assert (job.status, job.report["counts"]["new"], Item.objects.count()) == ("done", 1, 1)


@pytest.mark.django_db
def test_a_worker_that_is_gone_is_replaced_at_once(intake: Intake) -> None:
    ended = program("from carrel.cellar.jobs.workers import this_worker; print(this_worker())").communicate()[0].strip()
    job_id = intake.send(iso2709(book("Holes")))
    running = {"status": "running", "run_no": 1, "worker": ended, "moved_at": now()}
    Job.objects.filter(pk=job_id).update(**running)
    page = job_page(intake.dee, job_id, now=now())
    assert page is not None
    assert (page.is_quiet, page.can_resume) == (True, True)
    assert resume_interrupted(now=now()) == 1
    Job.objects.filter(pk=job_id).update(**running)
    stop(intake.dee, job_id=job_id, now=now())
    assert Job.objects.get(pk=job_id).status == "stopped"


@pytest.mark.django_db
def test_the_same_file_sent_twice_is_told_and_brings_nothing_twice(intake: Intake) -> None:
    data = iso2709(book("Holes", "9780440414803", copy("A1")))
    intake.run(data)
    check = intake.run(data, verb=actions.check_marc)
    before = queries.same_file_before(check)
    assert before is not None
    assert before.title == "order.mrc"
    again = intake.run(data)
    assert (again.report["counts"]["refused"], Record.objects.count(), Item.objects.count()) == (1, 1, 1)
