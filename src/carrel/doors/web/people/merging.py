"""Making two records of one human being one, and parting them again."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.people.faces import Face, face
from carrel.doors.web.people.sight import opened, today_of, within_sight
from carrel.doors.web.phrases import sentences
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import MergeForm

if TYPE_CHECKING:
    from carrel.rooms.people.models import Person

PASSED = ("people.two_in_roster", "people.two_accounts")


@allowed("people.merge_persons")
@require_http_methods(["GET", "POST"])
@within_sight
def merge_persons(request: HttpRequest, person_id: int) -> HttpResponse:
    """Find the second record, compare the two, make them one."""
    kept, actor = opened(request, person_id, "merge"), actor_of(request)
    chosen = request.POST.get("other") or request.GET.get("other", "")
    other = opened(request, int(chosen), "merge") if chosen.isdecimal() and len(chosen) < 16 else None
    form = MergeForm(request.POST or None, initial={"other": other.pk if other else None})
    why_not: list[str] = []
    if request.method == "POST" and other is not None and form.is_valid():
        try:
            _merge(request, form, kept, other)
        except Refused as refused:
            why_not = sentences(refused)
        else:
            return redirect("people.person", kept.pk)
    text = request.GET.get("q", "")[:200] or f"{kept.given} {kept.family}"
    context = {
        "person": kept,
        "other": other,
        "both": [queries.person_shown(each, today_of(actor)) for each in (kept, other) if each is not None],
        "form": form,
        "why_not": why_not,
        "q": text,
        "faces": _others(request, text, kept.pk) if other is None else [],
    }
    return render(request, "web/people/merge_persons.html", context)


def _merge(request: HttpRequest, form: MergeForm, kept: "Person", other: "Person") -> None:
    sure = bool(form.cleaned_data["is_sure"])
    actions.merge_persons(
        actor_of(request),
        kept_id=kept.pk,
        merged_id=other.pk,
        overrides=PASSED if sure else (),
        reason=form.cleaned_data["reason"],
        now=now(),
    )
    messages.info(request, _("The two records are one now."), extra_tags="done")


def _others(request: HttpRequest, text: str, kept_id: int) -> list[Face]:
    actor = actor_of(request)
    found = queries.persons_found(actor, text, today=today_of(actor), limit=21)
    return [face(each) for each in found if each.person_id != kept_id]


@allowed("people.unmerge_persons")
@require_POST
@within_sight
def unmerge_persons(request: HttpRequest, person_id: int, merger_id: int) -> HttpResponse:
    """Part what was merged; open loans stay where they are."""
    kept = opened(request, person_id, "merge")
    if merger_id in {each.pk for each in queries.mergers_of(kept.pk)}:
        actions.unmerge_persons(actor_of(request), merger_id=merger_id, now=now())
        messages.info(request, _("They are two again. What is out stays with this record."), extra_tags="done")
    return redirect("people.person", kept.pk)
