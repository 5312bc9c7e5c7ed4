"""The log of copies made on request, and how long names stay in it."""

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import DATE, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in
from carrel.doors.web.media.tabs import tabs_for
from carrel.doors.web.phrases import put_on, sentence
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.media import actions, queries
from carrel.rooms.media.forms import CopyForm, MediaSettingForm
from carrel.rooms.media.phrases import BASIS_WORDS
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from carrel.rooms.media.models import CopyMade

A_PAGE = 50


@require_safe
@allowed("media.view_media")
def copies(request: HttpRequest) -> HttpResponseBase:
    """What was copied, for whom and why that was allowed, the latest first."""
    actor = actor_of(request)
    site_id = actor.site_id or 0
    found = queries.copies_at(actor, site_id)
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs_for(actor, "copies"),
        "page": page,
        "rows": [(each, BASIS_WORDS[each.basis]) for each in page],
        "years": queries.setting_of(site_id).log_years,
        "may_log": actor.may("media.log_copy") and actor.site_id is not None,
        "may_take_back": actor.may("media.take_back_copy"),
        "may_set": actor.may("media.keep_media_setting") and actor.site_id is not None,
    }
    return render(request, "web/media/copies.html", context)


def _table(found: "QuerySet[CopyMade]") -> Table:
    columns = [
        Column(_("Day"), DATE), Column(_("What was copied"), width=44), Column(_("For whom")),
        Column(_("Copies"), NUMBER), Column(_("Why it is allowed")), Column(_("In a few words"), width=44),
        Column(_("By")),
    ]  # fmt: skip
    return Table(_("Copies made"), columns, _rows(found))


def _rows(found: "QuerySet[CopyMade]") -> Iterator[list[object]]:
    for each in found.iterator(2000):
        yield [
            each.made_on, each.title, each.person.display_name if each.person else "", each.copies,
            str(BASIS_WORDS[each.basis]), each.reason, each.made_by_name,
        ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("media.log_copy")
def log_copy(request: HttpRequest) -> HttpResponse:
    """Write copies down; `?record=` presets the title."""
    actor, moment = actor_of(request), now()
    if actor.site_id is None:
        raise Http404
    record = catalogue.record(number_in(request.GET.get("record")) or 0)
    first = {
        "key": secrets.token_urlsafe(16), "made_on": schools.today_at(actor.site_id, moment), "copies": 1,
        "title": squeeze(record.title, 200) if record else "",
    }  # fmt: skip
    form = CopyForm(request.POST or None, actor=actor, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _, tells = actions.log_copy(
                    actor, site_id=actor.site_id, record_id=record.pk if record else None, now=moment, **form.values()
                )
            except Refused as refused:
                status = 409
                put_on(form, refused)
            else:
                return _logged(request, [sentence(each) for each in tells])
    return render(request, "web/media/log_copy.html", {"form": form, "record": record}, status=status)


def _logged(request: HttpRequest, told: list[str]) -> HttpResponse:
    for text in told:
        messages.info(request, text, extra_tags="tell")
    messages.info(request, _("The copies are in the log."), extra_tags="done")
    return redirect("media.copies")


@require_POST
@allowed("media.take_back_copy")
def take_back_copy(request: HttpRequest, copy_id: int) -> HttpResponse:
    """An entry made by mistake."""
    actions.take_back_copy(actor_of(request), copy_id=copy_id, now=now())
    messages.info(request, _("The entry is taken out of the log."), extra_tags="done")
    return redirect("media.copies")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("media.keep_media_setting")
def setting(request: HttpRequest) -> HttpResponse:
    """How long the logs of this site keep names."""
    actor = actor_of(request)
    site = schools.site(actor.site_id) if actor.site_id is not None else None
    if site is None:
        raise Http404
    form = MediaSettingForm(request.POST or None, instance=queries.setting_of(site.pk))
    if request.method == "POST" and form.is_valid():
        keep(actor, form, "media.keep_media_setting", now=now())
        messages.info(request, _("The years are kept."), extra_tags="done")
        return redirect("media.copies")
    status = 422 if form.is_bound else 200
    return render(request, "web/media/setting.html", {"form": form, "site": site}, status=status)
