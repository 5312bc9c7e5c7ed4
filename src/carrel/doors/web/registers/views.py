"""Sending a register in, watching it, its report and its columns, letting it in, taking it back; everything out."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.jobs.queries import JobPage
from carrel.cellar.kernel.actors import require
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.registers import shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.registers import actions, queries
from carrel.rooms.registers.forms import ColumnsForm, RegisterForm
from carrel.rooms.registers.phrases import OUT_WORDS

LINES_A_PAGE = 50
JOBS_A_PAGE = 30
ALSO_NEEDED = {
    "people": "people.find_person",
    "loans": "circulation.view_loans",
    "holds": "circulation.view_holds",
    "charges": "charges.view_charges",
}


@require_safe
@allowed("registers.view_registers")
def registers(request: HttpRequest) -> HttpResponse:
    """The registers sent in, newest first, the form for the next one, and everything out."""
    actor = actor_of(request)
    page = Paginator(queries.registers_of(actor), JOBS_A_PAGE).get_page(request.GET.get("page"))
    form = RegisterForm(actor=actor) if actor.may("registers.check_register") else None
    tables = [
        (OUT_WORDS[kind], reverse("registers.out", args=[kind]))
        for kind in queries.OUT_KINDS
        if actor.may("registers.export_register") and actor.may(ALSO_NEEDED.get(kind, "registers.export_register"))
    ]
    context = {"page": page, "rows": [shown.register_shown(job) for job in page], "form": form, "tables": tables}
    return render(request, "web/registers/registers.html", context)


@require_http_methods(["GET", "POST"])
@allowed("registers.check_register")
def check_register(request: HttpRequest) -> HttpResponse:
    """Send a register in; it is read and reported on, and nothing comes in yet."""
    actor = actor_of(request)
    form = RegisterForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        stream, name = form.upload()
        try:
            job_id = actions.check_register(
                actor,
                kind=form.cleaned_data["kind"],
                stream=stream,
                name=name,
                site_id=form.cleaned_data["site"].pk,
                item_type_id=form.cleaned_data["item_type"].pk,
                now=now(),
            )
        except Refused as refused:
            for text in sentences(refused):
                form.add_error("file", text)
        else:
            return redirect("registers.job", job_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "web/registers/send.html", {"form": form}, status=status)


@require_safe
@allowed("registers.view_registers")
def job(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """One register: under way, or its report; under `?as=csv` and `?as=xlsx` the report's lines."""
    seen = long_work.seen(request, job_id, "registers")
    if shape := wanted_shape(request):
        return table_response(shown.report_table(seen.job), shape)
    if not seen.job.is_over:
        context = {"seen": seen, "shown": shown.register_shown(seen.job)}
        return render(request, "web/registers/under_way.html", context)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _report(request, seen)


def _report(request: HttpRequest, seen: JobPage, form: ColumnsForm | None = None, status: int = 200) -> HttpResponse:
    actor, found = actor_of(request), seen.job
    kind = "told" if request.GET.get("lines") == "told" or not seen.line_counts.get("refused") else "refused"
    page = Paginator(jobs.lines_of(found.pk, kind), LINES_A_PAGE).get_page(request.GET.get("page"))
    counts = found.report.get("counts", {})
    is_done, is_check, is_import = found.status == "done", found.code == queries.CHECK, found.code == queries.IMPORT
    imported = queries.job_made_from(found, queries.IMPORT) if is_check else None
    taken_back = queries.job_made_from(found, queries.TAKE_BACK) if is_import else None
    has_file = queries.file_of(found.params) is not None
    can_look_again = is_check and is_done and has_file and imported is None and actor.may("registers.check_register")
    coming = sum(counts.get(name, 0) for name in ("new", "more", "open", "returned", "waiting", "caught", "charged"))
    context = {
        "seen": seen,
        "shown": shown.register_shown(found),
        "title": shown.heading(found) if is_done else _("%(title)s is not done") % {"title": found.title},
        "figures": shown.figures(found) if counts or found.code == queries.TAKE_BACK else [],
        "refused": counts.get("refused", 0),
        "has_file": has_file and "heads" in found.params,
        "remarks": shown.remarks(found) if counts else [],
        "fault": shown.fault(found),
        "broke_off": long_work.broke_off(found),
        "unknown": shown.unknown_words(found),
        "columns": shown.columns_taken(found) if "mapping" in found.params else [],
        "columns_left": shown.columns_left(found) if "mapping" in found.params else [],
        "system": shown.system_of(found),
        "columns_form": (form or _columns_form(request, seen)) if can_look_again else None,
        "kind": kind,
        "line_counts": seen.line_counts,
        "lines": [shown.line_shown(line) for line in page],
        "page": page,
        "is_check": is_check,
        "is_done": is_done,
        "is_taking_back": found.code == queries.TAKE_BACK,
        "imported": imported,
        "taken_back": taken_back,
        "coming": coming,
        "may_import": can_look_again and coming and "fault" not in found.report,
        "may_print_labels": is_import and long_work.has_labels_to_print(request, found.pk),
        "may_take_back": is_import and taken_back is None and actor.may("registers.take_back_register"),
    }
    return render(request, "web/registers/report.html", context, status=status)


def _columns_form(request: HttpRequest, seen: JobPage) -> ColumnsForm:
    params = seen.job.params
    owners = queries.owners_of_numbers() if params["kind"] in ("items", "holds") else []
    return ColumnsForm(
        request.POST or None,
        kind=params["kind"],
        heads=params["heads"],
        mapping=params["mapping"],
        order=params["order"],
        owner=params["owner"],
        owners=owners,
    )


@require_POST
@allowed("registers.check_register")
def check_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Look into the same file with other columns."""
    seen = long_work.seen(request, job_id, "registers")
    if seen.job.code != queries.CHECK:
        raise Http404
    form = _columns_form(request, seen)
    if not form.is_valid():
        return _report(request, seen, form, status=422)
    return redirect("registers.job", actions.check_again(actor_of(request), job_id=job_id, now=now(), **form.chosen()))


@require_POST
@allowed("registers.import_register")
def import_register(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let in the file of a report."""
    return redirect("registers.job", actions.import_register(actor_of(request), job_id=job_id, now=now()))


@require_POST
@allowed("registers.take_back_register")
def take_back_register(request: HttpRequest, job_id: int) -> HttpResponse:
    """Take out again what an import brought."""
    return redirect("registers.job", actions.take_back_register(actor_of(request), job_id=job_id, now=now()))


@require_safe
@allowed("registers.view_registers")
def refused_lines(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The refused lines as they stood in the file, to be mended and sent in again."""
    seen = long_work.seen(request, job_id, "registers")
    table = queries.refused_table(seen.job)
    if table is None:
        raise Http404
    return table_response(table, wanted_shape(request) or "csv")


@require_POST
@allowed("registers.check_register")
def stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a register's work to stop after the step it is in."""
    return long_work.pause(request, job_id, room="registers", page="registers.job")


@require_POST
@allowed("registers.check_register")
def resume(request: HttpRequest, job_id: int) -> HttpResponse:
    """Take up a register's work where it left off."""
    return long_work.go_on(request, job_id, room="registers", page="registers.job")


@require_safe
@allowed("registers.export_register")
def out(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Everything of one kind as a table: CSV, or XLSX under `?as=xlsx`."""
    actor = actor_of(request)
    if kind not in queries.OUT_KINDS:
        raise Http404
    if kind in ALSO_NEEDED:
        require(actor, ALSO_NEEDED[kind])
    return table_response(queries.table_out(actor, kind, now()), wanted_shape(request) or "csv")
