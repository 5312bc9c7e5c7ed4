"""Sending a MARC file in, watching it, its report, letting it in, taking it back; and all long work in one list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.jobs.queries import JobPage
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed, signed_in
from carrel.doors.web.actors import actor_of
from carrel.doors.web.imports import shown
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.forms import MarcFileForm

LINES_A_PAGE = 50
JOBS_A_PAGE = 30
MOST_STAYED = 100


@require_safe
@allowed("intake.view_imports")
def imports(request: HttpRequest) -> HttpResponse:
    """The files sent in, newest first, and the form for the next one."""
    actor = actor_of(request)
    page = Paginator(queries.imports_of(actor), JOBS_A_PAGE).get_page(request.GET.get("page"))
    form = MarcFileForm(actor=actor) if actor.may("intake.check_marc") else None
    context = {"page": page, "rows": [shown.job_shown(job) for job in page], "form": form}
    return render(request, "web/imports/imports.html", context)


@require_http_methods(["GET", "POST"])
@allowed("intake.check_marc")
def marc(request: HttpRequest) -> HttpResponse:
    """Send a MARC file in; it is read and reported on, and nothing comes in yet."""
    actor = actor_of(request)
    form = MarcFileForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        stream, name = form.upload()
        try:
            job_id = actions.check_marc(
                actor,
                stream=stream,
                name=name,
                site_id=form.cleaned_data["site"].pk,
                item_type_id=form.cleaned_data["item_type"].pk,
                vendor_id=form.cleaned_data["vendor"].pk if form.cleaned_data["vendor"] else None,
                now=now(),
            )
        except Refused as refused:
            for text in sentences(refused):
                form.add_error("file", text)
        else:
            return redirect("imports.job", job_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "web/imports/marc.html", {"form": form}, status=status)


@require_safe
@allowed("intake.view_imports")
def job(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """One file: under way, or its report; under `?as=csv` and `?as=xlsx` the report's lines. Others have their own."""
    found = jobs.jobs_of(actor_of(request)).filter(pk=job_id).first()
    if found is not None and (page := long_work.page_of(found)) != reverse("imports.job", args=[job_id]):
        return redirect(page)
    seen = long_work.seen(request, job_id, "intake")
    if shape := wanted_shape(request):
        return table_response(shown.report_table(seen.job), shape)
    if not seen.job.is_over:
        context = {"seen": seen, "shown": shown.job_shown(seen.job), "is_check": seen.job.code == queries.CHECK}
        return render(request, "web/imports/under_way.html", context)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _report(request, seen)


def _report(request: HttpRequest, seen: JobPage) -> HttpResponse:
    actor, found = actor_of(request), seen.job
    told_alone = seen.line_counts.get("told") and not seen.line_counts.get("refused")
    kind = "told" if told_alone or request.GET.get("lines") == "told" else "refused"
    page = Paginator(jobs.lines_of(found.pk, kind), LINES_A_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_now(found)
    is_done, is_check = found.status == "done", found.code == queries.CHECK
    waiting = queries.waiting_count(found.pk)
    imported = queries.job_made_from(found, queries.IMPORT) if is_check else None
    taken_back = queries.job_made_from(found, queries.TAKE_BACK) if found.code == queries.IMPORT else None
    taken = counts.get("read", 0) - counts.get("refused", 0)
    stayed = queries.items_that_stayed(found.pk, MOST_STAYED) if found.code == queries.TAKE_BACK else []
    may_decide = is_done and actor.may("intake.decide_words")
    proposals = shown.proposals(queries.proposals_of(actor, found)) if may_decide else []
    context = {
        "seen": seen,
        "shown": shown.job_shown(found),
        "title": shown.heading(found, waiting) if is_done else _("%(title)s is not done") % {"title": found.title},
        "counts": counts,
        "taken": taken,
        "file": queries.import_file(found),
        "unknown": shown.unknown_words(found),
        "kind": kind,
        "line_counts": seen.line_counts,
        "lines": [shown.line_shown(line) for line in page],
        "page": page,
        "is_check": is_check,
        "is_done": is_done,
        "imported": imported,
        "taken_back": taken_back,
        "stayed": stayed,
        "more_stayed": found.report.get("items_stay", 0) - len(stayed) if len(stayed) == MOST_STAYED else 0,
        "is_taking_back": found.code == queries.TAKE_BACK,
        "proposals": proposals,
        "words_wait": any(not each.row.decided for each in proposals),
        "waiting": waiting,
        "asked": found.report.get("counts", {}).get("asked", 0) if not is_check else 0,
        "kinds": shown.kinds(found),
        "fault": long_work.broke_off(found),
        "came_before": queries.same_file_before(found) if is_check else None,
        "may_import": is_check and is_done and taken and imported is None and actor.may("intake.import_marc"),
        "may_print_labels": found.code == queries.IMPORT and long_work.has_labels_to_print(request, found.pk),
        "may_take_back": found.code == queries.IMPORT and not taken_back and actor.may("intake.take_back_import"),
    }
    return render(request, "web/imports/report.html", context)


@require_POST
@allowed("intake.import_marc")
def import_checked(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let in the file of a report."""
    return redirect("imports.job", actions.import_checked(actor_of(request), job_id=job_id, now=now()))


@require_POST
@allowed("intake.take_back_import")
def take_back_import(request: HttpRequest, job_id: int) -> HttpResponse:
    """Take out again what an import brought."""
    return redirect("imports.job", actions.take_back_import(actor_of(request), job_id=job_id, now=now()))


@require_safe
@allowed("intake.view_imports")
def refused_file(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The refused records as a MARC file, to be mended and sent again."""
    found = long_work.seen(request, job_id, "intake").job
    answer = StreamingHttpResponse(queries.refused_records(found), content_type="application/marc")
    answer["Content-Disposition"] = f'attachment; filename="refused-{found.pk}.mrc"'
    return answer


@require_safe
@signed_in
def all_jobs(request: HttpRequest) -> HttpResponse:
    """All long work this reader may look at, whatever room does it."""
    page = Paginator(jobs.jobs_of(actor_of(request)), JOBS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/imports/jobs.html", {"page": page, "rows": [shown.job_shown(job) for job in page]})


@require_POST
@allowed("intake.check_marc")
def stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a file's work to stop after the step it is in."""
    return long_work.pause(request, job_id, room="intake", page="imports.job")


@require_POST
@allowed("intake.check_marc")
def resume(request: HttpRequest, job_id: int) -> HttpResponse:
    """Take up a file's work where it left off."""
    return long_work.go_on(request, job_id, room="intake", page="imports.job")
