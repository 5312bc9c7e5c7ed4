"""Renewing together: a class, a teacher's list, everybody on the list of overdues; one act, one list of what went."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import tell_refused
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.phrases import KEPT
from carrel.rooms.circulation.queries.together import loans_of_readers, renewed_together
from carrel.rooms.people.actions import record_views
from carrel.rooms.people.queries import class_members, class_shown
from carrel.rooms.schools.queries import today_at

MOST_READERS, MOST_LOANS = 300, 1000


@allowed("circulation.renew_many")
@require_http_methods(["GET", "HEAD", "POST"])
def renew_many(request: HttpRequest) -> HttpResponse:
    """`?class=` or `?person=` once or more: what they have out, all ticked; sent, what is ticked is renewed."""
    actor = actor_of(request)
    if request.method == "POST":
        loan_ids = _numbers(request.POST.getlist("loan"), MOST_LOANS)
        if not loan_ids:
            messages.info(request, _("Nothing was ticked, and nothing was renewed."), extra_tags="tell")
            return redirect(request.get_full_path())
        key = request.POST.get("key", "")[:80]
        done = actions.renew_many(actor, loan_ids=loan_ids, now=now(), key=key)
        return redirect("circulation.renewed_many", done.act_id)
    title, person_ids = _asked(request, actor)
    loans = loans_of_readers(actor, person_ids, now())
    record_views(actor, person_ids=sorted({each.person_id for each in loans}), page="renew_many", now=now())
    context = {"title": title, "loans": loans, "key": new_key()}
    return render(request, "web/circulation/renew_many.html", context)


@allowed("circulation.renew_many")
@require_safe
def renewed_many(request: HttpRequest, act_id: int) -> HttpResponse:
    """What one act renewed, what kept its date and why; it can be taken back here."""
    actor = actor_of(request)
    shown = renewed_together(actor, act_id)
    if shown is None:
        raise Http404
    kept = [(each, [KEPT.get(code, "") for code in each.codes]) for each in shown.kept]
    context = {
        "shown": shown,
        "kept": kept,
        "key": new_key(),
        "may_undo": actor.may("circulation.undo_renew_many") and bool(shown.renewed) and not shown.is_undone,
    }
    return render(request, "web/circulation/renewed_many.html", context)


@allowed("circulation.undo_renew_many")
@require_POST
def undo_renew_many(request: HttpRequest, act_id: int) -> HttpResponse:
    """Give the loans of the act their former dates again."""
    actor = actor_of(request)
    if renewed_together(actor, act_id) is None:
        raise Http404
    try:
        done = actions.undo_renew_many(actor, act_id=act_id, now=now(), key=request.POST.get("key", "")[:80])
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = ngettext(
            "%(n)s loan has its former date again.", "%(n)s loans have their former dates again.", done.undone
        )
        messages.info(request, said % {"n": done.undone}, extra_tags="done")
        if done.stayed:
            stays = ngettext("%(n)s changed since and stays.", "%(n)s changed since and stay.", done.stayed)
            messages.info(request, stays % {"n": done.stayed}, extra_tags="tell")
    return redirect("circulation.renewed_many", act_id)


def _asked(request: HttpRequest, actor: Actor) -> tuple[str, list[int]]:
    """Whose loans, and what the page is called."""
    chosen = _numbers(request.GET.getlist("class"), 1)
    if chosen:
        today = today_at(actor.site_id, now())
        found = class_shown(actor, chosen[0], today=today)
        if found is None:
            raise Http404
        return found.name, [each.person_id for each in class_members(chosen[0], today=today)]
    return "", _numbers(request.GET.getlist("person"), MOST_READERS)


def _numbers(texts: list[str], most: int) -> list[int]:
    return [int(each) for each in texts[:most] if each.isdecimal() and len(each) < 16]
