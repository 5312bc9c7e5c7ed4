"""The list of counts, open ones first, and where one begins."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import put_on
from carrel.doors.web.stocktake import shown
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.forms import BeginCountForm
from carrel.rooms.stocktake.phrases import STATE_WORDS

VIEW = "stocktake.view_counts"


@require_safe
@allowed(VIEW)
def counts(request: HttpRequest) -> HttpResponse:
    """The counts of this school."""
    actor = actor_of(request)
    rows = [
        {
            "count": each,
            "scope": shown.scope_words(each),
            "shape": shown.STATE_SHAPES[each.state],
            "word": STATE_WORDS[each.state],
            "progress": queries.progress_of(each.pk),
        }
        for each in queries.counts_of(actor)
    ]
    context = {
        "rows": rows,
        "may_begin": actor.may("stocktake.begin_count"),
        "may_view_items": actor.may("inventory.view_items"),
        "may_see_losses": actor.may("stocktake.view_losses"),
    }
    return render(request, "web/stocktake/counts.html", context)


@require_http_methods(["GET", "POST"])
@allowed("stocktake.begin_count")
def begin_count(request: HttpRequest) -> HttpResponse:
    """Begin a count: its name, and what it asks for."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    first = {
        "key": secrets.token_urlsafe(16),
        "scope": request.GET.get("scope") or None,
        "name": _("Count of %(day)s") % {"day": day_words(now())},
    }
    form = BeginCountForm(
        request.POST or None, actor=actor, initial={name: each for name, each in first.items() if each}
    )
    if request.method == "POST" and form.is_valid():
        try:
            count_id = actions.begin_count(actor, now=now(), **form.values())
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("stocktake.count", count_id)
    return render(request, "web/stocktake/begin_count.html", {"form": form}, status=422 if form.is_bound else 200)
