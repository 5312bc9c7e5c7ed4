"""Theme, language, site and sounds: small forms in the header and the foot of every page."""

from django.conf import settings as house
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.papers import queries as papers
from carrel.cellar.papers.forms import DeskForm
from carrel.doors.web.access import allowed, public, signed_in
from carrel.doors.web.actors import SITE_KEY, YEAR, actor_of, forget_actor, keep_desk
from carrel.doors.web.context import THEME_COOKIE, THEMES
from carrel.doors.web.places import AT_WORK
from carrel.rooms.people import actions as people_actions
from carrel.rooms.people import queries as people
from carrel.rooms.people.forms import DeskSoundForm
from carrel.rooms.schools import queries as schools


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the form was on; never to another house."""
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = "/"
    return HttpResponseRedirect(wanted)


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or (with neither) as the machine has it; kept for a year in this browser."""
    answer = back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        answer.delete_cookie(THEME_COOKIE)
    return answer


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """One of the house's languages, kept for a year in this browser."""
    answer = back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(house.LANGUAGES):
        answer.set_cookie(
            house.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return answer


@signed_in
@require_POST
def site(request: HttpRequest) -> HttpResponse:
    """Work at another school, one at which the account holds a role."""
    wanted = request.POST.get("site", "")
    found = {str(each.pk): each for each in schools.sites_of(actor_of(request))}.get(wanted)
    if found is None:
        messages.info(request, _("You hold no role at that school, so you stay where you are."), extra_tags="refused")
        return back(request)
    request.session[SITE_KEY] = found.pk
    forget_actor(request)
    messages.info(request, _("You now work at %(site)s.") % {"site": found.name}, extra_tags="done")
    return redirect("today.today")


@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """Sounds and their loudness, theme and language on one page, with a button that plays all seven."""
    account = people.account_of(actor_of(request))
    form = DeskSoundForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        people_actions.change_own_settings(actor_of(request), form=form, now=now())
        messages.info(request, _("Kept. It holds for your account at every desk."), extra_tags="done")
        return redirect("shell.settings")
    return render(request, "web/shell/settings.html", {"form": form, "desk_form": _desk_form(request)})


def _desk_form(request: HttpRequest) -> DeskForm | None:
    """For who works at a desk of a site; a reader's browser is none."""
    actor = actor_of(request)
    if actor.site_id is None or not any(actor.may(each) for each in AT_WORK):
        return None
    known = papers.desk_names(actor.site_id)
    return DeskForm(request.POST if "desk" in request.POST else None, known=known, initial={"desk": actor.desk})


@require_POST
@allowed(*AT_WORK)
def desk(request: HttpRequest) -> HttpResponse:
    """Say which desk this browser is; it holds for whoever signs in here, at this site."""
    actor, form = actor_of(request), _desk_form(request)
    if form is None or actor.site_id is None or not form.is_valid():
        messages.info(request, _("No desk was named, so nothing has changed."), extra_tags="refused")
        return redirect("shell.settings")
    name = form.cleaned_data["desk"]
    answer = redirect("shell.settings")
    keep_desk(answer, site_id=actor.site_id, desk=name, secure=request.is_secure())
    say = _("This browser is the desk “%(desk)s” now.") if name else _("This browser is no desk of its own now.")
    messages.info(request, say % {"desk": name}, extra_tags="done")
    return answer


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answers 204 as long as the server can be reached; the desk asks it while it is offline. Needs no database."""
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
