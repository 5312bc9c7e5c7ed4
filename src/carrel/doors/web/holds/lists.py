"""What stands on the hold shelf, and what is to be fetched from the shelves this morning."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.holds.tabs import tabs_for
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation.queries.pulling import ToPull
from carrel.rooms.circulation.queries.pulling import pull_list as found_to_pull
from carrel.rooms.circulation.queries.shelf import coming_to, ended_lately, shelf_of, to_clear
from carrel.rooms.inventory.actions import set_item_state
from carrel.rooms.people.actions import record_views
from carrel.rooms.schools.queries import today_at


@allowed("circulation.view_holds")
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The hold shelf of the actor's site: what waits to be fetched, what is coming, what is to be taken off."""
    actor, moment = actor_of(request), now()
    site_id = actor.site_id
    standing = shelf_of(actor, site_id) if site_id is not None else ()
    coming = coming_to(actor, site_id) if site_id is not None else ()
    ended = ended_lately(actor, moment, site_id=site_id) if site_id is not None else ()
    seen = [each.person_id for each in (*standing, *coming, *ended) if each.person_id is not None]
    record_views(actor, person_ids=seen, page="hold_shelf", now=moment)
    context = {
        "tabs": tabs_for(actor, "shelf"),
        "today": today_at(site_id, moment),
        "standing": standing,
        "coming": coming,
        "ended": ended,
        "clear": to_clear(site_id) if site_id is not None else (),
        "may_slip": actor.may("circulation.check_in"),
        "may_cancel": actor.may("circulation.cancel_hold"),
        "may_restore": actor.may("circulation.restore_hold"),
        "back": reverse("holds.shelf"),
        "may_view_person": actor.may("people.view_person"),
    }
    return render(request, "web/holds/shelf.html", context)


@allowed("circulation.view_holds")
@require_safe
def pull_list(request: HttpRequest) -> HttpResponseBase:
    """What is to be fetched, in the order of the shelves, without a reader; `?as=csv` and `?as=xlsx` as a table."""
    actor, moment = actor_of(request), now()
    today = today_at(actor.site_id, moment)
    found = found_to_pull(actor.site_id, today) if actor.site_id is not None else ()
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    context = {
        "tabs": tabs_for(actor, "pull_list"),
        "found": found,
        "today": today,
        "title": ngettext("%(n)s copy to fetch", "%(n)s copies to fetch", len(found)) % {"n": len(found)},
        "may_miss": actor.may("inventory.set_item_state"),
    }
    return render(request, "web/holds/pull_list.html", context)


def _table(found: tuple[ToPull, ...]) -> Table:
    columns = [
        Column(_("Place")), Column(_("Call number"), CODE), Column(_("Title"), width=44), Column(_("Author"), width=28),
        Column(_("Barcode"), CODE), Column(_("Fetched at")), Column(_("More copies in"), NUMBER),
    ]  # fmt: skip
    return Table(_("Pull list"), columns, _rows(found))


def _rows(found: tuple[ToPull, ...]) -> Iterator[list[object]]:
    for each in found:
        yield [
            each.place, each.call_number, each.title, each.author, each.barcode, each.pickup_site, each.others_in,
        ]  # fmt: skip


@allowed("inventory.set_item_state")
@require_POST
def not_found(request: HttpRequest, item_id: int) -> HttpResponse:
    """A copy of the list that does not stand on its shelf is missing; the next copy takes its place on the list."""
    try:
        set_item_state(actor_of(request), item_id=item_id, state="missing", now=now())
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        said = _("It is marked as missing. Should it turn up, a scan at the return desk brings it back.")
        messages.info(request, said, extra_tags="done")
    return redirect("holds.pull_list")
