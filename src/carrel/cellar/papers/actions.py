"""The verbs of printing: ask for a slip, send what waits, try again, drop, tick, forget. Rooms ask for permission
before they ask for a slip; what staff do with the queue is asked for here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.papers import rules
from carrel.cellar.papers.forms import PrinterForm
from carrel.cellar.papers.models import Printer, PrintJob
from carrel.cellar.papers.queries import due_jobs, jobs_to_print, printers_of, slip_printer, slip_printers
from carrel.cellar.papers.sending import send
from carrel.cellar.papers.slips import Slip, from_content, to_content

TASK = "carrel.cellar.papers.tasks.print_what_waits"
PRINT_SLIPS = "papers.print_slips"
KEEP_PRINTER = "papers.keep_printer"
TEST_SLIP = "papers.test_slip"


def print_slip(actor: Actor, *, slip: Slip, site_id: int, now: datetime, about: tuple[str, int] = ("", 0)) -> int:
    """Ask for a slip in the transaction of what it is about; the worker sends it right after. Returns the job's number.

    It goes to the printer of the actor's desk, else of the site; without one it waits in the list. The room that calls
    has asked for permission. Inverse: drop_job.
    """
    with writing():
        return _asked(slip, slip_printer(site_id, _desk_at(actor, site_id)), site_id, now, about)


def _desk_at(actor: Actor, site_id: int) -> str:
    """The actor's desk, at the site it stands at; two sites may each have a desk of one name."""
    return actor.desk if actor.site_id == site_id else ""


def _asked(slip: Slip, printer: Printer | None, site_id: int, now: datetime, about: tuple[str, int] = ("", 0)) -> int:
    job = PrintJob.objects.create(
        site_id=site_id,
        printer=printer,
        kind=slip.kind,
        about_kind=about[0],
        about_id=about[1] or None,
        content=to_content(slip),
        made_at=now,
        next_try_at=now if printer else None,
    )
    if printer:
        _call_the_worker()
    return job.pk


def print_test_slip(actor: Actor, *, printer_id: int, now: datetime) -> int:
    """Ask for a slip that shows what a printer can: width, letters with marks, a barcode. Returns the job's number.

    Inverse: drop_job.
    """
    require(actor, KEEP_PRINTER)
    with writing():
        printer = printers_of(actor).filter(pk=printer_id).first()
        if printer is None:
            raise Refused(Objection("papers.no_such_printer", Weight.REFUSE))
        slip = Slip(
            kind=TEST_SLIP,
            head=_("Test slip"),
            big=printer.name,
            lines=(_("If you can read this, slips come out here."), "áéíóúñ ÄÖÜß ç ¿¡ Łódź"),
            barcode="21811000000013",
        )
        record_act(actor, KEEP_PRINTER, about=("printer", printer.pk), at=now, facts={"test": True})
        return _asked(slip, printer, printer.site_id, now)


def print_waiting(actor: Actor, *, now: datetime) -> int:
    """Send what waits to its printers and return how many slips went; the worker and the timetable call it.

    A printer that does not take a slip keeps those behind it waiting: one time-out, not ten. Each slip is claimed
    before it is sent, so that two workers never print it twice; one that dies meanwhile leaves it to the next try.
    No inverse: paper is paper.
    """
    require(actor, PRINT_SLIPS)
    sent, silent = 0, set[int]()
    for job in due_jobs(now).select_related("printer"):
        assert job.printer is not None
        if job.printer_id in silent or not _claimed(job, now):
            continue
        try:
            send(job.printer, from_content(job.content))
        except Refused as fault:
            silent.add(job.printer.pk)
            _keep_fault(job, fault)
        else:
            sent += _close(PrintJob.objects.filter(pk=job.pk, printed_at=None), now)
    return sent


def _claimed(job: PrintJob, now: datetime) -> bool:
    job.tries += 1
    job.next_try_at = now + rules.wait_after(job.tries)
    with writing():
        mine = PrintJob.objects.filter(pk=job.pk, tries=job.tries - 1, printed_at=None, dropped_at=None)
        return bool(mine.exclude(content={}).update(tries=job.tries, next_try_at=job.next_try_at))


def _keep_fault(job: PrintJob, fault: Refused) -> None:
    kept = {"code": fault.code, "facts": dict(fault.objections[0].facts)}
    with writing():
        PrintJob.objects.filter(pk=job.pk).update(fault=kept)
        _call_the_worker(job.next_try_at)


def _close(jobs: Any, now: datetime) -> int:
    with writing():
        return int(jobs.update(printed_at=now, content={}, fault={}, next_try_at=None))


def reprint(actor: Actor, *, job_id: int, now: datetime, printer_id: int | None = None) -> None:
    """Send a slip again now, to its printer or to another of the site; a dropped one comes back into the queue.

    Raises Refused when what it said is forgotten, or when no printer is named and there is none. Inverse: drop_job.
    """
    require(actor, PRINT_SLIPS)
    with writing():
        job = _job(actor, job_id)
        printers = {each.pk: each for each in slip_printers(job.site_id)}
        wanted = printers.get(printer_id or job.printer_id or 0)
        if wanted is None and printer_id is None:
            wanted = slip_printer(job.site_id, _desk_at(actor, job.site_id))
        if wanted is None and (printer_id is not None or not job.dropped_at):
            raise Refused(Objection("papers.no_such_printer", Weight.REFUSE))
        job.printer, job.dropped_at, job.tries, job.fault = wanted, None, 0, {}
        job.next_try_at = now if wanted else None
        job.save(update_fields=["printer", "dropped_at", "tries", "fault", "next_try_at"])
        record_act(actor, "papers.reprint", about=("print_job", job.pk), at=now, site_id=job.site_id)
        if wanted:
            _call_the_worker()


def drop_job(actor: Actor, *, job_id: int, now: datetime) -> None:
    """Take a slip out of the queue; nobody needs it on paper. Inverse: reprint, within the day."""
    require(actor, PRINT_SLIPS)
    with writing():
        job = _job(actor, job_id)
        job.dropped_at, job.next_try_at = now, None
        job.save(update_fields=["dropped_at", "next_try_at"])
        record_act(actor, "papers.drop_job", about=("print_job", job.pk), at=now, site_id=job.site_id)


def drop_slips_about(*, about: tuple[str, int], now: datetime) -> int:
    """Drop what waits to be printed about a row that was taken back; returns how many slips that were.

    Called by the room that asked for them. Inverse: reprint.
    """
    with writing():
        waiting = PrintJob.objects.filter(about_kind=about[0], about_id=about[1], printed_at=None, dropped_at=None)
        return waiting.update(dropped_at=now, next_try_at=None)


def tick_printed(actor: Actor, *, job_ids: Collection[int], now: datetime) -> int:
    """The slips were printed from the list, on paper of any kind; what they said is forgotten. Returns how many.

    No inverse: what a printed slip said is not kept; the room it comes from makes it again.
    """
    require(actor, PRINT_SLIPS)
    with writing():
        done = _close(jobs_to_print(actor.site_id or 0).filter(pk__in=job_ids), now)
        record_act(actor, "papers.tick_printed", about=("site", actor.site_id), at=now, facts={"slips": done})
    return done


def forget_slips(actor: Actor, *, now: datetime) -> int:
    """Blank what slips older than a day say, and let rows older than a month go; returns how many were blanked.

    The timetable calls it. No inverse: it is retention.
    """
    require(actor, PRINT_SLIPS)
    with writing():
        old = PrintJob.objects.filter(made_at__lt=now - rules.KEPT_FOR).exclude(content={})
        blanked = old.update(content={}, fault={}, next_try_at=None)
        PrintJob.objects.filter(made_at__lt=now - rules.ROWS_KEPT_FOR).delete()
    return blanked


def keep_printer(actor: Actor, *, form: PrinterForm, now: datetime) -> Model:
    """Keep a printer of the actor's site. Inverse: keep_printer, with the values of before."""
    require(actor, KEEP_PRINTER)
    if form.instance._state.adding:
        form.instance.site_id = actor.site_id or 0
    return keep(actor, form, KEEP_PRINTER, now=now)


def _job(actor: Actor, job_id: int) -> PrintJob:
    job = PrintJob.objects.select_for_update().filter(pk=job_id).first()
    if job is None or not actor.sees_site(job.site_id):
        raise Refused(Objection("papers.is_gone", Weight.REFUSE))
    if job.printed_at:
        raise Refused(Objection("papers.is_printed", Weight.REFUSE))
    if not job.content:
        raise Refused(Objection("papers.is_forgotten", Weight.REFUSE))
    return job


def _call_the_worker(at: datetime | None = None) -> None:
    task = import_string(TASK)  # tasks stand above actions
    (task.using(run_after=at) if at else task).enqueue()
