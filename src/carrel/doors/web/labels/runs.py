"""The page of one run: scan into it, take lines out, choose its sheet, print it, repeat it, take it back."""

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.labels import shown
from carrel.doors.web.last_scan import LastScan
from carrel.doors.web.phrases import put_on, sentence, sentences
from carrel.rooms.labels import actions, queries, rules
from carrel.rooms.labels.forms import ChangeRunForm
from carrel.rooms.labels.phrases import KIND_WORDS, STATE_WORDS
from carrel.rooms.people.actions import record_views

if TYPE_CHECKING:
    from carrel.rooms.labels.models import LabelRun
    from carrel.rooms.labels.queries import ReadyRun


def seen_run(request: HttpRequest, run_id: int) -> "LabelRun":
    """A run the reader may look at. Raises Http404 for any other."""
    try:
        return queries.run_for(actor_of(request), run_id)
    except Refused as refused:
        raise Http404 from refused


def row_number(text: str) -> int:
    """A row's number as an address or a form sends it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def watched(actor: Actor, run: "LabelRun") -> None:
    """Who looks at cards looks at persons, and that is written down."""
    if run.kind == rules.PATRON_CARD:
        record_views(actor, person_ids=sorted(queries.person_ids_in(run)), page="labels", now=now())


@require_safe
@allowed("labels.start_run")
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run."""
    return _page(request, seen_run(request, run_id))


def _page(
    request: HttpRequest, found: "LabelRun", *, last: LastScan | None = None, form: ChangeRunForm | None = None,
    why_not: list[str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    watched(actor, found)
    ready = queries.made_ready(found)
    user = request.user
    context = {
        **now_context(found, ready, last, whole="all" in request.GET),
        "form": form or ChangeRunForm(site_id=found.site_id, initial=_initial(found, ready)),
        "why_not": why_not or [],
        "fault": long_work.sentence(found.fault) if found.fault else "",
        "pages": range(1, min(ready.pages, 3) + 1),
        "may": {verb: actor.may(f"labels.{verb}") for verb in ("change_run", "print_run", "take_back_run", "send_run")},
        "has_queue": found.printer is not None and found.printer.queue_id is not None,
        "sounds": getattr(user, "sounds", True),
        "volume": getattr(user, "desk_volume", 70),
    }
    return render(request, "web/labels/run.html", context, status=status)


def now_context(
    found: "LabelRun", ready: "ReadyRun", last: LastScan | None, *, whole: bool = False
) -> dict[str, object]:
    """What changes with a scan."""
    latest_first = found.state == rules.OPEN and found.order == rules.AS_SCANNED
    return {
        "run": found,
        "ready": ready,
        "kind_word": KIND_WORDS[found.kind],
        "state_shape": shown.STATE_SHAPES[found.state],
        "state_word": STATE_WORDS[found.state],
        "is_open": found.state == rules.OPEN,
        "takes_scans": found.state == rules.OPEN and found.kind in (*rules.ITEM_KINDS, rules.PATRON_CARD),
        "lines": shown.lines_shown(ready, latest_first=latest_first, whole=whole),
        "count": ready.count,
        "labels": ready.label_count,
        "problems": len(ready.problems),
        "begins": shown.place_words(ready.sheet, ready.start),
        "goes_on": shown.place_words(ready.sheet, ready.next_cell),
        "sheet_words": shown.sheet_words(ready.sheet),
        "last": last,
        "key": secrets.token_urlsafe(16),
    }


def _initial(found: "LabelRun", ready: "ReadyRun") -> dict[str, object]:
    row, column = ready.sheet.place_of(ready.start)
    return {
        "printer": found.printer_id, "sheet": found.sheet, "row": row, "column": column, "order": found.order,
        "outlines": found.outlines,
    }  # fmt: skip


@require_POST
@allowed("labels.scan_into_run")
def scan(request: HttpRequest, run_id: int) -> HttpResponse:
    """One scan: the thing's labels come into the run. A script gets the part that changed."""
    actor, found = actor_of(request), seen_run(request, run_id)
    text = request.POST.get("text", "")[:200]
    last = None
    if text.strip():
        last = _scanned(actor, run_id, text, request.POST.get("key", "")[:80])
    if request.headers.get("X-Desk"):
        watched(actor, found)
        context = now_context(found, queries.made_ready(found, latest=shown.MOST_SHOWN), last)
        return render(request, "web/labels/now.html", context)
    return _page(request, found, last=last)


def _scanned(actor: Actor, run_id: int, text: str, key: str) -> LastScan:
    try:
        done = actions.scan_into_run(actor, run_id=run_id, text=text, now=now(), key=key)
    except NotAllowed:
        raise
    except Refused as refused:
        return LastScan("refused", _("Not taken"), text.strip()[:64], " ".join(sentences(refused)))
    if done.was_there:
        return LastScan("tell", _("There already"), done.name, _("It is in this run once, and is printed once."))
    return LastScan("done", _("In the run"), done.name)


@require_POST
@allowed("labels.remove_lines")
def remove_lines(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take one line out, or all that cannot be printed."""
    actor, found = actor_of(request), seen_run(request, run_id)
    if request.POST.get("all") == "refused":
        ids = [line.line_id for line in queries.made_ready(found).lines if line.is_refused]
    else:
        ids = [number for each in request.POST.getlist("line")[:500] if (number := row_number(each))]
    try:
        actions.remove_lines(actor, run_id=run_id, line_ids=ids, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    if request.headers.get("X-Desk"):
        ready = queries.made_ready(found, latest=shown.MOST_SHOWN)
        return render(request, "web/labels/now.html", now_context(found, ready, None))
    return redirect("labels.run", run_id)


@require_http_methods(["GET", "POST"])
@allowed("labels.change_run")
def change_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Another printer, sheet, first label or order."""
    found = seen_run(request, run_id)
    if request.method == "GET":
        return redirect("labels.run", run_id)
    form = ChangeRunForm(request.POST, site_id=found.site_id)
    if form.is_valid():
        where = form.where()
        try:
            actions.change_run(
                actor_of(request), run_id=run_id, order=form.cleaned_data["order"] or rules.AS_SCANNED,
                outlines=form.cleaned_data["outlines"], now=now(), printer_id=where["printer_id"],
                sheet=where["sheet"] or found.sheet, start=where["start"],
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("labels.run", run_id)
    return _page(request, found, form=form, status=422)


@require_POST
@allowed("labels.print_run")
def print_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Close the run as printed; its PDF is one button away, or goes to the queue at once."""
    actor, found = actor_of(request), seen_run(request, run_id)
    try:
        count = actions.print_run(actor, run_id=run_id, now=now())
        if request.POST.get("send"):
            actions.send_run(actor, run_id=run_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, seen_run(request, run_id), why_not=shown.refusals(refused.objections), status=409)
    ready = queries.made_ready(found)
    facts = {"count": count, "place": shown.place_words(ready.sheet, ready.next_cell)}
    if request.POST.get("send"):
        text = ngettext("%(count)s label goes to the printer.", "%(count)s labels go to the printer.", count) % facts
    else:
        text = ngettext("%(count)s label is ready.", "%(count)s labels are ready.", count) % facts
    if not ready.sheet.is_roll:
        text += " " + _("The next run begins at %(place)s.") % facts
    messages.info(request, text, extra_tags="done")
    return redirect("labels.run", run_id)


@require_POST
@allowed("labels.take_back_run")
def take_back_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """As if it had not been printed."""
    seen_run(request, run_id)
    try:
        actions.take_back_run(actor_of(request), run_id=run_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, sentence(refused.objections[0]), extra_tags="refused")
    else:
        messages.info(
            request, _("The run is taken back. The sheet stands where it stood; throw its labels away."),
            extra_tags="done",
        )  # fmt: skip
    return redirect("labels.run", run_id)


@require_POST
@allowed("labels.repeat_run")
def repeat_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """The same lines once more, as a new run."""
    seen_run(request, run_id)
    try:
        again = actions.repeat_run(actor_of(request), run_id=run_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, sentence(refused.objections[0]), extra_tags="refused")
        return redirect("labels.run", run_id)
    return redirect("labels.run", again)


@require_POST
@allowed("labels.send_run")
def send_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Send a printed run to its printer's queue."""
    seen_run(request, run_id)
    try:
        actions.send_run(actor_of(request), run_id=run_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, sentence(refused.objections[0]), extra_tags="refused")
    else:
        messages.info(request, _("It goes to the printer now."), extra_tags="done")
    return redirect("labels.run", run_id)
