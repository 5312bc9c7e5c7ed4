"""What is kept against the rules: scanned here, or marked on a list."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done
from carrel.doors.web.phrases import put_on
from carrel.rooms.weeding import actions, queries
from carrel.rooms.weeding.forms import KeepCopyForm


@require_http_methods(["GET", "POST"])
@allowed("weeding.keep_copy")
def keep_copy(request: HttpRequest) -> HttpResponse:
    """The copies no rule takes; one more is scanned here."""
    actor = actor_of(request)
    form = KeepCopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            title = actions.keep_copy(actor, now=now(), **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("“%(title)s” is kept.") % {"title": title}, extra_tags="done")
            return redirect("weeding.keep_copy")
    page = Paginator(queries.kept_copies(actor, now=now()), 100).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_let_go": actor.may("weeding.let_copy_go")}
    return render(request, "web/weeding/kept.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("weeding.let_copy_go")
def let_copy_go(request: HttpRequest, kept_id: int) -> HttpResponse:
    """Let the rules look at a copy again."""
    deed = partial(actions.let_copy_go, actor_of(request), kept_id=kept_id, now=now())
    return done(request, deed, _("The rules look at it again."), "weeding.keep_copy")
