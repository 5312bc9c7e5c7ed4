"""Blocks: put on a person's page, lifted with a word why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.phrases import put_on
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import BlockForm
from carrel.rooms.circulation.queries.facts import person_of_block
from carrel.rooms.people.actions import record_view
from carrel.rooms.people.queries import may_see_person, person_found


@allowed("circulation.put_block")
@require_http_methods(["GET", "HEAD", "POST"])
def put_block(request: HttpRequest, person_id: int) -> HttpResponse:
    """Stop a person's borrowing, or leave a warning."""
    actor = actor_of(request)
    person = person_found(person_id) if may_see_person(actor, person_id) else None
    if person is None:
        raise Http404
    form = BlockForm(request.POST or None, initial={"key": new_key(), "kind": "stop"})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        for_debt = values.pop("because") == "debt"
        try:
            actions.put_block(actor, person_id=person_id, now=now(), for_debt=for_debt, **values)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("It stands."), extra_tags="done")
            return redirect("people.person", person_id)
    record_view(actor, person_id=person_id, page="block", now=now())
    context = {"form": form, "person": person}
    return render(request, "web/circulation/put_block.html", context, status=422 if form.errors else 200)


@allowed("circulation.lift_block")
@require_POST
def lift_block(request: HttpRequest, block_id: int) -> HttpResponse:
    """Let the person borrow again."""
    actor = actor_of(request)
    person_id = person_of_block(block_id)
    if person_id is None or not may_see_person(actor, person_id):
        raise Http404
    actions.lift_block(
        actor,
        block_id=block_id,
        now=now(),
        reason=request.POST.get("reason", "")[:200],
        key=request.POST.get("key", "")[:80],
    )
    messages.info(request, _("Lifted."), extra_tags="done")
    return redirect("people.person", person_id)
