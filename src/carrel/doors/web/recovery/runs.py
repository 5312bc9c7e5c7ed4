"""Runs: looked at with counts, made, printed, given out, taken back."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.post.queries import is_set_up, states_about
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import done, number_in
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import sentences
from carrel.doors.web.recovery.shown import step_words, tabs
from carrel.rooms.people.actions import record_views
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.forms import PreviewForm
from carrel.rooms.recovery.phrases import WAY_WORDS
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.languages import tongue
from carrel.rooms.recovery.queries.late import Narrowed, homerooms_late
from carrel.rooms.recovery.queries.planning import Plan, Sheet, plan_of
from carrel.rooms.recovery.queries.runs import MAIL_KIND, notices_of_run, papers_of_run, run_in_sight, runs_of
from carrel.rooms.recovery.rules.ladder import BY_POST, ON_PAPER


def _scope(request: HttpRequest, data: Any) -> tuple[Actor, bool]:
    """The actor, at their school or (for the district, when asked for) across all schools."""
    actor = actor_of(request)
    is_district = actor.is_district and (data.get("all") == "1" or actor.site_id is None)
    return (replace(actor, site_id=None) if is_district else actor), is_district


def _asked(actor: Actor, data: Any, moment: datetime) -> PreviewForm:
    steps = [(each.code, step_words(each.code, each.kind)) for each in asking_of(actor.site_id).steps]
    rooms = [(pk, name) for pk, name, _count in homerooms_late(actor, moment)]
    return PreviewForm(data, homerooms=rooms, steps=steps)


@allowed("recovery.make_run")
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What would be made, counted: `?step= &homeroom= &per_family= &all=1`. Nothing is made by looking."""
    actor, is_district = _scope(request, request.GET)
    return _preview(request, actor, is_district, request.GET)


def _preview(
    request: HttpRequest, actor: Actor, is_district: bool, data: Any, faults: list[str] | None = None
) -> HttpResponse:
    moment = now()
    form = _asked(actor, data, moment)
    plan = _planned(actor, form, moment)
    record_views(actor, person_ids=[each.student.person_id for each in plan.planned[:100]], page="overdues", now=moment)
    context = {
        "tabs": tabs(actor_of(request), "standing"),
        "form": form,
        "plan": plan,
        "is_district": is_district,
        "may_district": actor_of(request).is_district,
        "faults": faults or [],
        "key": new_key(),
        **_counts(plan),
    }
    return render(request, "web/recovery/preview.html", context, status=409 if faults is not None else 200)


def _planned(actor: Actor, form: PreviewForm, moment: datetime) -> Plan:
    """What would be made of what is asked; nothing where it is not understood: never more than was meant."""
    if not form.is_valid():
        return Plan((), asking_of(actor.site_id))
    values = form.cleaned_data
    return plan_of(
        actor, moment, steps=values["step"], per_family=values["per_family"],
        narrowed=Narrowed(actor.site_id, values["homeroom"]),
    )  # fmt: skip


def _counts(plan: Plan) -> dict[str, Any]:
    named = {each.code: step_words(each.code, each.kind) for each in plan.asking.steps}
    return {
        "by_step": [(named.get(code, code), count) for code, count in plan.by_step.items()],
        "by_way": [(WAY_WORDS[way], count) for way, count in plan.by_way.items()],
        "by_language": [(tongue(code).name, count) for code, count in sorted(plan.by_language.items())],
        "waits": any(way in BY_POST and not is_set_up(way) for way in plan.by_way),
        "sheets": [_sheet(each, named) for each in plan.sheets[:100]],
        "more": max(0, len(plan.sheets) - 100),
    }


def _sheet(sheet: Sheet, named: dict[str, str]) -> dict[str, Any]:
    rooms = dict.fromkeys(each.student.homeroom for each in sheet.planned if each.student.homeroom)
    return {
        "names": ", ".join(each.student.list_name for each in sheet.planned),
        "class": ", ".join(rooms),
        "step": named.get(sheet.step.code, sheet.step.code),
        "way": WAY_WORDS[sheet.way],
        "language": tongue(sheet.language).name,
        "items": sum(len(each.things) for each in sheet.planned),
    }


@allowed("recovery.make_run")
@require_POST
def make_run(request: HttpRequest) -> HttpResponse:
    """Make what the preview has counted."""
    actor, is_district = _scope(request, request.POST)
    form = _asked(actor, request.POST, now())
    if not form.is_valid():
        return _preview(request, actor, is_district, request.POST, [])
    values = form.cleaned_data
    try:
        made = actions.make_run(
            actor, now=now(), site_id=actor.site_id, steps=values["step"], homeroom_id=values["homeroom"],
            per_family=values["per_family"], key=request.POST.get("key", "")[:80],
        )  # fmt: skip
    except Refused as refused:
        return _preview(request, actor, is_district, request.POST, sentences(refused))
    said = ngettext("%(n)s notice is made.", "%(n)s notices are made.", made.notices) % {"n": made.notices}
    messages.info(request, said, extra_tags="done")
    return redirect("recovery.run", made.run_id)


@allowed("recovery.make_run")
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The runs that were made, the latest first."""
    actor = actor_of(request)
    rows = [(each, [step_words(code) for code in each.steps]) for each in runs_of(actor)[:60]]
    return render(request, "web/recovery/runs.html", {"tabs": tabs(actor, "runs"), "rows": rows})


@allowed("recovery.make_run")
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: its papers, its mails, everyone who got one, what can be taken back."""
    actor, moment = actor_of(request), now()
    found = run_in_sight(actor, run_id)
    if found is None:
        raise Http404
    notices = list(notices_of_run(found))
    record_views(actor, person_ids=[each.person_id for each in notices[:200]], page="overdues", now=moment)
    states = states_about(MAIL_KIND, [each.pk for each in notices])
    context = {
        "tabs": tabs(actor, "runs"),
        "run": found,
        "steps": [step_words(code) for code in found.steps],
        "rows": [
            {
                "notice": each,
                "word": step_words(each.step, each.kind),
                "way": WAY_WORDS[each.way],
                "owed": money(each.owed_minor) if each.owed_minor else "",
                "mail": states.get(each.pk, ""),
            }
            for each in notices[:200]
        ],
        "more": max(0, len(notices) - 200),
        "papers": sum(1 for each in notices if each.way in ON_PAPER and each.undone_at is None),
        "may": {
            each: actor.may(f"recovery.{each}")
            for each in ("print_papers", "give_out", "take_back_giving_out", "undo_run", "undo_notice")
        },
        "may_view_person": actor.may("people.view_person"),
    }
    return render(request, "web/recovery/run.html", context)


@allowed("recovery.print_papers")
@require_safe
def papers(request: HttpRequest, run_id: int) -> HttpResponse:
    """The papers of a run as PDF, with what is late at this moment."""
    actor, moment = actor_of(request), now()
    found = run_in_sight(actor, run_id)
    if found is None:
        raise Http404
    made = papers_of_run(actor, found, moment, title=_("Notices"))
    record_views(actor, person_ids=[each.person_id for each in made.students], page="notices", now=moment)
    if made.document is None:
        messages.info(request, _("Everything came back meanwhile. There is nothing to print."), extra_tags="tell")
        return redirect("recovery.run", run_id)
    return pdf_answer(pdf_of_document(made.document), f"notices-{run_id}")


@allowed("recovery.give_out")
@require_POST
def give_out(request: HttpRequest, run_id: int) -> HttpResponse:
    """The papers are on their way."""
    actor = actor_of(request)
    deed = partial(actions.give_out, actor, run_id=run_id, now=now())
    return done(request, deed, _("They are on their way."), "recovery.run", run_id)


@allowed("recovery.take_back_giving_out")
@require_POST
def take_back_giving_out(request: HttpRequest, run_id: int) -> HttpResponse:
    """The papers still lie here."""
    actor = actor_of(request)
    deed = partial(actions.take_back_giving_out, actor, run_id=run_id, now=now())
    return done(request, deed, _("They still lie here."), "recovery.run", run_id)


@allowed("recovery.undo_run")
@require_POST
def undo_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take back what of a run has not gone."""
    actor = actor_of(request)
    deed = partial(actions.undo_run, actor, run_id=run_id, now=now())
    return done(request, deed, _("Taken back. The steps are due again."), "recovery.run", run_id)


@allowed("recovery.undo_notice")
@require_POST
def undo_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take one notice back, from the page of the student."""
    actor = actor_of(request)
    person_id = number_in(request.POST.get("person"))
    deed = partial(actions.undo_notice, actor, notice_id=notice_id, now=now())
    said = _("Taken back. The step is due again.")
    if person_id is not None:
        return done(request, deed, said, "recovery.student", person_id)
    return done(request, deed, said, "recovery.runs")
