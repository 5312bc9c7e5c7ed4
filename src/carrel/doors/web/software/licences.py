"""Licences: the list with what ends soon, one with its terms, entered, changed, renewed, given up."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in, tell_refused
from carrel.doors.web.items.shown import currency, price_words
from carrel.doors.web.phrases import put_on
from carrel.doors.web.software import shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.people.actions import record_views
from carrel.rooms.schools import queries as schools
from carrel.rooms.software import actions, queries
from carrel.rooms.software.forms import (
    CodesForm,
    GiveSeatForm,
    LicenceForm,
    TermForm,
    licence_initial,
    next_term_initial,
)
from carrel.rooms.software.phrases import KIND_WORDS

VERBS = ("change_licence", "renew_licence", "take_back_renewal", "end_licence", "add_codes", "give_seat",
         "take_back_seat", "view_keys")  # fmt: skip


@require_safe
@allowed("software.view_licences")
def licences(request: HttpRequest) -> HttpResponseBase:
    """All licences by product, or what ends within so many days (`?within=30`), or with those given up (`?ended=1`)."""
    actor = actor_of(request)
    today = schools.today_at(actor.site_id, now())
    asked = request.GET.get("within", "")
    within = int(asked) if asked in {str(days) for days in shown.WITHIN} else None
    found = queries.licences_at(actor, today, within=within, ended=bool(request.GET.get("ended")))
    if shape := wanted_shape(request):
        return table_response(shown.licences_table(found), shape)
    counts = queries.ending_counts(actor, today)
    context = {
        "rows": [(each, KIND_WORDS[each.kind], shown.standing_chip(each)) for each in found],
        "within": within,
        "narrow": [
            {"days": days, "count": sum(count for at, count in counts.items() if at <= days)} for days in shown.WITHIN
        ],
        "may_add": actor.may("software.add_licence"),
    }
    return render(request, "web/software/licences.html", context)


@require_safe
@allowed("software.view_licences")
def licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    """One licence: what was bought when, who holds its seats, where its media are."""
    return page(request, licence_id)


def page(request: HttpRequest, licence_id: int, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of a licence, with a form that was not in order if there is one."""
    actor, moment = actor_of(request), now()
    found = queries.licence(actor, licence_id)
    if found is None:
        raise Http404
    today, with_codes = schools.today_at(actor.site_id, moment), actor.may("software.view_keys")
    short = queries.licence_shown(found, today)
    held = queries.seats_of(actor, licence_id, with_codes=with_codes)
    past = queries.seats_of(actor, licence_id, with_codes=False, is_open=False)[:10]
    seen = {each.holder_id for each in (*held, *past) if each.kind == "person" and each.holder_id is not None}
    record_views(actor, person_ids=seen, page="seats", now=moment)
    codes, free = queries.code_counts(licence_id)
    is_own = found.site_id is not None or actor.is_district
    context: dict[str, Any] = {
        "licence": found,
        "short": short,
        "chip": shown.standing_chip(short),
        "kind": KIND_WORDS[found.kind],
        "cost": price_words(found.cost_minor),
        "terms": [(each, price_words(each.cost_minor)) for each in queries.terms_of(licence_id)],
        "held": held,
        "past": past,
        "codes": codes,
        "codes_left": free,
        "code_rows": queries.codes_of(licence_id) if with_codes and codes else [],
        "may": {verb: actor.may(f"software.{verb}") for verb in VERBS},
        "is_own": is_own,
        "seat_form": GiveSeatForm(actor=actor, initial={"key": secrets.token_urlsafe(16)}, auto_id="seat_%s"),
        "codes_form": CodesForm(auto_id="codes_%s"),
        **forms,
    }
    return render(request, "web/software/licence.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("software.add_licence")
def add_licence(request: HttpRequest) -> HttpResponse:
    """Enter a licence; `?record=` says of which title."""
    actor, moment = actor_of(request), now()
    record = catalogue.record(number_in(request.GET.get("record")) or 0)
    first = {
        "key": secrets.token_urlsafe(16), "site": actor.site_id, "starts_on": schools.today_at(actor.site_id, moment),
        "product": squeeze(record.title, 120) if record else "",
    }  # fmt: skip
    form = LicenceForm(
        request.POST or None, actor=actor, record_id=record.pk if record else None, currency=currency(), initial=first
    )
    made: list[int] = []

    def add() -> None:
        made.append(
            actions.add_licence(
                actor, product=form.as_product(), term=form.term(), licence_key=form.as_licence_key() or "",
                key=form.cleaned_data["key"], now=moment,
            )
        )  # fmt: skip

    status = _done(request, form, add)
    if status == 0:
        messages.info(request, _("The licence is on record. Give its seats."), extra_tags="done")
        return redirect("software.licence", made[0])
    return render(request, "web/software/add_licence.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("software.change_licence")
def change_licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    """Change what is said of a licence and its latest term."""
    actor = actor_of(request)
    found = queries.licence(actor, licence_id)
    if found is None:
        raise Http404
    form = LicenceForm(
        request.POST or None, actor=actor, record_id=found.record_id, currency=currency(),
        initial=dict(licence_initial(found)),
    )  # fmt: skip

    def change() -> None:
        actions.change_licence(
            actor, licence_id=licence_id, product=form.as_product(), term=form.term(),
            licence_key=form.as_licence_key(), now=now(),
        )  # fmt: skip

    status = _done(request, form, change)
    if status == 0:
        messages.info(request, _("The licence is changed."), extra_tags="done")
        return redirect("software.licence", licence_id)
    return render(request, "web/software/change_licence.html", {"form": form, "licence": found}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("software.renew_licence")
def renew_licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    """Buy it for the next term, proposed as long as the last one."""
    actor = actor_of(request)
    found = queries.licence(actor, licence_id)
    if found is None:
        raise Http404
    first = {"key": secrets.token_urlsafe(16)} | dict(next_term_initial(found))
    form = TermForm(request.POST or None, currency=currency(), initial=first)

    def renew() -> None:
        actions.renew_licence(
            actor, licence_id=licence_id, term=form.term(), key=form.cleaned_data["key"], now=now()
        )  # fmt: skip

    status = _done(request, form, renew)
    if status == 0:
        messages.info(request, _("Renewed. Whoever holds a seat keeps it."), extra_tags="done")
        return redirect("software.licence", licence_id)
    return render(request, "web/software/renew_licence.html", {"form": form, "licence": found}, status=status)


def _done(request: HttpRequest, form: Form, act: Callable[[], None]) -> int:
    """Do it when the form was sent and is in order: 0 when it is done, else the status of the page with the form."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 422
    try:
        act()
    except Refused as refused:
        put_on(form, refused)
        return 409
    return 0


@require_POST
@allowed("software.take_back_renewal")
def take_back_renewal(request: HttpRequest, licence_id: int) -> HttpResponse:
    """The term before counts again."""
    return _said(
        request, licence_id, lambda: actions.take_back_renewal(actor_of(request), licence_id=licence_id, now=now()),
        _("The renewal is taken back."),
    )  # fmt: skip


@require_POST
@allowed("software.end_licence")
def end_licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    """It is given up."""
    return _said(
        request, licence_id, lambda: actions.end_licence(actor_of(request), licence_id=licence_id, now=now()),
        _("The licence is given up. Its history stays."),
    )  # fmt: skip


@require_POST
@allowed("software.reopen_licence")
def reopen_licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    """It is taken up again."""
    return _said(
        request, licence_id, lambda: actions.reopen_licence(actor_of(request), licence_id=licence_id, now=now()),
        _("The licence is taken up again."),
    )  # fmt: skip


def _said(request: HttpRequest, licence_id: int, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        if refused.code == "software.unknown":
            raise
        tell_refused(request, refused)
    else:
        messages.info(request, done, extra_tags="done")
    return redirect("software.licence", licence_id)
