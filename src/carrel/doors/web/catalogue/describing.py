"""A record by hand, changing one, and taking out a mistake."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentence, sentences
from carrel.rooms.catalogue import actions, queries
from carrel.rooms.catalogue.forms import BriefRecordForm, EditRecordForm
from carrel.rooms.catalogue.rules import plain_facts

SAME_ISBN = "catalogue.isbn_is_there"


def new_key() -> str:
    """A key for one form, so that sending it twice does it once."""
    return secrets.token_urlsafe(16)


@allowed("catalogue.add_brief_record")
@require_http_methods(["GET", "POST"])
def add_brief_record(request: HttpRequest) -> HttpResponse:
    """A record in five fields; when its ISBN is there already, the page says so and offers that record.

    `?barcode=` is the label a desk did not know: whoever may add copies is led on to give it to the first one.
    """
    barcode = _label(request)
    asked = {name: squeeze(request.GET.get(name, ""), 200) for name in ("title", "author", "isbn", "call_number")}
    form = BriefRecordForm(request.POST if request.method == "POST" else None, initial={**asked, "key": new_key()})
    standing: tuple[Objection, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, form)
        except Refused as refused:
            standing = refused.objections
    same = next((each for each in standing if each.code == SAME_ISBN), None)
    context = {
        "form": form,
        "why_not": [sentence(each) for each in standing],
        "same_record_id": same.facts["record_id"] if same else None,
        "may_pass": same is not None and actor_of(request).may(same.override),
        "may_add_item": actor_of(request).may("inventory.add_item"),
        "barcode": barcode,
    }
    status = 422 if form.is_bound else 200
    return render(request, "web/catalogue/add_brief_record.html", context, status=status)


def _add(request: HttpRequest, form: BriefRecordForm) -> HttpResponse:
    values = form.cleaned_data
    added = actions.add_brief_record(
        actor_of(request),
        title=values["title"],
        author=values["author"],
        isbn=values["isbn"],
        call_number=values["call_number"],
        format=values["format"],
        now=now(),
        key=values["key"],
        overrides=[SAME_ISBN] if values["same_isbn"] else [],
        reason=values["reason"],
    )
    for told in added.tells:
        messages.info(request, sentence(told), extra_tags="tell")
    messages.info(request, _("The record is there. Add its copies."), extra_tags="done")
    if (barcode := _label(request)) and actor_of(request).may("inventory.add_item"):
        return redirect(f"{reverse('items.add_item', args=[added.record_id])}?{urlencode({'number': barcode})}")
    return redirect("catalogue.record", added.record_id)


def _label(request: HttpRequest) -> str:
    """The label that waits for its title; the form is sent to the address it came from, so it is still in there."""
    return squeeze(request.GET.get("barcode", ""), 64)


@allowed("catalogue.edit_record")
@require_http_methods(["GET", "POST"])
def edit_record(request: HttpRequest, record_id: int) -> HttpResponse:
    """The plain facts of a record in a form; what is not changed there stays as it came."""
    found, kept = queries.record(record_id), queries.marc_of(record_id)
    if found is None or kept is None:
        raise Http404
    initial = {**plain_facts(kept), "key": new_key(), "seen_at": found.updated_at.isoformat()}
    form = EditRecordForm(request.POST if request.method == "POST" else None, initial=initial)
    why_not: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.edit_record(
                actor_of(request),
                record_id=record_id,
                changes=form.changes(),
                now=now(),
                key=form.cleaned_data["key"],
                seen_at=form.cleaned_data["seen_at"],
            )
        except Refused as refused:
            why_not = sentences(refused)
        else:
            said = _("Changed. What it was is kept in its history.") if changed.changed else _("Nothing was different.")
            messages.info(request, said, extra_tags="done" if changed.changed else "tell")
            return redirect("catalogue.record", record_id)
    context = {"form": form, "record": found, "why_not": why_not}
    return render(request, "web/catalogue/edit_record.html", context, status=422 if form.is_bound else 200)


@allowed("catalogue.take_out_record")
@require_POST
def take_out_record(request: HttpRequest, record_id: int) -> HttpResponse:
    """Take out a record made by mistake, as long as nothing hangs on it."""
    actions.take_out_record(actor_of(request), record_id=record_id, now=now(), key=request.POST.get("key", "")[:80])
    messages.info(request, _("The record is taken out. Its MARC is kept in the history."), extra_tags="done")
    return redirect("catalogue.search")
