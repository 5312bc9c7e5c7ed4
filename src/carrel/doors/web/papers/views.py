"""The slips that are not on paper: print them here, send them to a printer, tick or drop them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.papers import actions, queries
from carrel.cellar.papers.bars import stripes, widths_of
from carrel.cellar.papers.slips import Slip, from_content
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import sentence

if TYPE_CHECKING:
    from carrel.cellar.papers.models import PrintJob

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """One slip of the list or of the printed page."""

    job_id: int
    slip: Slip
    made_at: datetime
    printer: str
    fault: str
    next_try_at: datetime | None
    bars: tuple[tuple[int, int], ...]
    modules: int


def _shown(job: "PrintJob") -> Shown:
    slip = from_content(job.content)
    fault = Objection(job.fault["code"], Weight.TELL, job.fault["facts"]) if job.fault else None
    return Shown(
        job.pk,
        slip,
        job.made_at,
        job.printer.name if job.printer else "",
        sentence(fault) if fault else "",
        job.next_try_at if fault else None,
        stripes(slip.barcode),
        sum(widths_of(slip.barcode)),
    )


@require_safe
@allowed("papers.print_slips")
def slips(request: HttpRequest) -> HttpResponse:
    """What waits for paper at this site, with what can be done about it."""
    actor = actor_of(request)
    site_id = actor.site_id or 0
    context = {
        "rows": [_shown(job) for job in queries.jobs_to_print(site_id)[:MOST_AT_ONCE]],
        "printers": queries.slip_printers(site_id),
        "may_keep_printers": actor.may("papers.keep_printer"),
    }
    return render(request, "web/papers/slips.html", context)


@require_safe
@allowed("papers.print_slips")
def print_view(request: HttpRequest) -> HttpResponse:
    """The chosen slips (all, when none are chosen), several to a page, ready for the browser to print."""
    chosen = _numbers(request.GET.getlist("job"))
    jobs = queries.jobs_to_print(actor_of(request).site_id or 0)
    rows = [_shown(job) for job in (jobs.filter(pk__in=chosen) if chosen else jobs)[:MOST_AT_ONCE]]
    return render(request, "web/papers/print.html", {"rows": rows})


@require_POST
@allowed("papers.print_slips")
def tick_printed(request: HttpRequest) -> HttpResponse:
    """They are on paper now: out of the list, and what they said is forgotten."""
    done = actions.tick_printed(actor_of(request), job_ids=_numbers(request.POST.getlist("job")), now=now())
    _say(request, ngettext("%(count)s slip is off the list.", "%(count)s slips are off the list.", done), done)
    return redirect("papers.slips")


@require_POST
@allowed("papers.print_slips")
def reprint(request: HttpRequest) -> HttpResponse:
    """Send the chosen slips to a printer now."""
    printer = next(iter(_numbers(request.POST.getlist("printer"))), None)
    done = 0
    for job_id in _numbers(request.POST.getlist("job")):
        try:
            actions.reprint(actor_of(request), job_id=job_id, printer_id=printer, now=now())
            done += 1
        except Refused as refused:
            tell_refused(request, refused)
    _say(request, ngettext("%(count)s slip is on its way.", "%(count)s slips are on their way.", done), done)
    return redirect("papers.slips")


@require_POST
@allowed("papers.print_slips")
def drop_job(request: HttpRequest) -> HttpResponse:
    """Nobody needs the chosen slips on paper."""
    done = 0
    for job_id in _numbers(request.POST.getlist("job")):
        try:
            actions.drop_job(actor_of(request), job_id=job_id, now=now())
            done += 1
        except Refused as refused:
            tell_refused(request, refused)
    _say(request, ngettext("%(count)s slip is dropped.", "%(count)s slips are dropped.", done), done)
    return redirect("papers.slips")


@require_POST
@allowed("papers.keep_printer")
def print_test_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """A test slip on its way to a printer; whether it came out, the paper says, or the list."""
    try:
        actions.print_test_slip(actor_of(request), printer_id=pk, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        say = _("A test slip is on its way. If none comes out within a minute, the list of slips says why.")
        messages.info(request, say, extra_tags="done")
    return redirect("papers.printers")


def _numbers(texts: list[str]) -> list[int]:
    """Rows' numbers out of a form, in order; anything else is left out."""
    found = (int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16)
    return list(dict.fromkeys(found))[:MOST_AT_ONCE]


def _say(request: HttpRequest, words: str, count: int) -> None:
    if count:
        messages.info(request, words % {"count": count}, extra_tags="done")
