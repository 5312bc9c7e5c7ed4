"""From asking for a slip to paper: a real socket, a stand-in for lp, faults, tries, and what is forgotten."""

import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.papers import actions, queries, rules, sending
from carrel.cellar.papers.models import Printer, PrintJob
from carrel.cellar.papers.slips import Slip, from_content

pytestmark = pytest.mark.django_db(transaction=True)
SLIP = Slip("tests.slip", "Hold", "0013-G", ("‹Holes›",), "31811000000017")
SITE = 1
LP = """#!/bin/sh
echo "$@" > "{folder}/asked"
cat > "{folder}/sheet.pdf"
{then}
"""


def dee(**more: object) -> Actor:
    facts = {"account_id": 7, "person_id": 8, "name": "Dee Novak", "site_id": SITE, "site_ids": frozenset({SITE})}
    permissions = frozenset({"papers.print_slips", "papers.keep_printer"})
    return Actor(**{**facts, "permissions": permissions, **more})  # type: ignore[arg-type]  # test facts


class Receipts(threading.Thread):
    """A receipt printer on loopback: keeps what each connection sent."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(daemon=True)
        self.ear = self._listening(port)
        self.address = f"127.0.0.1:{self.ear.getsockname()[1]}"
        self.slips: list[bytes] = []

    @staticmethod
    def _listening(port: int) -> socket.socket:
        for each in [port] if port else range(rules.FIRST_PORT, rules.LAST_PORT + 1):
            try:
                return socket.create_server(("127.0.0.1", each))
            except OSError:
                continue
        raise OSError("no port of a printer is free")

    def run(self) -> None:
        while True:
            try:
                line, _ = self.ear.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                self.slips.append(heard.read())


@contextmanager
def receipt_printer(port: int = 0) -> Iterator[Receipts]:
    printer = Receipts(port)
    printer.start()
    try:
        yield printer
    finally:
        printer.ear.shutdown(socket.SHUT_RDWR)
        printer.ear.close()
        printer.join(5)


def free_port() -> int:
    with Receipts._listening(0) as ear:
        return int(ear.getsockname()[1])


def made(**values: object) -> Printer:
    facts = {"site_id": SITE, "name": "Desk printer", "address": "127.0.0.1:9100", **values}
    return Printer.objects.create(**facts)


def asked(actor: Actor | None = None) -> PrintJob:
    return PrintJob.objects.get(pk=actions.print_slip(actor or dee(), slip=SLIP, site_id=SITE, now=now()))


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, then: str = "exit 0") -> None:
    program = folder / "lp"
    program.write_text(LP.format(folder=folder, then=then))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_worker_prints_what_was_asked_for_and_forgets_what_it_said() -> None:
    with receipt_printer() as receipts:
        made(address=receipts.address)
        first, second = asked(), asked()
        assert first.state == "waiting"
        work()
    assert len(receipts.slips) == 2
    assert all(b"0013-G" in slip and slip.endswith(b"\x1dVB\x00") for slip in receipts.slips)
    for job in (first, second):
        job.refresh_from_db()
        assert (job.state, job.content, job.tries) == ("printed", {}, 1)


def test_a_slip_of_a_deed_undone_is_never_printed() -> None:
    with receipt_printer() as receipts:
        made(address=receipts.address)
        with pytest.raises(ZeroDivisionError), writing():
            asked()
            raise ZeroDivisionError
        work()
    assert not receipts.slips
    assert not PrintJob.objects.exists()


def test_a_desks_own_printer_comes_before_the_sites() -> None:
    whole, own = made(name="Office"), made(name="Desk 2", desk="Desk 2")
    made(name="Off", is_active=False, desk="Desk 3")
    made(name="Letters", for_slips=False)
    made(name="Elsewhere", site_id=2)
    assert queries.slip_printer(SITE, "Desk 2") == own
    assert queries.slip_printer(SITE, "Desk 3") == whole
    assert queries.slip_printer(SITE) == whole
    assert queries.slip_printer(3) is None


def test_a_silent_printer_is_asked_again_and_the_fault_is_said() -> None:
    port = free_port()
    made(address=f"127.0.0.1:{port}")
    first, second = asked(), asked()
    moment = now()
    assert actions.print_waiting(SYSTEM, now=moment) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.fault["code"] == "papers.no_answer"
    assert first.next_try_at == moment + rules.wait_after(1)
    assert (second.tries, second.fault) == (0, {})
    assert queries.waiting_count(SITE) == 1
    with receipt_printer(port) as receipts:
        assert actions.print_waiting(SYSTEM, now=moment + timedelta(seconds=1)) == 1
        assert actions.print_waiting(SYSTEM, now=moment + timedelta(minutes=1)) == 1
    assert len(receipts.slips) == 2
    assert queries.waiting_count(SITE) == 0


def test_a_slip_claimed_elsewhere_is_left_alone() -> None:
    with receipt_printer() as receipts:
        made(address=receipts.address)
        job = asked()
        stale = PrintJob.objects.get(pk=job.pk)
        assert actions._claimed(stale, now())
        assert not actions._claimed(PrintJob(pk=job.pk, tries=0), now())
        assert actions.print_waiting(SYSTEM, now=now()) == 0
    assert not receipts.slips


def test_nothing_is_sent_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        sending.send(made(), SLIP)


def test_cups_gets_a_pdf_by_a_list_of_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch)
    made(kind="cups", address="Library_Desk")
    job = asked()
    work()
    job.refresh_from_db()
    assert job.state == "printed"
    assert (tmp_path / "asked").read_text() == "-s -d Library_Desk -t Hold -\n"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_what_cups_says_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch, 'echo "lp: The printer or class does not exist." >&2; exit 1')
    made(kind="cups", address="Nowhere")
    job = asked()
    work()
    job.refresh_from_db()
    assert job.fault["code"] == "papers.queue_refused"
    assert job.fault["facts"]["said"] == "lp: The printer or class does not exist."


def test_a_server_without_cups_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made(kind="cups", address="Library_Desk")
    job = asked()
    actions.print_waiting(SYSTEM, now=now())
    job.refresh_from_db()
    assert job.fault["code"] == "papers.no_lp"


def test_without_a_printer_slips_gather_and_are_ticked() -> None:
    jobs = [asked(), asked()]
    assert list(queries.jobs_to_print(SITE)) == jobs
    assert queries.waiting_count(SITE) == 2
    assert actions.tick_printed(dee(), job_ids=[jobs[0].pk, 999], now=now()) == 1
    assert list(queries.jobs_to_print(SITE)) == [jobs[1]]
    assert PrintJob.objects.get(pk=jobs[0].pk).content == {}
    assert actions.tick_printed(dee(site_id=2, site_ids=frozenset({2})), job_ids=[jobs[1].pk], now=now()) == 0


def test_a_slip_is_sent_to_another_printer() -> None:
    job = asked()
    with pytest.raises(Refused, match="no_such_printer"):
        actions.reprint(dee(), job_id=job.pk, now=now())
    with receipt_printer() as receipts:
        printer = made(address=receipts.address)
        actions.reprint(dee(), job_id=job.pk, printer_id=printer.pk, now=now())
        work()
    assert len(receipts.slips) == 1
    with pytest.raises(Refused, match="is_printed"):
        actions.reprint(dee(), job_id=job.pk, now=now())


def test_a_dropped_slip_comes_back_within_the_day() -> None:
    job = asked()
    actions.drop_job(dee(), job_id=job.pk, now=now())
    assert not queries.jobs_to_print(SITE).exists()
    actions.reprint(dee(), job_id=job.pk, now=now())
    assert from_content(queries.jobs_to_print(SITE).get().content) == SLIP


def test_what_a_slip_said_is_forgotten_after_a_day() -> None:
    job = asked()
    assert actions.forget_slips(SYSTEM, now=now() + timedelta(hours=23)) == 0
    assert actions.forget_slips(SYSTEM, now=now() + timedelta(hours=25)) == 1
    assert not queries.jobs_to_print(SITE).exists()
    with pytest.raises(Refused, match="is_forgotten"):
        actions.reprint(dee(), job_id=job.pk, now=now())
    actions.forget_slips(SYSTEM, now=now() + timedelta(days=31))
    assert not PrintJob.objects.exists()


def test_others_slips_and_printers_are_out_of_reach() -> None:
    job, printer = asked(), made()
    other = dee(site_id=2, site_ids=frozenset({2}))
    for deed in (
        lambda: actions.drop_job(other, job_id=job.pk, now=now()),
        lambda: actions.reprint(other, job_id=job.pk, now=now()),
        lambda: actions.print_test_slip(other, printer_id=printer.pk, now=now()),
    ):
        with pytest.raises(Refused):
            deed()
    with pytest.raises(NotAllowed):
        actions.drop_job(dee(permissions=frozenset()), job_id=job.pk, now=now())


def test_a_test_slip_shows_what_the_printer_can() -> None:
    with receipt_printer() as receipts:
        printer = made(address=receipts.address)
        actions.print_test_slip(dee(), printer_id=printer.pk, now=now())
        work()
    assert b"Desk printer" in receipts.slips[0]
    assert "áéíóúñ".encode("cp1252") in receipts.slips[0]
