"""For staff: making a browser a station, deciding how stations work, and leaving one with a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.keeping import keep
from carrel.doors.web.access import allowed
from carrel.doors.web.account.forms import SignInForm
from carrel.doors.web.actors import actor_of
from carrel.doors.web.self_check.shown import shown
from carrel.doors.web.self_check.station import Station, at_station, make_station, unmake_station
from carrel.doors.web.self_check.visit import Visit
from carrel.rooms.circulation import actions
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.circulation.forms import SelfCheckSettingForm
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools


@allowed("circulation.open_self_check")
@require_http_methods(["GET", "HEAD", "POST"])
def open_self_check(request: HttpRequest) -> HttpResponse:
    """What a station is and how this school wants it, with the button that makes this browser one."""
    actor = actor_of(request)
    if request.method == "POST":
        site_id = actions.open_self_check(actor, now=now())
        assert actor.account_id is not None
        make_station(request, site_id=site_id, account_id=actor.account_id)
        return redirect("self_check.station")
    context = {
        "site": schools.site(actor.site_id) if actor.site_id is not None else None,
        "setting": circulation.self_check_of(actor.site_id) if actor.site_id is not None else None,
        "may_change": actor.may("circulation.keep_self_check_setting"),
    }
    return render(request, "web/self_check/open.html", context)


@allowed("circulation.keep_self_check_setting")
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest) -> HttpResponse:
    """PIN or not, returns or not, whose face may be touched, how many seconds."""
    actor = actor_of(request)
    if actor.site_id is None:
        return redirect("self_check.open_self_check")
    form = SelfCheckSettingForm(request.POST or None, instance=circulation.self_check_setting(actor.site_id))
    if request.method == "POST" and form.is_valid():
        keep(actor, form, "circulation.keep_self_check_setting", now=now())
        kept = _("Kept. It holds from the next scan at every station of this school.")
        messages.info(request, kept, extra_tags="done")
        return redirect("self_check.open_self_check")
    context = {"form": form, "site": schools.site(actor.site_id)}
    return render(request, "web/self_check/setting.html", context)


@at_station
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """Make the station an ordinary browser again, with the password of somebody who works at a desk here."""
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        actor = people.actor_for(form.user, site_id=here.site_id, now=now())
        if actor.site_id == here.site_id and actor.may("circulation.close_self_check"):
            actions.close_self_check(actor, now=now())
            unmake_station(request)
            messages.info(request, _("The station is closed. Sign in to work here."), extra_tags="done")
            return redirect("account_login")
        form.add_error(None, _("This account does not work at a desk of this school. Ask somebody who does."))
    return render(request, "web/self_check/leave.html", {"form": form, "view": shown(here, None, now())})
