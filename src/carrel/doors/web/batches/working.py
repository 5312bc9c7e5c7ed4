"""The page of a batch and its deeds: one scan, one mark, what did not go once more, all of it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs import queries as job_queries
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.batches import shown
from carrel.doors.web.batches.parked import let_go
from carrel.doors.web.batches.starting import do_lines, settle
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import number_in
from carrel.doors.web.desk.scan import Command, Kind, read_scan
from carrel.doors.web.long_work import broke_off
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import CONDITIONS, BatchDefaultsForm
from carrel.rooms.circulation.queries.batches import batch_in_sight, lines_of_batch
from carrel.rooms.circulation.rules.batches import AT_ONCE
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.people import queries as people
from carrel.rooms.people.actions import record_views
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.circulation.models import Batch

MOST_LINES_OF_ROSTER = 500


def _batch(request: HttpRequest, batch_id: int) -> "Batch":
    found = batch_in_sight(actor_of(request), batch_id)
    if found is None:
        raise Http404
    return found


@allowed("circulation.start_batch")
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """One batch: the box to scan into, how far it is, what did not go. `?only=left`, `?as=csv|xlsx`, `?line=`."""
    found = _batch(request, batch_id)
    if shape := wanted_shape(request):
        table = shown.table_of(actor_of(request), found, only_left=request.GET.get("only") == "left")
        return table_response(table, shape)
    return _page(request, found)


def _page(request: HttpRequest, found: "Batch", *, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of(request)
    job = job_queries.job_page(actor, found.job_id, now=now()) if found.job_id else None
    under_way = job is not None and job.job.status in ("waiting", "running")
    if not under_way and request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    view = shown.shown(actor, found, key=new_key(), at=_number(request.GET.get("line")), refused=refused)
    lines = shown.roster_of(actor, found)[:MOST_LINES_OF_ROSTER]
    persons = {each.line.person_id for each in lines if each.line.person_id is not None}
    record_views(actor, person_ids=sorted(persons), page="batch", now=now())
    user = request.user
    context = {
        "view": view,
        "batch": found,
        "seen": job,
        "under_way": under_way,
        "broke_off": broke_off(job.job) if job else "",
        "lines": lines,
        "conditions": CONDITIONS,
        "defaults": BatchDefaultsForm(places=schools.places_of(actor), initial=found.params),
        "sounds": getattr(user, "sounds", True),
        "volume": getattr(user, "desk_volume", 70),
        "may_view_loans": actor.may("circulation.view_loans"),
    }
    return render(request, "web/batches/batch.html", context)


def _answered(
    request: HttpRequest, batch_id: int, *, at: int = 0, refused: Refused | None = None, go: str = ""
) -> HttpResponse:
    """The changing part for a script; else the page again, by a redirect that may be reloaded."""
    actor, found = actor_of(request), _batch(request, batch_id)
    if request.headers.get("X-Desk"):
        view = shown.shown(actor, found, key=new_key(), at=at, refused=refused, go=go)
        view.rows = shown.rows_after(actor, view, {at, *(_number(request.POST.get(each)) for each in ("seen", "line"))})
        context = {"view": view, "batch": found, "conditions": CONDITIONS,
                   "may_view_loans": actor.may("circulation.view_loans")}  # fmt: skip
        return render(request, "web/batches/answer.html", context)
    for text in sentences(refused) if refused is not None else ():
        messages.info(request, text, extra_tags="tell")
    address = reverse("batches.batch", args=[batch_id])
    return redirect(go or (f"{address}?line={at}" if at else address))


def _doing(request: HttpRequest, batch_id: int, deed: Callable[[Actor], int | None]) -> HttpResponse:
    """Do a deed of a batch and show what came of it; the deed returns whose turn it is, if it says so."""
    actor = actor_of(request)
    _batch(request, batch_id)
    try:
        at = deed(actor) or 0
    except NotAllowed:
        raise
    except Refused as refused:
        return _answered(request, batch_id, at=_number(request.POST.get("seen")), refused=refused)
    settle(actor, batch_id)
    return _answered(request, batch_id, at=at)


@allowed("circulation.start_batch")
@require_POST
def scan(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One scan: a copy is lent or returned, a card calls its student, a sign skips, goes back or undoes."""
    read = read_scan(request.POST.get("text", ""))
    line_id = _number(request.POST.get("seen"))
    if read.kind is Kind.COMMAND:
        if read.command is Command.PARK:
            return _answered(request, batch_id, go=reverse("today.parked"))
        return _doing(request, batch_id, lambda actor: _obey(actor, batch_id, read.command, line_id))
    if not read.text:
        return _answered(request, batch_id, at=line_id)
    key = request.POST.get("key", "")[:80]
    return _doing(request, batch_id, lambda actor: _scanned(actor, batch_id, read.number or read.text, line_id, key))


def _scanned(actor: Actor, batch_id: int, text: str, line_id: int, key: str) -> int | None:
    """Whose turn it is after a scan: the card's student, the same again when it was refused, else the next."""
    found = batch_in_sight(actor, batch_id)
    assert found is not None
    if found.kind == "class" and inventory.item_of_number(text, site_id=actor.site_id) is None:
        card = people.person_of_card(text)
        called = lines_of_batch(batch_id).filter(person=card.person_id).first() if card is not None else None
        if called is not None:
            if called.outcome in ("skipped", "absent"):
                actions.mark_batch_line(actor, line_id=called.pk, outcome="waiting", now=now())
            return called.pk
    done = actions.scan_into_batch(actor, batch_id=batch_id, text=text, line_id=line_id or None, now=now(), key=key)
    return done.line_id if done.outcome == "left" else None


def _obey(actor: Actor, batch_id: int, command: Command | None, line_id: int) -> int | None:
    if command is Command.UNDO:
        last = lines_of_batch(batch_id, "done").order_by("-done_at", "-number").first()
        return _back(actor, last.pk) if last is not None else None
    if command in (Command.NEXT, Command.NO) and line_id:
        outcome = "skipped" if command is Command.NEXT else "absent"
        actions.mark_batch_line(actor, line_id=line_id, outcome=outcome, now=now())
    return None


def _back(actor: Actor, line_id: int) -> int:
    """Take one line back; in a class its student has their turn again."""
    actions.undo_batch_line(actor, line_id=line_id, now=now())
    return line_id


@allowed("circulation.start_batch")
@require_POST
def mark(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Skip whose turn it is, call them absent, or call somebody again."""
    outcome, line_id = request.POST.get("as", ""), _number(request.POST.get("line"))

    def deed(actor: Actor) -> int | None:
        if outcome in ("skipped", "absent", "waiting"):
            actions.mark_batch_line(actor, line_id=line_id, outcome=outcome, now=now())
        return line_id if outcome == "waiting" else None

    return _doing(request, batch_id, deed)


@allowed("circulation.start_batch")
@require_POST
def grade(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The thing that was scanned last is in another condition than the rest."""
    condition, line_id = request.POST.get("condition", ""), _number(request.POST.get("line"))

    def deed(actor: Actor) -> None:
        if condition in dict(CONDITIONS):
            actions.grade_batch_line(actor, line_id=line_id, condition=condition, now=now())

    return _doing(request, batch_id, deed)


@allowed("circulation.start_batch")
@require_POST
def take_back_line(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take one line back, and nothing else."""
    return _doing(request, batch_id, lambda actor: _back(actor, _number(request.POST.get("line"))))


@allowed("circulation.start_batch")
@require_POST
def again(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Try the chosen lines that did not go once more; a reason passes what asks, by name."""
    ids = [number for text in request.POST.getlist("line")[:500] if (number := _number(text))]
    reason = " ".join(request.POST.get("reason", "").split())[:200]
    actor = actor_of(request)
    found = _batch(request, batch_id)
    codes: set[str] = set()
    if reason:
        left = shown.roster_of(actor, found)
        codes = {code for each in left if each.line.line_id in ids for code in each.line.codes}
    went = actions.retry_batch_lines(
        actor, batch_id=batch_id, line_ids=ids, overrides=codes, reason=reason, now=now(),
        key=request.POST.get("key", "")[:80],
    )  # fmt: skip
    settle(actor, batch_id)
    facts = {"went": went, "tried": len(ids)}
    messages.info(request, _("%(went)s of %(tried)s went this time.") % facts, extra_tags="done" if went else "tell")
    return redirect("batches.batch", batch_id)


@allowed("circulation.start_batch")
@require_POST
def change(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Set another condition or place for all further returns."""
    actor = actor_of(request)
    _batch(request, batch_id)
    form = BatchDefaultsForm(request.POST, places=schools.places_of(actor))
    if form.is_valid():
        place = form.cleaned_data["put_at"]
        actions.change_batch(
            actor, batch_id=batch_id, condition=form.cleaned_data["condition"], put_at=place.pk if place else None,
            now=now(),
        )  # fmt: skip
        messages.info(request, _("From now on so. What was scanned before stays as it is."), extra_tags="done")
    return redirect("batches.batch", batch_id)


@allowed("circulation.start_batch")
@require_POST
def go_on(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Do what still waits: by the job that was stopped, or anew."""
    actor, found = actor_of(request), _batch(request, batch_id)
    seen = job_queries.job_page(actor, found.job_id, now=now()) if found.job_id else None
    if seen is not None and seen.can_resume:
        jobs.resume(actor, job_id=seen.job.pk, now=now())
    else:
        do_lines(actor, batch_id)
    return redirect("batches.batch", batch_id)


@allowed("circulation.start_batch")
@require_POST
def pause(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Ask the job of a batch to pause after the line it is at."""
    actor, found = actor_of(request), _batch(request, batch_id)
    if found.job_id:
        jobs.stop(actor, job_id=found.job_id, now=now())
        messages.info(request, _("It pauses after the line it is at. What is lent stays lent."), extra_tags="done")
    return redirect("batches.batch", batch_id)


@allowed("circulation.start_batch")
@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take all of a batch back, or hand that to the worker when it is long."""
    actor, found = actor_of(request), _batch(request, batch_id)
    if lines_of_batch(batch_id, "done", "stays").count() > AT_ONCE:
        actions.run_batch(actor, batch_id=batch_id, title=shown.batch_title(found), undo=True, now=now())
    else:
        stays = actions.undo_batch(actor, batch_id=batch_id, now=now())
        if stays:
            text = _("%(count)s could not be taken back. They are listed with the reason.") % {"count": stays}
            messages.info(request, text, extra_tags="ask")
        else:
            messages.info(request, _("All of it is taken back."), extra_tags="done")
    let_go(actor, batch_id)
    return redirect("batches.batch", batch_id)


@allowed("circulation.start_batch")
@require_POST
def end(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Nothing more is to be done in this batch."""
    actor = actor_of(request)
    _batch(request, batch_id)
    actions.end_batch(actor, batch_id=batch_id, now=now())
    let_go(actor, batch_id)
    messages.info(request, _("Ended. It can still be looked at, printed and taken back."), extra_tags="done")
    return redirect("batches.batch", batch_id)


def _number(text: str | None) -> int:
    """A row's number out of a form or an address, 0 for anything else."""
    return number_in(text) or 0
