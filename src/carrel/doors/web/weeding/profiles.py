"""Tables of rules: begun with the usual one, changed as a whole, taken back, removed and brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, number_in, tell_refused
from carrel.doors.web.phrases import put_on
from carrel.doors.web.schools.calendar_files import site_of
from carrel.rooms.weeding import actions, queries
from carrel.rooms.weeding.forms import ProfileForm, ProfileNameForm, RuleSet, rule_initial

if TYPE_CHECKING:
    from carrel.rooms.weeding.models import WeedingProfile


@require_POST
@allowed("weeding.add_profile")
def add_profile(request: HttpRequest) -> HttpResponse:
    """Begin a table with the usual rules and open it."""
    actor = actor_of(request)
    form = ProfileNameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    key = request.POST.get("key", "")[:80]
    try:
        profile_id = actions.add_profile(actor, site_id=site_of(actor), name=name, key=key, now=now())
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("weeding.weeding")
    return redirect("weeding.keep_profile", profile_id)


@require_http_methods(["GET", "POST"])
@allowed("weeding.keep_profile")
def keep_profile(request: HttpRequest, profile_id: int) -> HttpResponse:
    """One table, line by line; it is kept as a whole."""
    actor = actor_of(request)
    found = queries.profile_seen(actor, profile_id)
    if found is None:
        raise Http404
    options: dict[str, Any] = {"form_kwargs": {"types": queries.item_types()}, "prefix": "rule"}
    if request.method != "POST":
        rows = [rule_initial(each) for each in queries.rules_of(found)]
        form = ProfileForm(initial={"name": found.name, "version": found.version})
        return _page(request, found, form, RuleSet(initial=rows, **options))
    form, lines = ProfileForm(request.POST), RuleSet(request.POST, **options)
    if form.is_valid() and lines.is_valid():
        try:
            actions.keep_profile(actor, profile_id=profile_id, profile=lines.rules(), now=now(), **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("“%(name)s” is kept.") % {"name": form.cleaned_data["name"]}, extra_tags="done")
            return redirect("weeding.keep_profile", profile_id)
    return _page(request, found, form, lines, status=422)


def _page(
    request: HttpRequest, found: WeedingProfile, form: ProfileForm, lines: Any, *, status: int = 200
) -> HttpResponse:
    return render(request, "web/weeding/profile.html", {"profile": found, "form": form, "lines": lines}, status=status)


@require_POST
@allowed("weeding.take_back_profile")
def take_back_profile(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Make a table what it was before it was kept last."""
    version = number_in(request.POST.get("version"))
    changed = -1 if version is None else version
    deed = partial(actions.take_back_profile, actor_of(request), profile_id=profile_id, version=changed, now=now())
    return done(request, deed, _("The table is what it was before."), "weeding.keep_profile", profile_id)


@require_POST
@allowed("weeding.remove_profile")
def remove_profile(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Take a table out of sight; the next page offers it back."""
    deed = partial(actions.remove_profile, actor_of(request), profile_id=profile_id, now=now())
    return done(request, deed, _("The table is removed. Below it can be brought back."), "weeding.weeding")


@require_POST
@allowed("weeding.bring_back_profile")
def bring_back_profile(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Bring a removed table back."""
    deed = partial(actions.bring_back_profile, actor_of(request), profile_id=profile_id, now=now())
    return done(request, deed, _("The table is back."), "weeding.weeding")
