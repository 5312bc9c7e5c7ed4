"""The condition of an item, with a photo: noted on a page of its own, shown with its history."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.rooms.circulation.actions import note_condition
from carrel.rooms.circulation.forms import ConditionForm
from carrel.rooms.circulation.queries.conditions import condition_photo
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.phrases import CONDITION_WORDS


@require_http_methods(["GET", "POST"])
@allowed("circulation.note_condition")
def condition(request: HttpRequest, item_id: int) -> HttpResponse:
    """Note the condition of an item with a photo from the phone's camera or a file, and a word."""
    actor, item = actor_of(request), queries.item_by_id(item_id)
    if item is None:
        raise Http404
    first = {"event": request.GET.get("event", "seen"), "condition": item.condition}
    form = ConditionForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sent = values["photo"]
        try:
            done = note_condition(
                actor,
                item_id=item_id,
                condition=values["condition"],
                event=values["event"],
                note=values["note"],
                photo=sent.file if sent else None,
                photo_name=(sent.name or "") if sent else "",
                now=now(),
            )
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error("photo" if refused.code.startswith("files.") else None, sentence)
        else:
            words = {"title": done.title, "condition": CONDITION_WORDS[done.condition]}
            messages.info(request, _("“%(title)s”: %(condition)s.") % words, extra_tags="done")
            if values["event"] == "seen" and actor.may("inventory.view_items"):
                return redirect("items.item", item_id)
            return redirect("desk.desk")
    status = 422 if request.method == "POST" else 200
    return render(request, "web/items/condition.html", {"item": item, "form": form}, status=status)


@require_safe
@allowed("inventory.view_items")
def photo(request: HttpRequest, note_id: int) -> HttpResponse:
    """The photo of a condition; a browser may keep it for an hour for this reader alone."""
    found = condition_photo(note_id)
    if found is None or not actor_of(request).sees_site(found[1]):
        raise Http404
    with stored.open_file(found[0]) as picture:
        answer = HttpResponse(picture.read(), content_type=found[0].content_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
