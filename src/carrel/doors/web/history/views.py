"""What is kept of the reader who is signed in. No page here takes a person: everybody sees only themselves."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import DATE, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.people.privacy import severed_words
from carrel.doors.web.people.whole_record import own_zone, record_response
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.phrases import KEPT_WORDS
from carrel.rooms.circulation.queries import past
from carrel.rooms.circulation.queries.subject import whole_record
from carrel.rooms.people.actions import export_own_record as note_export

TITLES_A_PAGE = 100
Deed = Callable[[HttpRequest], str]


@allowed("circulation.keep_history")
@require_safe
def history(request: HttpRequest) -> HttpResponseBase:
    """One's own reading history, what came back and is not forgotten yet, and the whole record; `?as=csv|xlsx`."""
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "web/history/nobody.html")
    since = past.history_since(actor.person_id)
    titles = past.history_of(actor.person_id)
    if (shape := wanted_shape(request)) and since is not None:
        return table_response(_table(titles), shape)
    page = Paginator(list(titles), TITLES_A_PAGE).get_page(request.GET.get("page"))
    kept = [(each, KEPT_WORDS[each.reason or "due"]) for each in past.kept_loans_of(actor.person_id, now=now())]
    return render(request, "web/history/history.html", {"since": since, "page": page, "kept": kept})


@allowed("circulation.keep_history")
@require_POST
def keep_history(request: HttpRequest) -> HttpResponse:
    """Begin a reading history."""
    return _answered(request, _begin)


@allowed("circulation.forget_history")
@require_POST
def forget_history(request: HttpRequest) -> HttpResponse:
    """Erase all of it and keep none."""
    return _answered(request, _forget)


@allowed("circulation.forget_past_loan")
@require_POST
def forget_past_loan(request: HttpRequest, past_loan_id: int) -> HttpResponse:
    """Erase one title."""

    def one(request: HttpRequest) -> str:
        actions.forget_past_loan(actor_of(request), past_loan_id=past_loan_id, now=now())
        return _("The title is erased.")

    return _answered(request, one)


@allowed("circulation.sever_own_loans")
@require_POST
def sever_own_loans(request: HttpRequest) -> HttpResponse:
    """Take one's own name off what came back, without waiting for the night."""
    return _answered(request, lambda request: severed_words(actions.sever_own_loans(actor_of(request), now=now())))


@allowed("people.export_own_record")
@require_POST
def export_own_record(request: HttpRequest) -> HttpResponse:
    """Everything the district keeps of oneself, the reading history with it, as one file."""
    moment = now()
    try:
        person_id = note_export(actor_of(request), now=moment)
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
        return redirect("mine.history")
    return record_response(whole_record(person_id, for_oneself=True), at=moment, zone=own_zone())


def _begin(request: HttpRequest) -> str:
    actions.keep_history(actor_of(request), now=now())
    return _("From now on what you bring back is remembered, for you alone.")


def _forget(request: HttpRequest) -> str:
    gone = actions.forget_history(actor_of(request), now=now())
    said = ngettext("%(count)s title is erased.", "%(count)s titles are erased.", gone) % {"count": gone}
    return said + " " + _("Nothing is remembered from now on.")


def _answered(request: HttpRequest, deed: Deed) -> HttpResponse:
    try:
        messages.info(request, deed(request), extra_tags="done")
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    return redirect("mine.history")


def _table(titles: Iterator[past.PastTitle]) -> Table:
    columns = [
        Column(_("Title"), width=44),
        Column(_("Author"), width=32),
        Column(_("Lent"), DATE),
        Column(_("Returned"), DATE),
    ]
    rows = ([each.title, each.author, each.lent_on, each.returned_on] for each in titles)
    return Table(_("What I have read"), columns, rows)
