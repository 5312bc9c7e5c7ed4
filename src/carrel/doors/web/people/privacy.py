"""What is kept of a person: erased at once, handed out whole; and the site's log of who looked at whom."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import MOMENT, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.people.sight import opened, to_kept, within_sight
from carrel.doors.web.people.tabs import person_tabs
from carrel.doors.web.people.whole_record import own_zone, record_response
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions as loans
from carrel.rooms.circulation.phrases import KEPT_WORDS
from carrel.rooms.circulation.queries.past import kept_loans_of
from carrel.rooms.circulation.queries.subject import whole_record
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import AccessLogForm
from carrel.rooms.people.phrases import PAGE_NAMES

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from carrel.rooms.people.models import PersonView

VIEWS_A_PAGE = 100


@allowed("circulation.sever_loans_of_patron")
@require_safe
@within_sight
def privacy(request: HttpRequest, person_id: int) -> HttpResponse:
    """What came back and still stands on the name, why, and until when; without titles."""
    found, actor, moment = opened(request, person_id, "privacy"), actor_of(request), now()
    moved = to_kept(found, person_id, "people.privacy")
    if moved is not None:
        return moved
    context = {
        "person": found,
        "kept": [(each, KEPT_WORDS[each.reason or "due"]) for each in kept_loans_of(found.pk, now=moment)],
        "may_export": actor.may("people.export_person"),
        "tabs": person_tabs(actor, found, "privacy"),
    }
    return render(request, "web/people/privacy.html", context)


@allowed("circulation.sever_loans_of_patron")
@require_POST
@within_sight
def sever_loans(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take a person off everything they have brought back, at once."""
    found = opened(request, person_id, "privacy")
    severed = loans.sever_loans_of_patron(actor_of(request), person_id=found.pk, now=now())
    messages.info(request, severed_words(severed), extra_tags="done")
    return redirect("people.privacy", found.pk)


def severed_words(severed: loans.Severed) -> str:
    """What was erased, and what stays and why, in sentences."""
    said = [
        ngettext(
            "%(count)s loan that came back is no longer on the name.",
            "%(count)s loans that came back are no longer on the name.",
            severed.loans,
        )
        % {"count": severed.loans}
    ]
    for reason, count in severed.kept.items():
        said.append(_("%(count)s stay: %(why)s") % {"count": count, "why": KEPT_WORDS[reason]})
    return " ".join(said)


@allowed("people.export_person")
@require_POST
@within_sight
def export_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything the district keeps of a person, as one file; that it was handed out is written down."""
    actor, moment = actor_of(request), now()
    found = opened(request, person_id, "privacy")
    actions.export_person(actor, person_id=found.pk, now=moment)
    return record_response(whole_record(found.pk), at=moment, zone=own_zone())


@allowed("people.view_access_log")
@require_safe
def site_access_log(request: HttpRequest) -> HttpResponseBase:
    """Who looked at whose record at one's schools, the latest first; `?person= &account= &from_on= &until_on=`."""
    actor, moment = actor_of(request), now()
    form = AccessLogForm(request.GET or None)
    asked, zone = form.asked(), own_zone()
    found = queries.views_at(actor, zone=zone, **asked)
    shape = wanted_shape(request)
    said = {name: str(value) for name, value in asked.items() if value}
    actions.view_access_log(actor, asked=said, shape=shape or "page", now=moment)
    if shape:
        return table_response(_table(found, zone.key), shape)
    page = Paginator(found, VIEWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, _page_word(each.page)) for each in queries.site_views(page)]
    context = {"form": form, "page": page, "rows": rows, "may_view_person": actor.may("people.view_person")}
    return render(request, "web/people/site_access_log.html", context)


def _page_word(page: str) -> str:
    return str(PAGE_NAMES.get(page, page))


def _table(found: "QuerySet[PersonView]", zone: str) -> Table:
    columns = [
        Column(_("When"), MOMENT), Column(_("Whose record")), Column(_("Who looked")), Column(_("Account")),
        Column(_("Where")), Column(_("What was shown")),
    ]  # fmt: skip
    return Table(_("Who looked at whom"), columns, _rows(found.iterator(2000)), zone=zone)


def _rows(found: "Iterable[PersonView]") -> Iterator[list[object]]:
    for each in queries.site_views(found):
        yield [each.at, each.person, each.who, each.account, each.where, _page_word(each.page)]
