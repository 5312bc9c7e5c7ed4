"""An import that is killed at any moment has done nothing; started twice it is done once."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_apply
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.small import homeroom, place, roster, student, zipped

MANY = roster(
    *(student(str(number), f"Given{number}") for number in range(400)),
    classes=(homeroom(),),
    places=[place(f"u{number}") for number in range(400)],
)

CHILD = """
import json, sys, time
import django
django.setup()
from django.core.management import call_command
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.rooms.people.models import Enrolment, Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.actions import storing
from carrel.rooms.rosters.models import RosterImport
from tests import makers
from tests.rooms.rosters.test_kill import MANY
from tests.rooms.rosters.small import zipped

def counts():
    print(json.dumps([Person.objects.count(), Enrolment.objects.count()]), flush=True)

if sys.argv[1] == "killed":
    call_command("migrate", verbosity=0)
    makers.make_site(code="ACM", name="Alder Creek Middle School")
    seen = actions.dry_run_roster(SYSTEM, source=zipped(MANY), source_name="many.zip", now=now())
    write = storing.Storing._enrolments
    def stand_still(self):
        write(self)
        counts()
        time.sleep(60)
    storing.Storing._enrolments = stand_still
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=now())
else:
    counts()
    actions.apply_roster(SYSTEM, import_id=RosterImport.objects.get().pk, now=now())
    counts()
"""


@pytest.fixture
def compared(transactional_db: None) -> int:
    """A roster that waits to be let in."""
    makers.make_site(code="ACM", name="Alder Creek Middle School")
    return actions.dry_run_roster(SYSTEM, source=zipped(MANY), source_name="many.zip", now=NOON).import_id


def child(folder: Path, what: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ, "CARREL_VAR": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "carrel.config.settings",
    }  # fmt: skip
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, what], env=environment, cwd=root, stdout=subprocess.PIPE, text=True
    )


def test_killed_in_the_middle_nothing_is_there_and_the_next_start_does_it_all(tmp_path: Path) -> None:
    killed = child(tmp_path, "killed")
    assert killed.stdout is not None
    assert json.loads(killed.stdout.readline()) == [400, 400]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    said, _ = child(tmp_path, "again").communicate(timeout=120)
    assert [json.loads(line) for line in said.splitlines()] == [[0, 0], [400, 400]]


def test_two_who_let_the_same_in_at_once_do_it_once(compared: int) -> None:
    done: list[bool] = []

    def let_in() -> None:
        try:
            if connection.vendor == "sqlite":
                # In memory, threads share one cache, whose tables are locked for readers too; those of a file are not.
                connection.cursor().execute("PRAGMA read_uncommitted = 1")
            done.append(actions.apply_roster(SYSTEM, import_id=compared, now=NOON).repeated)
        except Refused as refused:
            done.append(refused.code == "rosters.changed_since")
        finally:
            connection.close()

    threads = [threading.Thread(target=let_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, True]
    assert Person.objects.count() == 400


def test_the_same_file_sent_in_twice_comes_in_once(compared: int) -> None:
    """Two people send the same file: the second import finds that everything is there already."""
    other = actions.dry_run_roster(SYSTEM, source=zipped(MANY), source_name="again.zip", now=NOON).import_id
    actions.apply_roster(SYSTEM, import_id=compared, now=NOON)
    actions.send_roster(SYSTEM, import_id=other, now=NOON)
    run = RosterImport.objects.get(pk=other)
    run_apply.func(run.job_id)
    run.refresh_from_db()
    assert (run.status, run.report["counts"]["all"], Person.objects.count()) == ("compared", 0, 400)
