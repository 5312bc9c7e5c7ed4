"""The ISBN queue: books that were added before anybody knew their title, and how each is filled."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import put_on
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.forms import FillWaitingForm


@require_safe
@allowed("intake.fill_waiting")
def waiting_isbns(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, and what was filled lately."""
    actor = actor_of(request)
    context = {"rows": queries.waiting_isbns(actor), "filled": queries.filled_lately(actor)}
    return render(request, "web/receiving/waiting.html", context)


@require_http_methods(["GET", "POST"])
@allowed("intake.fill_waiting")
def fill_waiting(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Give one its title by hand."""
    actor = actor_of(request)
    row = queries.waiting_isbn(actor, waiting_id)
    if row is None:
        raise Http404
    form = FillWaitingForm(request.POST or None, initial={"key": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.fill_waiting(
                actor, waiting_id=waiting_id, title=values["title"], author=values["author"],
                call_number=values["call_number"], format=values["format"], key=values["key"], now=now(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
        else:
            said = _("%(isbn)s is “%(title)s” now.") % {"isbn": row.isbn, "title": values["title"]}
            messages.info(request, said, extra_tags="done")
            return redirect("receiving.waiting_isbns")
    context = {"row": row, "form": form}
    return render(request, "web/receiving/fill_waiting.html", context, status=422 if form.is_bound else 200)
