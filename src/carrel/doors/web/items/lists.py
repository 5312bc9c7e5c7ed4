"""Lists of items: those that are there by themselves, those that were saved; saving one and removing it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import listing, shown
from carrel.doors.web.phrases import sentences
from carrel.rooms.inventory import actions, queries, rules
from carrel.rooms.inventory.forms import ListForm
from carrel.rooms.inventory.phrases import PRESET_WORDS


@dataclass(frozen=True, slots=True)
class ListShown:
    """One list as the page of lists shows it."""

    name: str | Promise
    lead: str | Promise
    url: str
    list_id: int | None = None


@require_safe
@allowed("inventory.view_items")
def lists(request: HttpRequest) -> HttpResponse:
    """The lists there are: master files only of families of which the district has a kind."""
    actor = actor_of(request)
    families = {kind.family for kind in queries.item_types()}
    ready = [
        ListShown(*PRESET_WORDS[key], _address(key))
        for key, spec in rules.PRESETS.items()
        if spec.filters.get("family", next(iter(families), "")) in families
    ]
    saved = [
        ListShown(each.name, each.site.called, _address(str(each.pk)), each.pk) for each in queries.saved_lists(actor)
    ]
    context = {"ready": ready, "saved": saved, "may_keep": actor.may("inventory.save_item_list")}
    return render(request, "web/items/lists.html", context)


def _address(key: str) -> str:
    return f"{reverse('items.list')}?{urlencode({'list': key})}"


@require_POST
@allowed("inventory.save_item_list")
def save_item_list(request: HttpRequest) -> HttpResponse:
    """Save the list that is shown, for everybody of this site."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    form = ListForm(QueryDict(request.POST.get("address", "")[:4_000]), actor=actor, currency=shown.currency())
    try:
        saved = actions.save_item_list(
            actor, site_id=actor.site_id, name=request.POST.get("name", ""), spec=form.spec(), now=now()
        )
    except Refused as refused:
        return listing.list_shown(request, form, status=422, mistakes=list(sentences(refused)))
    messages.info(request, _("The list is saved."), extra_tags="done")
    return redirect(_address(str(saved)))


@require_POST
@allowed("inventory.remove_item_list")
def remove_item_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Remove a saved list; no item is touched."""
    name = actions.remove_item_list(actor_of(request), list_id=list_id, now=now())
    messages.info(request, _("The list “%(name)s” is removed. The items are as they were.") % {"name": name},
                  extra_tags="done")  # fmt: skip
    return redirect("items.lists")
