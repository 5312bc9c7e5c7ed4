"""Reports of one's own: put together in plain words, shown as a sentence, kept, shared, made into files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.files.queries import open_file
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import sentences
from carrel.doors.web.reports import shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.templatetags.carrel_web import day_words, figure
from carrel.rooms.reports import actions
from carrel.rooms.reports.forms.own import ReportForm, query_of
from carrel.rooms.reports.phrases import (
    COUNT_WORDS,
    EVERY_WORDS,
    FIELD_WORDS,
    SUBJECT_LEADS,
    SUBJECT_WORDS,
    SUM_WORDS,
)
from carrel.rooms.reports.queries import own as asked
from carrel.rooms.reports.queries.mailing import mailing_of
from carrel.rooms.reports.queries.shaping import columns_of, in_words, table_of, word_of
from carrel.rooms.reports.rules.own import COUNT, DAY, MONEY, MOST_SHOWN, SUBJECTS, Answer, Only, Spec, sound

if TYPE_CHECKING:
    from carrel.rooms.reports.models import OwnReport

VIEW, SAVE, EXPORT = "reports.view_figures", "reports.save_report", "reports.begin_export"


@require_safe
@allowed(VIEW)
def own_reports(request: HttpRequest) -> HttpResponse:
    """The reports that are kept, and what a new one may be about."""
    actor = actor_of(request)
    kept = [(each, sentence_of(Spec.from_plain(each.spec)), EVERY_WORDS[each.every])
            for each in asked.reports_in_sight(actor)]  # fmt: skip
    subjects = [(code, word, SUBJECT_LEADS[code]) for code, word in SUBJECT_WORDS.items()]
    return render(request, "web/reports/own_reports.html", {"kept": kept, "subjects": subjects})


@require_safe
@allowed(VIEW)
def own_report(request: HttpRequest) -> HttpResponseBase:
    """A question and what it finds: `?subject=loans&by=grade&…`, or a kept one by `?report=3`."""
    if not request.GET.get("subject") and not request.GET.get("report"):
        return redirect("reports.own_reports")
    kept = _kept(request)
    if kept is not None and "subject" not in request.GET:
        spec, site_id = sound(Spec.from_plain(kept.spec)), kept.site_id
        data = QueryDict(urlencode(query_of(spec), doseq=True))
        form = _form(request, data, spec.subject)
    else:
        site_id = shown.site_of(request)
        form = _form(request, request.GET, request.GET.get("subject", ""))
        spec = form.spec()
    answer, refused = _answered(spec, site_id)
    if (shape := wanted_shape(request)) and refused is None and not answer.is_more:
        return table_response(table_of(spec, answer.rows, title=kept.name if kept else sentence_of(spec)), shape)
    return _page(request, form, spec, answer, kept=kept, refused=refused)


def _kept(request: HttpRequest) -> OwnReport | None:
    number = request.GET.get("report", "")
    if not number:
        return None
    found = (
        asked.report_in_sight(actor_of(request), int(number))
        if number.isascii() and number.isdigit() and len(number) < 16
        else None
    )
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, data: Any, subject: str) -> ReportForm:
    if subject not in SUBJECTS:
        raise Http404
    return ReportForm(data, subject=subject, site_id=shown.site_of(request), is_district=shown.site_of(request) is None)


def _answered(spec: Spec, site_id: int | None) -> tuple[Answer, Refused | None]:
    try:
        return asked.answer_of(spec, site_id), None
    except Refused as refused:
        return Answer(), refused


def _page(
    request: HttpRequest, form: ReportForm, spec: Spec, answer: Answer, *, kept: OwnReport | None = None,
    refused: Refused | None = None, mistakes: list[str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor, columns = actor_of(request), columns_of(spec)
    context = {
        "form": form, "kept": kept, "sentence": sentence_of(spec), "subject": spec.subject,
        "columns": [(column.label, column.kind in ("number", "money")) for column in columns],
        "rows": [cells(row, [column.kind for column in columns]) for row in in_words(spec, answer.rows)],
        "is_more": answer.is_more, "most": MOST_SHOWN, "is_counted": spec.is_counted,
        "refused": sentences(refused) if refused else (), "mistakes": mistakes or [],
        "address": urlencode(query_of(spec), doseq=True), "place": shown.place_words(request),
        "may_save": actor.may(SAVE), "may_export": kept is not None and actor.may(EXPORT),
        "is_mine": kept is not None and (kept.account_id == actor.account_id or actor.is_district),
        "mailing": mailing_of(kept) if kept else None,
        "files": asked.files_of(kept.pk)[:12] if kept else (), "every": EVERY_WORDS,
        "name": request.POST.get("name", ""),
    }  # fmt: skip
    return render(request, "web/reports/own_report.html", context, status=status)


def cells(row: list[object], kinds: list[str]) -> list[tuple[object, bool]]:
    """Each value as people write it, and whether it is a figure."""
    cells: list[tuple[object, bool]] = []
    for value, kind in zip(row, kinds, strict=True):
        if value is None:
            cells.append(("–", kind in ("number", "money")))
        elif kind == "money":
            cells.append((money(int(str(value))), True))
        elif kind == "date":
            cells.append((day_words(value), False))  # type: ignore[arg-type]  # a date column holds days
        else:
            figures = kind == "number"
            cells.append((figure(int(str(value))) if figures else value, figures))
    return cells


def sentence_of(spec: Spec) -> str:
    """The question as one sentence: what, only what, by what, in which order."""
    what = str(SUBJECT_WORDS[spec.subject])
    parts = [what]
    if spec.groups:
        by = _(" and ").join(str(FIELD_WORDS[code]).lower() for code in spec.groups)
        parts.append(_("counted by %(fields)s") % {"fields": by})
    elif spec.is_counted:
        parts.append(_("counted all together"))
    else:
        parts.append(_("one by one"))
    if spec.only:
        parts.append(_("only where %(conditions)s") % {"conditions": _(" and ").join(map(_condition(spec), spec.only))})
    if spec.sort:
        words = {COUNT: COUNT_WORDS[spec.subject], **(SUM_WORDS if spec.is_counted else {})}
        word = str(words.get(spec.sort, FIELD_WORDS.get(spec.sort, spec.sort))).lower()
        order = _("in the order of %(field)s, the most first") if spec.is_down else _("in the order of %(field)s")
        parts.append(order % {"field": word})
    return f"{', '.join(parts)}."


def _condition(spec: Spec) -> Any:
    def said(only: Only) -> str:
        about = spec.about.field(only.field)
        words: dict[str, object] = {
            "field": str(FIELD_WORDS[only.field]).lower(),
            "text": word_of(about, only.text) if about is not None else only.text,
            "low": _value(about, only.low), "high": _value(about, only.high),
        }  # fmt: skip
        if only.text:
            exact = about is not None and (about.kind == "choice" or about.code == "grade")
            return (_("%(field)s is “%(text)s”") if exact else _("%(field)s has “%(text)s”")) % words
        if only.low and only.high:
            return _("%(field)s is from %(low)s to %(high)s") % words
        return (_("%(field)s is %(low)s or later") if only.low else _("%(field)s is %(high)s or earlier")) % words

    return said


def _value(about: Any, text: str) -> str:
    if not text or about is None:
        return text
    if about.kind == DAY:
        day = parse_date(text)
        return day_words(day) if day else text
    return money(int(text)) if about.kind == MONEY else text


@require_POST
@allowed(SAVE)
def save_report(request: HttpRequest) -> HttpResponseBase:
    """Keep the question that is shown under a name."""
    data = QueryDict(request.POST.get("address", "")[:4_000])
    form = _form(request, data, data.get("subject", ""))
    spec = form.spec()
    site_id = shown.site_of(request)
    try:
        saved = actions.save_report(
            actor_of(request), name=request.POST.get("name", ""), spec=spec, site_id=site_id,
            is_shared=request.POST.get("shared") == "1", now=now(),
        )  # fmt: skip
    except Refused as refused:
        answer, too_long = _answered(spec, site_id)
        return _page(request, form, spec, answer, refused=too_long, mistakes=list(sentences(refused)), status=422)
    messages.info(request, _("The report is kept. It is asked anew each time it is opened."), extra_tags="done")
    return redirect(f"{reverse('reports.own_report')}?report={saved}")


@require_POST
@allowed(SAVE)
def remove_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take a report away with its files."""
    try:
        name = actions.remove_report(actor_of(request), report_id=report_id, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("The report “%(name)s” is removed.") % {"name": name}, extra_tags="done")
    return redirect("reports.own_reports")


@require_POST
@allowed(SAVE)
def schedule_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let it be made by itself every week or month, or no more."""
    every = request.POST.get("every", "")
    if every not in EVERY_WORDS:
        raise Http404
    try:
        actions.schedule_report(actor_of(request), report_id=report_id, every=every, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = _("It is made by itself: %(every)s.") % {"every": EVERY_WORDS[every]}
        messages.info(request, said, extra_tags="done")
    return redirect(f"{reverse('reports.own_report')}?report={report_id}")


@require_POST
@allowed(EXPORT)
def begin_export(request: HttpRequest, report_id: int) -> HttpResponse:
    """Make a file of all its rows, as CSV or XLSX, perhaps to be published."""
    actor = actor_of(request)
    shape = "xlsx" if request.POST.get("shape") == "xlsx" else "csv"
    kept = asked.report_in_sight(actor, report_id)
    try:
        job_id = actions.begin_export(
            actor, report_id=report_id, shape=shape, publish=request.POST.get("publish") == "1",
            title=_("File of “%(name)s”") % {"name": kept.name if kept else ""}, now=now(),
        )  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("reports.own_reports")
    return redirect("reports.job", job_id)


@require_safe
@allowed(VIEW)
def kept_report(request: HttpRequest, kept_id: int) -> HttpResponseBase:
    """A file that was made of a report, to be saved."""
    kept = asked.kept_in_sight(actor_of(request), kept_id)
    if kept is None or kept.file is None:
        raise Http404
    return FileResponse(open_file(kept.file), as_attachment=True, filename=kept.file.name)
