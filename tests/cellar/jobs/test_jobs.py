"""Long work: counted step by step, stopped, broken off, taken up again without a gap or a repeat."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from carrel.cellar.jobs import actions, queries, rules
from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.phrases import PHRASES
from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from tests.cellar.jobs import sample_task

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.cellar.jobs.sample_task.count"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def dee(**more: object) -> Actor:
    facts = {"account_id": 7, "person_id": 8, "name": "Dee Novak", "site_id": 1, "site_ids": frozenset({1})}
    return Actor(**{**facts, "permissions": frozenset({"tests.count"}), **more})  # type: ignore[arg-type]  # test facts


def started(to: int = 3, actor: Actor | None = None) -> int:
    return actions.start(
        actor or dee(), task=TASK, code="tests.count", title="Counting", params={"to": to}, total=to, now=now()
    )


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def numbers(job_id: int) -> list[int]:
    return [line["number"] for line in queries.lines_of(job_id, "counted")]


def test_a_job_is_run_by_the_worker_to_its_report() -> None:
    job_id = started()
    assert Job.objects.get(pk=job_id).status == "waiting"
    work()
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.done, job.percent, job.report) == ("done", 3, 100, {"counted": 3})
    assert numbers(job_id) == [1, 2, 3]
    assert queries.line_counts(job_id) == {"counted": 3}


def test_broken_off_and_taken_up_again_it_neither_repeats_nor_skips() -> None:
    job_id = started(5)
    sample_task.BREAK_AT.append(3)
    work()
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.done, job.cursor) == ("broken", 2, {"at": 2})
    actions.resume(dee(), job_id=job_id, now=now())
    work()
    assert Job.objects.get(pk=job_id).status == "done"
    assert numbers(job_id) == [1, 2, 3, 4, 5]


def test_stopped_before_it_began() -> None:
    job_id = started()
    actions.stop(dee(), job_id=job_id, now=now())
    work()
    assert Job.objects.get(pk=job_id).status == "stopped"
    assert numbers(job_id) == []


def test_stopped_between_two_steps() -> None:
    job_id = started()
    run = actions.begin(job_id, now=now())
    assert run is not None
    actions.advance(run, now=now(), done=1, cursor={"at": 1})
    actions.stop(dee(), job_id=job_id, now=now())
    with pytest.raises(actions.Superseded):
        actions.advance(run, now=now(), done=2, cursor={"at": 2})
    actions.break_off(run, now=now())
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.done) == ("stopped", 1)


def test_a_superseded_run_writes_nothing() -> None:
    job_id = started()
    first = actions.begin(job_id, now=LONG_AGO)
    assert first is not None
    assert actions.begin(job_id, now=LONG_AGO + timedelta(minutes=1)) is None
    second = actions.begin(job_id, now=LONG_AGO + timedelta(minutes=10))
    assert second is not None
    with pytest.raises(actions.Superseded):
        actions.advance(first, now=now(), done=9)
    actions.finish(first, now=now())
    assert Job.objects.get(pk=job_id).status == "running"


def test_the_worker_takes_up_what_a_vanished_one_left() -> None:
    job_id = started()
    assert actions.begin(job_id, now=LONG_AGO) is not None
    page = queries.job_page(dee(), job_id, now=now())
    assert page is not None
    assert (page.is_quiet, page.can_resume) == (True, True)
    assert actions.resume_interrupted(now=now()) == 1
    work()
    assert Job.objects.get(pk=job_id).status == "done"
    assert numbers(job_id) == [1, 2, 3]


def test_only_what_can_be_is_stopped_or_resumed() -> None:
    job_id = started()
    for verb, code in ((actions.resume, "jobs.is_under_way"),):
        with pytest.raises(Refused) as refused:
            verb(dee(), job_id=job_id, now=now())
        assert refused.value.code == code
    work()
    for verb, code in ((actions.stop, "jobs.is_over"), (actions.resume, "jobs.is_done")):
        with pytest.raises(Refused) as refused:
            verb(dee(), job_id=job_id, now=now())
        assert refused.value.code == code
        assert str(PHRASES[code]) % refused.value.objections[0].facts


def test_who_may() -> None:
    with pytest.raises(NotAllowed):
        started(actor=dee(permissions=frozenset()))
    job_id = started()
    with pytest.raises(NotAllowed):
        actions.stop(dee(permissions=frozenset()), job_id=job_id, now=now())
    fay = dee(account_id=9, site_id=2, site_ids=frozenset({2}))
    with pytest.raises(Refused) as refused:
        actions.stop(fay, job_id=job_id, now=now())
    assert refused.value.code == "jobs.other_hands"
    assert queries.job_page(fay, job_id, now=now()) is None
    assert list(queries.jobs_of(fay)) == []
    assert [job.pk for job in queries.jobs_of(dee(), "tests.count")] == [job_id]
    assert [job.pk for job in queries.jobs_of(SYSTEM)] == [job_id]


def test_a_job_keeps_the_rights_of_its_starter() -> None:
    run = actions.begin(started(), now=now())
    assert run is not None
    assert run.actor == dee()


def test_quiet() -> None:
    assert rules.is_quiet(status="running", moved_at=LONG_AGO, now=LONG_AGO + timedelta(minutes=6))
    assert not rules.is_quiet(status="running", moved_at=LONG_AGO, now=LONG_AGO + timedelta(minutes=4))
    assert not rules.is_quiet(status="done", moved_at=LONG_AGO, now=LONG_AGO + timedelta(days=4))
