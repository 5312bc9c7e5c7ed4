"""A report by mail: to whom, how often, as what; what it says, how the last one went, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.post.phrases import STATE_WORDS
from carrel.cellar.post.queries import is_set_up
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, number_in
from carrel.doors.web.links import link_for_others
from carrel.doors.web.phrases import sentences
from carrel.doors.web.reports.own import cells, sentence_of
from carrel.rooms.reports import actions
from carrel.rooms.reports.phrases import EVERY_WORDS, PHRASES
from carrel.rooms.reports.queries import mailing as mailed
from carrel.rooms.reports.queries import own as asked
from carrel.rooms.reports.queries.shaping import columns_of, in_words
from carrel.rooms.reports.rules.mailing import SHAPES
from carrel.rooms.reports.rules.own import Spec

if TYPE_CHECKING:
    from carrel.rooms.reports.models import OwnReport

SAVE = "reports.save_report"
_STATES = {"waiting": "wait", "sent": "done", "bounced": "refused", "taken_off": "tell"}
_SHOWN = 40


@require_safe
@allowed(SAVE)
def mailing(request: HttpRequest, report_id: int) -> HttpResponse:
    """How the report goes by mail, and what the next one would bring."""
    return _page(request, _own(request, report_id))


def _own(request: HttpRequest, report_id: int) -> OwnReport:
    actor = actor_of(request)
    report = asked.report_in_sight(actor, report_id)
    if report is None or (report.account_id != actor.account_id and not actor.is_district):
        raise Http404
    return report


def _page(
    request: HttpRequest, report: OwnReport, *, faults: list[str] | None = None, chosen: mailed.Going | None = None,
    every: str | None = None, account_ids: set[int] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`chosen`, `every` and `account_ids` are what was sent in and refused: it stays as it was written."""
    at, row = now(), mailed.mailing_of(report)
    readers = mailed.readers_shown(row, report, at) if row is not None else []
    ticked = account_ids if account_ids is not None else {each.account_id for each in readers}
    as_it_is = chosen or row or mailed.Going(shape="xlsx" if mailed.may_be_attached(report) else "")
    wants_link = bool(as_it_is.link) or (row is None and chosen is None)
    told = mailed.Going(as_it_is.shape, as_it_is.link or (_link(request, report) if wants_link else ""))
    may = [
        (each.pk, each.name, mailed.address_of(each), each.pk in ticked) for each in mailed.may_be_mailed(report, at)
    ]
    context = {
        "report": report, "sentence": sentence_of(Spec.from_plain(report.spec)), "mailing": row, "faults": faults or [],
        "may": may, "is_private": not report.is_shared, "may_attach": mailed.may_be_attached(report),
        "every": [(code, word) for code, word in EVERY_WORDS.items() if code],
        "rhythm": every or report.every or "week", "shape": as_it_is.shape, "wants_link": wants_link,
        "readers": [
            (each, STATE_WORDS.get(each.state, ""), _STATES.get(each.state, "tell"), PHRASES.get(each.left_out, ""))
            for each in readers
        ],
        "said": EVERY_WORDS[report.every], "job": mailed.failed_job(actor_of(request), row) if row else None,
        "waits": not is_set_up("email"), **_preview(report, told),
    }  # fmt: skip
    return render(request, "web/reports/mailing.html", context, status=status)


def _preview(report: OwnReport, told: mailed.Going) -> dict[str, object]:
    """The mail as it would read to oneself, and the first lines of its file, as they may leave the library."""
    spec = Spec.from_plain(report.spec)
    subject, body = mailed.mail_text(report, told, None, get_language() or "")
    shown: dict[str, object] = {"subject": subject, "body": body}
    if not told.shape:
        return shown
    try:
        answer = asked.answer_of(spec, report.site_id)
    except Refused as refused:
        return {**shown, "slow": sentences(refused)}
    columns = columns_of(spec)
    kinds = [column.kind for column in columns]
    rows = asked.told_rows(spec, list(answer.rows))
    told_in_words = list(in_words(spec, rows[:_SHOWN]))
    return {
        **shown, "columns": [(column.label, column.kind in ("number", "money")) for column in columns],
        "rows": [cells(row, kinds) for row in told_in_words], "more": len(rows) > _SHOWN or answer.is_more,
    }  # fmt: skip


def _link(request: HttpRequest, report: OwnReport) -> str:
    return link_for_others(request, f"{reverse('reports.own_report')}?report={report.pk}")


@require_POST
@allowed(SAVE)
def mail_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let it go by mail, as the form says."""
    report = _own(request, report_id)
    every, shape = request.POST.get("every", ""), request.POST.get("shape", "")
    if every not in EVERY_WORDS or shape not in SHAPES:
        raise Http404
    link = _link(request, report) if request.POST.get("link") == "1" else ""
    wanted = {found for each in request.POST.getlist("reader") if (found := number_in(each))}
    try:
        actions.mail_report(
            actor_of(request), report_id=report_id, account_ids=wanted, every=every, shape=shape, link=link, now=now()
        )
    except Refused as refused:
        sent = mailed.Going(shape=shape, link=link)
        return _page(
            request, report, faults=list(sentences(refused)), chosen=sent, every=every, account_ids=wanted, status=422
        )
    messages.info(request, _("It goes by mail: %(every)s.") % {"every": EVERY_WORDS[every]}, extra_tags="done")
    return redirect("reports.mailing", report_id)


@require_POST
@allowed(SAVE)
def pause_mailing(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let no mail of it go for a while."""

    def deed() -> None:
        actions.pause_mailing(actor_of(request), report_id=report_id, now=now())

    return done(request, deed, _("No mail of it goes until you let it."), "reports.mailing", report_id)


@require_POST
@allowed(SAVE)
def resume_mailing(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let it go by mail again."""

    def deed() -> None:
        actions.resume_mailing(actor_of(request), report_id=report_id, now=now())

    return done(request, deed, _("It goes by mail again, from its next day on."), "reports.mailing", report_id)


@require_POST
@allowed(SAVE)
def end_mailing(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let it go by mail no more."""

    def deed() -> None:
        actions.end_mailing(actor_of(request), report_id=report_id, now=now())

    return done(
        request, deed, _("It goes by mail no more. Its files are made as before."), "reports.mailing", report_id
    )
