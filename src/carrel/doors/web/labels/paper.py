"""What is opened and printed: a run as PDF, a page of it for the eye, a printer's test page; the sheets there are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.papers.label_pages import ruler_page_of
from carrel.cellar.papers.label_sheets import SHEETS
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.labels.runs import seen_run, watched
from carrel.doors.web.pdf import pdf_answer
from carrel.rooms.labels import queries
from carrel.rooms.labels.phrases import KIND_WORDS


@require_safe
@allowed("labels.print_run")
def pdf(request: HttpRequest, run_id: int) -> HttpResponse:
    """A run as PDF, to be printed at 100 %; a proof while the run is open. Lines that are refused stop it."""
    run = seen_run(request, run_id)
    ready = queries.made_ready(run)
    if ready.problems or not ready.lines or ready.is_sheet_gone:
        raise Http404
    watched(actor_of(request), run)
    return pdf_answer(ready.pdf(str(KIND_WORDS[run.kind])), f"labels-{run_id}")


@require_safe
@allowed("labels.start_run")
def preview(request: HttpRequest, run_id: int, page: int) -> HttpResponse:
    """One page of a run as a picture."""
    run = seen_run(request, run_id)
    picture = queries.made_ready(run).page(page)
    if not picture:
        raise Http404
    answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
@allowed("labels.keep_label_printer")
def test_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A page with outlines and rulers for what lies in a printer."""
    actor = actor_of(request)
    printer = queries.label_printers(actor).filter(pk=pk).first()
    sheet = queries.sheet_of(printer.sheet, printer.site_id) if printer else None
    if printer is None or sheet is None:
        raise Http404
    facts = {
        "printer": printer.name, "sheet": sheet.name, "right": f"{printer.offset_right / 100:.2f}",
        "down": f"{printer.offset_down / 100:.2f}", "scale": f"{printer.scale:g}",
    }  # fmt: skip
    words = (
        _("%(printer)s: %(sheet)s") % facts,
        _("Print this at 100 %%, not fitted to the page, on plain paper.") % facts,
        _("Hold it behind a sheet of labels, against the light."),
        _("Outlines too far left by 0.05 in? Then move 5 hundredths to the right."),
        _("Now: %(right)s in right, %(down)s in down, scale %(scale)s %%.") % facts,
    )
    return pdf_answer(ruler_page_of(sheet, fit=queries.fit_of(printer), words=words), "test-page")


@require_safe
@allowed("labels.start_run")
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet that is known by name, with its measures and whose they are."""
    context = {"known": SHEETS.values(), "own": queries.own_sheets(actor_of(request)).count()}
    return render(request, "web/labels/sheets.html", context)
