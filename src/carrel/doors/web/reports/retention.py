"""Retention: the schedule, what it did, its certificates, and what a legal hold keeps."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.pages import Paper, pdf_of_paper
from carrel.cellar.tables.table import MOMENT, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import put_on
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.templatetags.carrel_web import clock_words, day_words
from carrel.rooms.people import actions as people
from carrel.rooms.people.queries.legal_holds import legal_holds_in_sight
from carrel.rooms.reports.forms.holds import LegalHoldForm
from carrel.rooms.reports.phrases import RETENTION_WORDS
from carrel.rooms.reports.queries import retention as asked
from carrel.rooms.reports.rules.retention import KINDS
from carrel.rooms.schools.queries import district, today_at

VIEW, PUT = "reports.view_retention", "people.put_legal_hold"


@require_safe
@allowed(VIEW)
def retention(request: HttpRequest) -> HttpResponseBase:
    """Each kind of data with its rule, what waits, what the last night did, and whether it is held."""
    moment = now()
    due, last, held = asked.due_now(moment), asked.last_night(), asked.suspended()
    rows = [(code, RETENTION_WORDS[code], due.get(code), last.get(code, 0), code in held) for code in KINDS]
    if shape := wanted_shape(request):
        columns = [
            Column(_("What"), width=40), Column(_("How long"), width=50), Column(_("Where the rule is from"), width=40),
            Column(_("Due now"), NUMBER), Column(_("Last night"), NUMBER), Column(_("Legal hold")),
        ]  # fmt: skip
        table = [[str(said.name), str(said.rule), str(said.source), waits, done, _("held") if is_held else ""]
                 for _code, said, waits, done, is_held in rows]  # fmt: skip
        return table_response(Table(_("Retention schedule"), columns, table), shape)
    actor = actor_of(request)
    context = {
        "rows": rows, "last": asked.certificates().first(), "holds": legal_holds_in_sight(actor).filter(lifted_at=None),
        "may_hold": actor.may(PUT), "kinds": RETENTION_WORDS,
    }  # fmt: skip
    return render(request, "web/reports/retention.html", context)


@require_safe
@allowed(VIEW)
def certificates(request: HttpRequest) -> HttpResponseBase:
    """The certificates of all nights."""
    found = asked.certificates()
    if shape := wanted_shape(request):
        columns = [Column(_("Number"), NUMBER), Column(_("Begun"), MOMENT), Column(_("By")),
                   Column(_("What"), width=40), Column(_("How many"), NUMBER)]  # fmt: skip
        rows = ([each.pk, each.begun_at, each.by_name, str(RETENTION_WORDS[line.kind].name), line.count]
                for each in found for line in each.lines.all() if line.kind in RETENTION_WORDS)  # fmt: skip
        zone = timezone.get_current_timezone_name()
        return table_response(Table(_("Certificates of destruction"), columns, rows, zone=zone), shape)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    listed = [(each, sum(line.count for line in each.lines.all())) for each in page]
    return render(request, "web/reports/certificates.html", {"page": page, "rows": listed})


@require_safe
@allowed(VIEW)
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate: which kinds, how many, when, by whom; `?as=pdf` on paper. No names."""
    found = asked.certificates().filter(pk=certificate_id).first()
    if found is None:
        raise Http404
    rows = [(RETENTION_WORDS[line.kind], line.count) for line in found.lines.all() if line.kind in RETENTION_WORDS]
    held = [RETENTION_WORDS[code].name for code in found.held if code in RETENTION_WORDS]
    owner = district()
    title = _("Certificate of destruction %(number)s") % {"number": found.pk}
    is_paper = request.GET.get("as") == "pdf"
    say = _on_paper if is_paper else _on_screen
    when = _("%(owner)s. Begun %(begun)s, ended %(ended)s, by %(name)s.") % {
        "owner": owner.name if owner else "", "name": found.by_name,
        "begun": say(found.begun_at),
        "ended": say(found.ended_at),
    }  # fmt: skip
    if is_paper:
        lines = [[str(said.name), str(said.rule), str(count)] for said, count in rows]
        foot = [_("Kept because of a legal hold: %(kinds)s.") % {"kinds": ", ".join(map(str, held))}] if held else []
        foot += [
            _("It names numbers and kinds, and no person."),
            "",
            _("Signed: ______________________  Date: __________"),
        ]
        if not rows:
            foot.insert(0, _("Nothing was due."))
        columns = [_("What"), _("How long it is kept"), _("How many")]
        paper = Paper(title, before=[when], columns=columns, table=lines, after=foot, has_sum=False)
        return pdf_answer(pdf_of_paper(paper), f"certificate-{found.pk}", is_to_save=True)
    context = {"title": title, "when": when, "rows": rows, "held": held, "certificate": found}
    return render(request, "web/reports/certificate.html", context)


def _on_paper(moment: datetime) -> str:
    """A moment as what is kept says it: with its year."""
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _on_screen(moment: datetime) -> str:
    return f"{day_words(moment)}, {clock_words(moment)}"


@allowed(PUT)
def put_legal_hold(request: HttpRequest) -> HttpResponse:
    """A new hold: on whom or on what, why, until when."""
    actor, moment = actor_of(request), now()
    form = LegalHoldForm(request.POST or None, today=today_at(actor.site_id, moment))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            people.put_legal_hold(
                actor, person_id=form.person_id, kind=said["kind"], reason=said["reason"], until_on=said["until_on"],
                now=moment,
            )  # fmt: skip
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("Held. Nothing of it is deleted until the hold is lifted."), extra_tags="done")
            return redirect("reports.retention")
    return render(request, "web/reports/legal_hold.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@allowed("people.lift_legal_hold")
def lift_legal_hold(request: HttpRequest, legal_hold_id: int) -> HttpResponse:
    """Let what was held follow its schedule again."""
    try:
        people.lift_legal_hold(actor_of(request), hold_id=legal_hold_id, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("Lifted. What is due goes with the next night."), extra_tags="done")
    return redirect("reports.retention")
